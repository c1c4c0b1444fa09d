import { ownProtocol } from '../../../config/ownProtocol.ts'
import type { Leg } from '../../../facts/Leg.ts'
import type { Address, ChainId } from '../../../facts/primitives.ts'
import type { SeriesRow } from '../../../facts/Series.ts'
import { joinLegs } from '../../../ledger/joinLegs.ts'
import { hasSharedKeys } from '../../../ledger/splitByBridge.ts'
import type { ChainCut } from '../../../ledger/TransferContext.ts'
import type { TransferView } from '../../../ledger/TransferView.ts'
import type { AccountCase } from '../../../margin/AccountCase.ts'
import { evaluateCrossChain } from '../../../margin/evaluateCrossChain.ts'
import type { LendingAccount, LendingMarket } from '../../../margin/lending/LendingMarket.ts'
import type { UnitBook } from '../../../margin/MarginInput.ts'
import type { Reason } from '../../../margin/MarginStatus.ts'
import type { Snapshot } from '../../../store/Snapshot.ts'
import { CutError } from '../cut/CutError.ts'
import { isBackfilling } from '../cut/isBackfilling.ts'
import { joiningReasons } from '../cut/joiningReasons.ts'
import type { ReadContext } from '../ReadContext.ts'
import {
  createOwnRows,
  createShownBooks,
  judgeTransfers,
  type OwnRows,
} from '../transfers/judgeTransfers.ts'
import { toReading } from '../transfers/toReading.ts'
import { toTransferContext } from '../transfers/toTransferContext.ts'
import type { AccountView, CollateralLine } from '../Views.ts'
import { createTimes } from '../values/createTimes.ts'
import { createIndexesAt } from '../values/readIndexes.ts'
import { createPrefixes, type Prefixes } from './createPrefixes.ts'
import { evaluatedStatuses } from './evaluatedStatuses.ts'
import { linkedAccounts } from './linkedAccounts.ts'
import { toLendingBooks } from './toLendingBooks.ts'
import { toBookLines, toTotals, toTransferLines } from './toLines.ts'
import { toUnitBooks } from './toUnitBooks.ts'

interface Picture {
  lines: readonly CollateralLine[]
  transfers: readonly TransferView[]
  units: readonly UnitBook[]
}

/** An account with all that decides its margin; good while the context's snapshot is open. */
interface OpenedAccount {
  accounts: readonly Address[]
  /** At the whole cut. */
  picture: Picture
  account: AccountCase
}

/** One owner's account at the context's cut. Throws `CutError` UNKNOWN_VENUE. */
export function readAccount(context: ReadContext, venueId: string, owner: Address): AccountView {
  const { accounts, picture, account } = openAccount(context, venueId, owner)
  const lines = picture.lines.filter((line) => line.account !== undefined)
  const margin = evaluateCrossChain(account)
  evaluatedStatuses(context, venueId).set(owner, margin.status)
  return {
    venue: venueId,
    owner,
    accounts,
    lines,
    totals: toTotals(lines),
    margin,
    transfers: picture.transfers.map((transfer) => toReading(context, transfer)),
  }
}

/** Reads what decides an account's margin, without evaluating it. Throws `CutError` UNKNOWN_VENUE. */
export function openAccount(context: ReadContext, venueId: string, owner: Address): OpenedAccount {
  const venue = context.project.venues.find(({ id }) => id === venueId)
  if (venue === undefined) {
    throw new CutError({ code: 'UNKNOWN_VENUE', text: `No venue ${venueId} is configured.` })
  }
  const accounts = linkedAccounts(context, venueId, owner)
  const finalized = finalizedHeights(context)
  const selector = { of: 'accounts', venue: venueId, accounts } as const
  const rows = context.snapshot.series(selector, context.heights)
  const at = context.heights
  // What was sent and credited since finality is closed at both ends, and open where only its credit is lost.
  const open = { of: 'openOfAccounts', venue: venueId, accounts, at, since: finalized } as const
  const legs = context.snapshot.legs(open)
  const prefixes = createPrefixes({
    cuts: context.chainCuts,
    finalized,
    rows,
    finalRows: context.snapshot.series(selector, finalized),
    facts: unfinalizedFacts(context, venueId, accounts, finalized),
    legs,
  })
  const joinAt = createJoin(legs, context.chainCuts)
  const lending = context.lending.get(venueId)
  const judgeOwn = lending && createJudge(lending, context.snapshot)
  const pictureAt = (prefix: ReadonlyMap<ChainId, number>): Picture =>
    toPicture(
      context,
      { joinAt, accounts, venue: venueId, rowsAtCut: rows, judgeOwn },
      prefixes.at(prefix),
    )
  const full = pictureAt(prefixes.counts)
  const joining = joiningReasons(context, venueId)
  const judged = judgeOwn?.(rows)
  const account: AccountCase = {
    bookAt: (prefix) => (isWhole(prefix, prefixes.counts) ? full : pictureAt(prefix)).units,
    unfinalized: prefixes.counts,
    market: lending?.market ?? context.market,
    system: judged?.system ?? context.systemOf(venue),
    staleChains: staleChains(context),
    extraReasons: [
      ...extraReasons(full),
      ...joining.provisional,
      ...(judged?.notes ?? []),
      ...context.parametersOf(venue).reasons,
    ],
    unknownReasons: [
      ...backfillReasons(context, venueId),
      ...joining.unknown,
      ...(lending?.reasons ?? []),
      ...(judged?.reasons ?? []),
    ],
  }
  return { accounts, picture: full, account }
}

/** How a protocol that is the venue by itself judges the account at a prefix. */
function createJudge(
  lending: LendingMarket,
  snapshot: Snapshot,
): (rows: readonly SeriesRow[]) => LendingAccount {
  const indexesAt = createIndexesAt(snapshot, lending)
  const timeOf = createTimes(snapshot, lending.chainId)
  return (rows) => lending.accountOf(rows, indexesAt, timeOf)
}

/** What is one transfer at a prefix. Only where names do not say it alone does it depend on the prefix. */
function createJoin(legs: readonly Leg[], whole: ReadonlyMap<ChainId, ChainCut>) {
  const joined = joinLegs(legs, whole)
  const isLinked = legs.some(({ alias }) => alias !== undefined) || hasSharedKeys(legs)
  return (cuts: ReadonlyMap<ChainId, ChainCut>) => (isLinked ? joinLegs(legs, cuts) : joined)
}

/** The whole cut is what the bounds ask for most, and all they ask for where everything is final. */
function isWhole(
  prefix: ReadonlyMap<ChainId, number>,
  counts: ReadonlyMap<ChainId, number>,
): boolean {
  return [...counts].every(([chainId, count]) => (prefix.get(chainId) ?? count) === count)
}

function toPicture(
  context: ReadContext,
  owner: {
    joinAt: ReturnType<typeof createJoin>
    accounts: readonly Address[]
    venue: string
    rowsAtCut: readonly SeriesRow[]
    judgeOwn: ReturnType<typeof createJudge> | undefined
  },
  { book, cuts }: ReturnType<Prefixes['at']>,
): Picture {
  const { joinAt, accounts, venue, rowsAtCut, judgeOwn } = owner
  const rows = [...book.values()]
  const others = createOwnRows(context)
  const ownRows: OwnRows = (of, account) =>
    of === venue && accounts.includes(account) ? rows : others(of, account)
  const books = createShownBooks(ownRows, context, cuts, { venue, rows, rowsAtCut })
  const judging = toTransferContext(context, cuts)
  const transfers = judgeTransfers(joinAt(cuts), judging, books, context.sources)
  const lines = [
    ...toBookLines(rows, context),
    ...transfers.flatMap((transfer) => {
      // The suspense line of a credit bears on the account that was credited, and on no other.
      const own = transfer.amounts.filter(({ holder }) => {
        const account = holder.account ?? transfer.beneficiary?.account
        return holder.venue === venue && account !== undefined && accounts.includes(account)
      })
      return toTransferLines(transfer, own, context)
    }),
  ]
  const units =
    judgeOwn === undefined
      ? toUnitBooks(lines, transfers, book, context)
      : toLendingBooks(lines, judgeOwn(rows))
  return { lines, transfers, units }
}

function finalizedHeights({ cut, heights }: ReadContext): ReadonlyMap<ChainId, bigint> {
  return new Map(
    cut.chains.flatMap(({ chainId, finalized }) =>
      heights.has(chainId) ? [[chainId, finalized] as const] : [],
    ),
  )
}

function unfinalizedFacts(
  { snapshot, heights }: ReadContext,
  venue: string,
  accounts: readonly Address[],
  finalized: ReadonlyMap<ChainId, bigint>,
) {
  return [...heights].flatMap(([chainId, upTo]) => {
    const after = finalized.get(chainId) ?? 0n
    return after >= upTo ? [] : snapshot.factsOf({ chainId, venue, accounts, after, upTo })
  })
}

function staleChains({ cut }: ReadContext): ReadonlySet<ChainId> {
  return new Set(cut.chains.flatMap(({ chainId, isStale }) => (isStale ? [chainId] : [])))
}

/** What lines alone do not say. */
function extraReasons({ lines, transfers }: Picture): readonly Reason[] {
  const unrated = lines.filter(({ isUnrated }) => isUnrated === true)
  return [
    ...unrated.map(
      ({ symbol, chainId }): Reason => ({
        code: 'RATE_MISSING',
        text: `The rate of ${symbol} on chain ${chainId} has not been read yet.`,
      }),
    ),
    ...transfers
      .filter(({ state }) => state === 'NOT_COVERED')
      .map(
        ({ key, reason }): Reason => ({
          code: 'NOT_COVERED',
          text: `Transfer ${key} is counted without proof of its source. ${reason ?? ''}`.trimEnd(),
        }),
      ),
  ]
}

/** A chain that is being back-filled and books this venue's positions leaves no status to state. */
function backfillReasons({ cut, project }: ReadContext, venueId: string): readonly Reason[] {
  const venue = project.venues.find(({ id }) => id === venueId)
  const own = venue && ownProtocol(venue)
  const markets = [...(venue?.markets ?? []), ...(own ? [own] : [])]
  return project.chains
    .filter(({ id }) => isBackfilling(cut, id) && markets.some(({ chainId }) => chainId === id))
    .map(({ name }) => ({
      code: 'CHAIN_BACKFILLING',
      text: `Chain ${name} books the positions and is still being indexed.`,
    }))
}
