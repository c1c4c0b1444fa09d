import { comparePositions } from '../../../facts/FactPosition.ts'
import type { Address, ChainId } from '../../../facts/primitives.ts'
import type { SeriesKey, SeriesRow } from '../../../facts/Series.ts'
import { amountOf, toAccountBook } from '../../../ledger/AccountBook.ts'
import { evaluateTransfer } from '../../../ledger/evaluateTransfer.ts'
import { toGroupUnits } from '../../../ledger/groupUnits.ts'
import type { joinLegs } from '../../../ledger/joinLegs.ts'
import type { ShownBooks } from '../../../ledger/ShownBooks.ts'
import type { ChainCut, TransferContext } from '../../../ledger/TransferContext.ts'
import type { TransferView } from '../../../ledger/TransferView.ts'
import { transferAmounts } from '../../../ledger/transferAmounts.ts'
import { minOf } from '../../../utils/minOf.ts'
import { linkedAccounts } from '../accounts/linkedAccounts.ts'
import type { SourceStates } from '../cut/SourceStates.ts'
import type { ReadContext } from '../ReadContext.ts'

/**
 * Judges transfers at one cut, with their amounts. They are taken in the order of their times inside the cut, so that
 * offsets which share one cap are granted to the oldest first, whatever was recorded later.
 */
export function judgeTransfers(
  groups: ReturnType<typeof joinLegs>,
  context: TransferContext,
  books: ShownBooks,
  sources: Pick<SourceStates, 'joiningEnd'>,
): readonly TransferView[] {
  const judged = groups
    .flatMap(([, { legs }]) => {
      const view = evaluateTransfer(legs, context)
      return view === undefined ? [] : [{ view: toCovered(view, sources), legs }]
    })
    .sort((a, b) => compareFirstLegs(a.view, b.view))
  const amounts = transferAmounts(judged, context, books)
  return judged.map(({ view }, i) => ({ ...view, amounts: amounts[i] ?? [] }))
}

/** A route whose past is incomplete proves nothing: what was sent may have arrived long ago. */
export function toCovered(
  view: TransferView,
  sources: Pick<SourceStates, 'joiningEnd'>,
): TransferView {
  const end = sources.joiningEnd(view.bridge, [view.origin, view.destination])
  if (end === undefined) return view
  const reason = `Its route was added, and the past of chain ${end} is still being read.`
  return { ...view, state: 'NOT_COVERED', stage: undefined, cause: undefined, reason }
}

function compareFirstLegs(a: TransferView, b: TransferView): number {
  const [first] = a.legs
  const [second] = b.legs
  if (first === undefined || second === undefined) return 0
  if (first.timestamp !== second.timestamp) return first.timestamp < second.timestamp ? -1 : 1
  return first.at.chainId - second.at.chainId || comparePositions(first.at, second.at)
}

/** Holdings that count as one owner's, for an account of a venue. */
export type OwnRows = (venue: string, account: Address) => readonly SeriesRow[]

/** Reads the holdings of any owner at the context's cut, each once. */
export function createOwnRows(context: ReadContext): OwnRows {
  const known = new Map<string, readonly SeriesRow[]>()
  return (venue, account) => {
    const key = `${venue}|${account}`
    const accounts = linkedAccounts(context, venue, account)
    const rows =
      known.get(key) ??
      context.snapshot.series({ of: 'accounts', venue, accounts }, context.heights)
    known.set(key, rows)
    return rows
  }
}

/** One owner's holdings in a venue, as they are looked at and as they are at the context's cut. */
export interface LookedAt {
  venue: string
  rows: readonly SeriesRow[]
  rowsAtCut: readonly SeriesRow[]
}

/**
 * What books show at a cut: an owner's own holdings, and a whole venue's by its running totals. `cuts` may end inside a
 * block; what `ownRows` shows is then the holding at that end, and the totals move with those of whoever is looked at.
 */
export function createShownBooks(
  ownRows: OwnRows,
  context: ReadContext,
  cuts: ReadonlyMap<ChainId, ChainCut>,
  lookedAt?: LookedAt,
): ShownBooks {
  const totals = new Map<string, readonly SeriesRow[]>()
  const totalsOf = (venue: string): readonly SeriesRow[] => {
    const selector = { of: 'totals', venue } as const
    const rows = totals.get(venue) ?? context.snapshot.series(selector, context.heights)
    totals.set(venue, rows)
    return rows
  }
  return {
    shown: (venue, account, chainId, group) => {
      const sumOf = (rows: readonly SeriesRow[]): bigint =>
        sumOfGroup(rows, chainId, group, context)
      if (account !== undefined) return sumOf(ownRows(venue, account))
      if (venue !== lookedAt?.venue) return sumOf(totalsOf(venue))
      return sumOf(totalsOf(venue)) - sumOf(lookedAt.rowsAtCut) + sumOf(lookedAt.rows)
    },
    lowestSince({ holder, asset, contract }, chainId, fromBlock) {
      const key: SeriesKey = { kind: 'holding', chainId, contract, ...holder, subject: asset }
      const shown = amountOf(toAccountBook(ownRows(holder.venue, holder.account)), key)
      const cut = cuts.get(chainId)
      const wholeTo = cut === undefined || cut.txIndex === undefined ? cut?.number : cut.number - 1n
      if (wholeTo === undefined || wholeTo < fromBlock) return shown
      return minOf(shown, context.snapshot.lowest(key, fromBlock, wholeTo) ?? shown)
    },
  }
}

function sumOfGroup(
  rows: readonly SeriesRow[],
  chainId: ChainId,
  group: string,
  { topology }: ReadContext,
): bigint {
  return rows.reduce((total, { key, values }) => {
    const isHeld = key.kind === 'holding' || key.kind === 'total'
    if (!isHeld || key.chainId !== chainId) return total
    // CAST: subjects of holdings and totals are token addresses.
    const asset = topology.assetOfToken(chainId, key.subject as Address)
    if (asset === undefined || asset.group !== group) return total
    return total + toGroupUnits(values[0] ?? 0n, asset.decimals)
  }, 0n)
}
