import type { Hex } from 'viem'
import { createDirectory, type Directory } from './Directory.ts'
import { findConditions } from './findConditions.ts'
import { foldAccounts, foldTotals } from './foldAccounts.ts'
import { foldBooks } from './foldBooks.ts'
import { foldMarkets } from './foldMarkets.ts'
import { sumOf } from './groupUnits.ts'
import { judgeTransfer } from './judgeTransfer.ts'
import { judgeWays, type SeenTransfer } from './judgeWays.ts'
import type {
  OracleAmount,
  OracleChain,
  OracleDeployment,
  OraclePrice,
  OracleState,
  OracleSwitch,
  OracleTransfer,
} from './Oracle.ts'
import { readPrices } from './readPrices.ts'
import { readSwitches } from './readSwitches.ts'
import { type ReadTransaction, readTransaction } from './readTransaction.ts'
import { isCollateralBound, type SortedLegs, sortLegs } from './sortLegs.ts'
import { splitRoutes } from './splitRoutes.ts'
import { comparePlaces, type Leg, type Place, type PlacedTransaction } from './World.ts'
import { type JudgedTransfer, weighTransfers } from './weighTransfers.ts'

/** What must be served at the cut that `chains` are (DESIGN 3), recomputed from all of their logs. */
export function foldWorld(
  deployment: OracleDeployment,
  chains: readonly OracleChain[],
): OracleState {
  return foldRead(readWorld(deployment, chains))
}

/** What the chains of a cut say, transaction by transaction, before anything is added up. */
export interface ReadWorld {
  directory: Directory
  read: readonly ReadTransaction[]
  prices: readonly OraclePrice[]
  switches: readonly OracleSwitch[]
}

/** Reads every log of the cut. */
export function readWorld(deployment: OracleDeployment, chains: readonly OracleChain[]): ReadWorld {
  const directory = createDirectory(deployment, chains)
  const transactions = chains.flatMap(placeTransactions)
  const read = transactions.map((transaction) => readOnce(transaction, directory))
  const prices = readPrices(transactions, directory)
  return { directory, read, prices, switches: readSwitches(transactions, directory) }
}

const readings = new WeakMap<OracleDeployment, WeakMap<object, ReadTransaction>>()

/** Nothing but its logs, its place and the deployment decides what a transaction says: every later cut says the same of it. */
function readOnce(transaction: PlacedTransaction, directory: Directory): ReadTransaction {
  const { deployment } = directory
  const known = readings.get(deployment) ?? new WeakMap<object, ReadTransaction>()
  readings.set(deployment, known)
  const before = known.get(transaction.logs)
  if (before !== undefined && isSamePlace(before.place, transaction.place)) return before
  const read = readTransaction(transaction, directory)
  known.set(transaction.logs, read)
  return read
}

function isSamePlace(a: Place, b: Place): boolean {
  return (
    a.chainId === b.chainId &&
    a.block === b.block &&
    a.timestamp === b.timestamp &&
    a.transaction === b.transaction &&
    a.transactionHash === b.transactionHash &&
    a.log === b.log
  )
}

/** Adds up what was read. */
export function foldRead({ directory, read, prices, switches }: ReadWorld): OracleState {
  const books = foldBooks(read.flatMap(({ changes }) => changes))
  const { debts } = foldMarkets(read.flatMap(({ words }) => words))
  const judged = sortKeys(read, directory).map((sorted) => ({
    sorted,
    ...judgeTransfer(sorted, directory),
  }))
  const amounts = weighTransfers(judged, books, directory)
  const ways = judgeWays(judged.map(toSeen), switches, directory)
  const transfers = judged
    .map((transfer) => toTransfer(transfer, amounts, directory))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  const residuals = read.flatMap((transaction) => transaction.residuals)
  const accounts = foldAccounts(books.holdings, debts, amounts, directory)
  const venues = [...new Set(accounts.map(({ venue }) => venue))].sort()
  return {
    accounts,
    venues: venues.map((venue) => {
      const own = accounts.filter((account) => account.venue === venue)
      const holdings = own.flatMap((account) => account.holdings)
      const all = own.flatMap((account) => account.amounts)
      return { venue, totals: foldTotals(holdings, all, directory) }
    }),
    transfers,
    conditions: findConditions({ transfers, residuals, switches, ways }),
    prices,
    residuals,
    switches,
    ways,
  }
}

/** Every transaction of a chain with its place. */
export function placeTransactions({ chainId, blocks }: OracleChain): PlacedTransaction[] {
  return blocks.flatMap(({ number, timestamp, transactions }) => {
    let log = 0
    return transactions.map(({ hash, logs }, transaction) => {
      const first = { chainId, block: number, timestamp, transaction, transactionHash: hash, log }
      log += logs.length
      return { place: first, logs }
    })
  })
}

/** All legs of each transfer, in the order of their first legs: those of one key that one route says. */
export function sortKeys(
  read: readonly Pick<ReadTransaction, 'legs'>[],
  directory: Directory,
): SortedLegs[] {
  const keys = new Map<Hex, Leg[]>()
  for (const { legs } of read)
    for (const leg of legs) keys.set(leg.key, [...(keys.get(leg.key) ?? []), leg])
  const sorted = [...keys.values()].flatMap(splitRoutes).map((legs) => sortLegs(legs, directory))
  return sorted.sort((a, b) => {
    const [first] = a.all
    const [second] = b.all
    return first && second ? comparePlaces(first.place, second.place) : 0
  })
}

function toSeen({ sorted, state }: JudgedTransfer): SeenTransfer {
  const { route, origin, destination } = mainOf(sorted)
  return { sorted, state, route, origin, destination }
}

/** The leg that says what transfer it is. */
function mainOf({ sends, credits, all }: SortedLegs): Leg {
  const main = sends[0] ?? credits[0] ?? all[0]
  if (main === undefined) throw new Error('A transfer has a leg.')
  return main
}

function toTransfer(
  { sorted, state, stage }: { sorted: SortedLegs } & Pick<OracleTransfer, 'state' | 'stage'>,
  amounts: readonly OracleAmount[],
  directory: Directory,
): OracleTransfer {
  const { sends, credits, all } = sorted
  const main = mainOf(sorted)
  return {
    key: main.key,
    route: main.route,
    origin: main.origin,
    destination: main.destination,
    state,
    stage,
    isCollateralBound: isCollateralBound(sends, directory),
    sentAmount: sends.length === 0 ? undefined : sumOf(sends, ({ amount }) => amount),
    creditedAmount: credits.length === 0 ? undefined : sumOf(credits, ({ amount }) => amount),
    departure: all.find(({ step }) => step === 'sent' || step === 'queued')?.place,
    amounts: amounts.filter((each) => each.amount !== 0n && isOf(each, all)),
  }
}

/** Whether an amount is of the transfer that these legs are: another route may use the same key. */
export function isOf({ key, route }: OracleAmount, legs: readonly Leg[]): boolean {
  return legs.some((leg) => leg.key === key && leg.route === route)
}
