import { coverageLevels, joinSpans, levelOver } from '../../../facts/Coverage.ts'
import type { ChainId } from '../../../facts/primitives.ts'
import { routeRule } from '../../../ledger/routeRule.ts'
import type { TransferView } from '../../../ledger/TransferView.ts'
import { bridgeSourceId } from '../../../protocols/bridgeSourceId.ts'
import type { RecordedCoverage } from '../../../store/Recorded.ts'
import { maxOf } from '../../../utils/maxOf.ts'
import { minOf } from '../../../utils/minOf.ts'
import type { LiveChain } from '../cut/LiveChain.ts'
import type { ReadContext } from '../ReadContext.ts'

/** Whether what a transfer's state claims to be absent was looked for by more than one reading of one endpoint. */
export type Confirmation = (transfer: TransferView) => boolean

/**
 * Creates the confirmation at one cut (DESIGN §3, "Absence is a claim"). That a source does not exist is confirmed where
 * the origin's coverage of the bridge is verified from its start until past the credit; that a credit does not exist,
 * where the destination's is from the sending on. Too much credit is confirmed where every leg stands in verified blocks,
 * because a message of an exact route is sent once; on other routes further sends must be absent too. What was seen and
 * contradicts itself needs none.
 */
export function createConfirmation(
  context: Pick<ReadContext, 'project' | 'snapshot' | 'topology' | 'heights' | 'chains'>,
): Confirmation {
  const live = new Map(context.chains.map((chain) => [chain.chainId, chain]))
  const rows = new Map(
    context.snapshot.coverage.map((row) => [row.sourceId, withPending(row, live.get(row.chainId))]),
  )
  const coverageOf = (bridge: string, chainId: ChainId): RecordedCoverage | undefined => {
    const config = context.project.bridges.find(({ id }) => id === bridge)
    const sourceId = config === undefined ? undefined : bridgeSourceId(config, chainId)
    return sourceId === undefined ? undefined : rows.get(sourceId)
  }
  return (transfer) => {
    const rowOf: RowOf = (chainId) => coverageOf(transfer.bridge, chainId)
    const origin = rowOf(transfer.origin)
    switch (transfer.state) {
      case 'UNBACKED':
        return (
          areLegsVerified(transfer, rowOf) &&
          isSourceSought(context, transfer, { row: origin, live: live.get(transfer.origin) })
        )
      case 'DUPLICATE_CREDIT':
      case 'AMOUNT_MISMATCH':
        return (
          areLegsVerified(transfer, rowOf) &&
          (routeRule(transfer.bridge, context.topology).keys === 'unique' ||
            isSourceSought(context, transfer, { row: origin, live: live.get(transfer.origin) }))
        )
      case 'STUCK':
      case 'EXPIRED':
        return isCreditSought(context, transfer, rowOf(transfer.destination))
      default:
        return true
    }
  }
}

/** Blocks that memory holds back are covered too, while they follow what is recorded. */
function withPending(row: RecordedCoverage, live: LiveChain | undefined): RecordedCoverage {
  const { recorded, pending = [], spans } = live ?? {}
  const last = pending.at(-1)?.number
  if (recorded?.number !== row.toBlock || last === undefined || spans === undefined) return row
  const added = spans.filter(({ toBlock }) => toBlock > row.toBlock)
  return { ...row, toBlock: last, spans: joinSpans([...row.spans, ...added]) }
}

function isSourceSought(
  { snapshot, topology }: Pick<ReadContext, 'snapshot' | 'topology'>,
  { bridge, origin, creditedAt }: TransferView,
  { row, live }: { row: RecordedCoverage | undefined; live: LiveChain | undefined },
): boolean {
  if (row === undefined || creditedAt === undefined) return false
  const past = creditedAt + topology.policy(bridge).skewSeconds
  // The block after it is the first whose clock shows that the origin has passed the credit.
  const pending = live?.pending.findLast(({ timestamp }) => timestamp <= past)
  const last = pending?.number ?? snapshot.blockAtTime(origin, past)?.number ?? row.fromBlock
  return isVerified(row, row.fromBlock, maxOf(last + 1n, row.fromBlock))
}

type RowOf = (chainId: ChainId) => RecordedCoverage | undefined

function areLegsVerified({ legs }: TransferView, rowOf: RowOf): boolean {
  return legs.every(({ at: { chainId, blockNumber } }) => {
    const row = rowOf(chainId)
    return row !== undefined && isVerified(row, blockNumber, blockNumber)
  })
}

function isCreditSought(
  { snapshot, heights }: Pick<ReadContext, 'snapshot' | 'heights'>,
  { destination, sentAt }: TransferView,
  row: RecordedCoverage | undefined,
): boolean {
  const height = heights.get(destination)
  if (row === undefined || sentAt === undefined || height === undefined) return false
  const first = snapshot.blockAtTime(destination, sentAt)?.number ?? row.fromBlock
  return isVerified(row, maxOf(first, row.fromBlock), minOf(height, row.toBlock))
}

function isVerified({ spans }: RecordedCoverage, from: bigint, to: bigint): boolean {
  const level = levelOver(spans, from, to)
  return coverageLevels.indexOf(level) >= coverageLevels.indexOf('verified')
}
