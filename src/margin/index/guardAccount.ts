import type { ChainId } from '../../facts/primitives.ts'
import { maxOf } from '../../utils/maxOf.ts'
import { minOf } from '../../utils/minOf.ts'
import type { AccountCase } from '../AccountCase.ts'
import { isPositive } from '../isPositive.ts'
import { type JudgedBook, judgeBook } from '../judgeBook.ts'
import type { BalanceLine, InFlightLine, UnitBook } from '../MarginInput.ts'
import type { Status } from '../MarginStatus.ts'
import { forbidsStatus } from '../reasonEffects.ts'
import { toForm } from '../toMarginUnit.ts'
import { worstStatus } from '../worstStatus.ts'
import { GuardBuilder, type Pricing } from './GuardBuilder.ts'
import type { LinearRules } from './LinearRules.ts'
import type { Judged } from './TickIndex.ts'

/** The numbers by which an index knows prices and chains. */
export interface Names {
  /** Of the price of an asset as it is held on a chain; of what marks a position where there is no chain. */
  variableOf(asset: string, chainId?: ChainId): number
  /** Whether the amounts of an asset follow from shares and a rate. */
  isShare(asset: string): boolean
  /** How much of its underlying one whole share on a chain is; undefined of what is no share. */
  rateOf(asset: string, chainId: ChainId): number | undefined
  /** The bit that stands for a chain. */
  bitOf(chainId: ChainId): number
}

/** A decay is looked at in so many steps from its beginning to its end: the fewer, the further floats must look ahead. */
const DECAY_STEPS = 16n

/**
 * The exact status of an account, the same that `evaluateCrossChain` states, and what proves that it stays so. `asOf` is
 * the cut's time, seconds.
 */
export function guardAccount(
  account: AccountCase,
  parameters: { rules: LinearRules; names: Names; asOf: bigint },
): Judged {
  const { market, system, staleChains, unfinalized, extraReasons, unknownReasons = [] } = account
  const { rules, names, asOf } = parameters
  const books = account.bookAt(unfinalized)
  const step = nextStep(books)
  const builder = new GuardBuilder()
  for (const book of books) noteBook(book, names, builder)
  // Rules of its own may depend on anything: it is judged anew whatever happens.
  if (system !== rules.system) builder.doubt()
  const judge = (book: UnitBook): JudgedBook => {
    const judged = judgeBook({ book, market, system, end: 'best' })
    const { status, isCapped, equityE18 } = judged
    const pricing = toPricing(judged.counted.balances, names, step)
    builder.add(judged.unit, { status, isCapped, equity: equityE18 }, { rules, pricing })
    return judged
  }
  const statuses = books.map((book): Status => {
    const { status } = judge(book)
    const balances = book.balances.filter(
      (line) => !(isPositive(line) && staleChains.has(line.chainId)),
    )
    if (balances.length === book.balances.length) return status
    return judge({ ...book, balances }).status === status ? status : 'UNKNOWN'
  })
  const isForbidden = unknownReasons.length > 0 || extraReasons.some(forbidsStatus)
  const watches = watchesOf(books, names)
  return {
    status: isForbidden ? 'UNKNOWN' : worstStatus(statuses),
    guard: builder.build(watches, deadlineOf(books, asOf, step)),
  }
}

/** A share of fewer units is dust: a rate that moves may make it nothing, or something of nothing. */
const DUST_UNITS = 4n

/**
 * A line that does not count at the moment may still be what makes a unit UNKNOWN. What a book's own rules depend on is not
 * known here: it is judged anew whatever happens.
 */
function noteBook({ balances, system }: UnitBook, names: Names, builder: GuardBuilder): void {
  if (system !== undefined) builder.doubt()
  for (const { assetId, chainId, amount } of balances) {
    const isShare = names.isShare(assetId)
    if (amount !== 0n || isShare) builder.note(names.variableOf(assetId, chainId))
    if (isShare && amount < DUST_UNITS) builder.doubt()
  }
}

function toPricing(lines: readonly BalanceLine[], names: Names, step: bigint | undefined): Pricing {
  return {
    variableOf: (subject, balance) =>
      names.variableOf(subject, balance === undefined ? undefined : lines[balance]?.chainId),
    rateOf(balance) {
      const line = lines[balance]
      return line === undefined ? undefined : names.rateOf(line.assetId, line.chainId)
    },
    formThen(balance) {
      const line = lines[balance]
      if (line?.kind !== 'inFlight' || step === undefined) return undefined
      return toForm({ ...line, ageSeconds: line.ageSeconds + step }, 'best')
    },
  }
}

/** What is in flight depends on the time even where it counts no less any more: time may go back with a reorg. */
function deadlineOf(
  books: readonly UnitBook[],
  asOf: bigint,
  step: bigint | undefined,
): number | undefined {
  if (step !== undefined) return Number(asOf + step)
  const isCrossing = books.some(({ balances }) => balances.some(({ kind }) => kind === 'inFlight'))
  return isCrossing ? Number.POSITIVE_INFINITY : undefined
}

/** Seconds until something in flight counts less by so much that it is to be judged anew. */
function nextStep(books: readonly UnitBook[]): bigint | undefined {
  const steps = books
    .flatMap(({ balances }) => balances)
    .flatMap((line) => (line.kind === 'inFlight' && line.amount > 0n ? (stepOf(line) ?? []) : []))
  const [first, ...others] = steps
  return first === undefined ? undefined : minOf(first, ...others)
}

/** What is in flight counts the same until its p99, then less with every second until its stuck deadline. */
function stepOf(line: InFlightLine): bigint | undefined {
  const { ageSeconds, p99Seconds, stuckAfterSeconds } = line
  if (ageSeconds >= stuckAfterSeconds) return undefined
  if (ageSeconds < p99Seconds) return minOf(p99Seconds, stuckAfterSeconds) - ageSeconds
  const step = (stuckAfterSeconds - p99Seconds) / DECAY_STEPS
  return minOf(maxOf(step, 1n), stuckAfterSeconds - ageSeconds)
}

function watchesOf(books: readonly UnitBook[], names: Names): number {
  let watches = 0
  for (const { balances } of books) {
    for (const line of balances) if (isPositive(line)) watches |= names.bitOf(line.chainId)
  }
  return watches
}
