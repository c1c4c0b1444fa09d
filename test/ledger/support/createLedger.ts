import type { Fact, FactBody } from '../../../src/facts/Fact.ts'
import type { Leg } from '../../../src/facts/Leg.ts'
import type { Address, ChainId } from '../../../src/facts/primitives.ts'
import type { SeriesRow } from '../../../src/facts/Series.ts'
import { bindTransaction } from '../../../src/ledger/bindTransaction.ts'
import { evaluateTransfer } from '../../../src/ledger/evaluateTransfer.ts'
import { foldFacts } from '../../../src/ledger/fold/foldFacts.ts'
import { toGroupUnits } from '../../../src/ledger/groupUnits.ts'
import type { ShownBooks } from '../../../src/ledger/ShownBooks.ts'
import type { TransferContext } from '../../../src/ledger/TransferContext.ts'
import type { TransferAmount, TransferView } from '../../../src/ledger/TransferView.ts'
import { transferAmounts } from '../../../src/ledger/transferAmounts.ts'
import { transaction } from './facts.ts'
import { topology } from './world.ts'

/** What the ledger says at a cut. */
export interface Picture {
  holdings: readonly SeriesRow[]
  transfers: readonly TransferView[]
  amounts: readonly TransferAmount[]
  /** Σ holdings + Σ inFlight − Σ lagOffset − Σ unbacked of the venue. */
  unified: bigint
  /** The same of one account. */
  of(account: Address): bigint
}

/** The ledger of a small world: one transaction per block, and block numbers are seconds. */
export function createLedger() {
  const facts: Fact[] = []
  const legs: Leg[] = []
  return {
    /** Binds and keeps one transaction. */
    record(chainId: ChainId, blockNumber: bigint, bodies: readonly FactBody[]): void {
      const added = transaction(bodies, { chainId, blockNumber })
      facts.push(...added)
      legs.push(...bindTransaction(added, blockNumber, topology).legs)
    },
    /** Takes the blocks of a chain above `ancestor` out; their legs stay as evidence. */
    reorg(chainId: ChainId, ancestor: bigint): void {
      const isOut = ({ at }: { at: Fact['at'] }): boolean =>
        at.chainId === chainId && at.blockNumber > ancestor
      facts.splice(0, facts.length, ...facts.filter((fact) => !isOut(fact)))
      for (const [index, leg] of legs.entries()) {
        if (isOut(leg)) legs[index] = { ...leg, canonical: false }
      }
    },
    pictureAt: (context: TransferContext) => toPicture(facts, legs, context),
  }
}

function toPicture(
  facts: readonly Fact[],
  legs: readonly Leg[],
  context: TransferContext,
): Picture {
  const inCut = facts.filter(
    ({ at }) => at.blockNumber <= (context.cut.get(at.chainId)?.number ?? -1n),
  )
  const history = foldFacts(inCut, [], new Map()).filter(({ key }) => key.kind === 'holding')
  const holdings = newestRows(history)
  const books = toBooks(history, holdings)
  const groups = groupBy(legs, ({ key }) => key)
  const views = [...groups.values()]
    .flatMap((group) => evaluateTransfer(group, context) ?? [])
    .sort((a, b) => Number((a.legs[0]?.timestamp ?? 0n) - (b.legs[0]?.timestamp ?? 0n)))
  const judged = views.map((view) => ({ view, legs: groups.get(view.key) ?? [] }))
  const amountsOf = transferAmounts(judged, context, books)
  const transfers = views.map((view, i) => ({ ...view, amounts: amountsOf[i] ?? [] }))
  const amounts = transfers.flatMap((transfer) => transfer.amounts)
  const net = (account: Address | undefined): bigint =>
    holdings.reduce((sum, { key, values }) => {
      return account === undefined || key.account === account ? sum + (values[0] ?? 0n) : sum
    }, 0n) +
    amounts.reduce((sum, { kind, holder, amount }) => {
      if (account !== undefined && holder.account !== account) return sum
      return kind === 'inFlight' ? sum + amount : sum - amount
    }, 0n)
  return { holdings, transfers, amounts, unified: net(undefined), of: net }
}

/** Items by what they have in common, in their order. */
export function groupBy<item, key>(items: readonly item[], keyOf: (item: item) => key) {
  const groups = new Map<key, item[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

function newestRows(history: readonly SeriesRow[]): readonly SeriesRow[] {
  return [
    ...new Map(history.map((row) => [row.key.chainId + (row.key.account ?? ''), row])).values(),
  ]
}

function toBooks(history: readonly SeriesRow[], holdings: readonly SeriesRow[]): ShownBooks {
  return {
    shown: (_venue, account, chainId) => {
      const shown = holdings.filter(({ key }) => {
        return key.chainId === chainId && (account === undefined || key.account === account)
      })
      return toGroupUnits(
        shown.reduce((sum, { values }) => sum + (values[0] ?? 0n), 0n),
        6,
      )
    },
    lowestSince: ({ holder }, chainId, fromBlock) => {
      const rows = history.filter(
        ({ key }) => key.chainId === chainId && key.account === holder.account,
      )
      const since = rows.filter(({ blockNumber }) => blockNumber > fromBlock)
      const entering = rows.findLast(({ blockNumber }) => blockNumber <= fromBlock)
      const values = [entering, ...since].map((row) => row?.values[0] ?? 0n)
      return values.reduce((least, value) => (value < least ? value : least))
    },
  }
}
