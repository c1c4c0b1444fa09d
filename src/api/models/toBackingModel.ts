import type { Address, ChainId } from '../../facts/primitives.ts'
import type {
  AccountReading,
  BackingReading,
  FlowReading,
  LimitReading,
} from '../../ledger/backing/BackingReading.ts'
import type { BackingFigures } from '../../ledger/backing/sumBacking.ts'
import { fromGroupUnits } from '../../ledger/groupUnits.ts'
import { maxOf } from '../../utils/maxOf.ts'
import type { Cut } from '../views/cut/Cut.ts'
import type { AmountModel } from './AmountModel.ts'
import type { TokenAmountModel } from './TokenAmountModel.ts'

/** What backs a group, spelled for the schema: sums in units of the group's token with the most decimals. */
export function toBackingModel(reading: BackingReading, cut: Cut) {
  const { group, figures, unknown, asOf, reads, readsUnknown } = reading
  const { decimals } = group
  const ageOf = (timestamp: bigint): bigint => maxOf(cut.asOf - timestamp, 0n)
  return {
    group: group.group,
    logs: figures && toFigures(figures, decimals),
    unknown,
    asOf,
    ageSeconds: asOf === undefined ? undefined : ageOf(asOf),
    reads: reads && {
      figures: toFigures(reads.figures, decimals),
      logs: toFigures(reads.logged, decimals),
      blocks: reads.blocks,
      asOf: reads.asOf,
      ageSeconds: ageOf(reads.asOf),
    },
    readsUnknown,
    accounts: reading.accounts.map(toAccount),
    offsets: reading.offsets.map((offset) => ({
      amount: toToken(offset, offset.amount),
      block: offset.block,
      reason: offset.reason,
    })),
    flows: reading.flows.map(toFlow),
    limits: reading.limits.map(toLimit),
    cut,
  }
}

function toFigures(figures: BackingFigures, decimals: number) {
  const amount = (units: bigint): AmountModel => ({
    raw: fromGroupUnits(units, decimals),
    decimals,
  })
  return {
    escrowed: amount(figures.escrowed),
    supply: amount(figures.supply),
    inFlight: amount(figures.inFlight),
    offset: amount(figures.offset),
    difference: amount(figures.difference),
  }
}

function toToken(
  { chainId, token }: { chainId: ChainId; token: Address },
  raw: bigint,
): TokenAmountModel {
  return { chainId, token, raw }
}

function toAccount({ account, logged, observed }: AccountReading) {
  const { side, chainId, token, holder } = account
  return {
    side,
    chainId,
    token,
    holder,
    logs: logged === undefined ? undefined : toToken(account, logged),
    read: observed && toToken(account, observed.amount),
    readAt: observed?.blockNumber,
    drift: observed?.drift === undefined ? undefined : toToken(account, observed.drift),
  }
}

function toFlow(flow: FlowReading) {
  return { net: toToken(flow, flow.amount), isConfirmed: flow.isConfirmed }
}

function toLimit({ limit, blockNumber, amounts, inbound }: LimitReading) {
  const amountOf = (kind: Parameters<typeof amounts.get>[0]): TokenAmountModel | undefined => {
    const amount = amounts.get(kind)
    return amount === undefined ? undefined : toToken(limit, amount)
  }
  return {
    bridge: limit.bridge,
    readAt: blockNumber,
    mintLimit: amountOf('mintLimit'),
    mintLeft: amountOf('mintLeft'),
    burnLimit: amountOf('burnLimit'),
    burnLeft: amountOf('burnLeft'),
    inbound: toToken(limit, inbound),
  }
}
