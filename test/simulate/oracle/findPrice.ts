import type { OraclePrice } from './Oracle.ts'
import type { OracleMoney } from './OracleRisk.ts'
import { down, up, whole } from './rounding.ts'

/** What an asset is worth at a cut, 1e18 USD per whole unit; without a live price, why there is none. */
export type FoundPrice =
  | { state: 'fresh' | 'late'; price: bigint; low: bigint; high: bigint }
  | { state: 'dead' | 'missing' }

/** The band of a late price is one basis point wider on each side for every started 10 s, up to 5 %. */
const stepSeconds = 10n
const bandMax = 500n

/** What one feed says of an asset at a cut, whether or not it can be used. */
export interface FoundAnswer {
  feed: string
  chainId: number
  rank: number
  price: bigint
  age: bigint
  isDead: boolean
  /** Its chain's sequencer does not run, or not for long enough. */
  isDoubtful: boolean
  low: bigint
  high: bigint
  isLate: boolean
}

/**
 * The one price of an asset at a cut (DESIGN 5): of its primary feed, else of the newest answer of the others; of equal age
 * the lower chain id comes first. An answer that is too old or not worth anything is none; one of a chain whose sequencer
 * stopped comes after all others, late by the whole band.
 */
export function findPrice(
  assetId: string,
  observed: readonly OraclePrice[],
  asOf: bigint,
  money: OracleMoney,
): FoundPrice {
  const asset = money.assets[assetId]
  const answers = findAnswers(asset?.sharesOf ?? assetId, observed, asOf, money)
  const [best] = answers.filter(isUsable).sort((a, b) => {
    if (a.isDoubtful !== b.isDoubtful) return a.isDoubtful ? 1 : -1
    if (a.rank === 0 || b.rank === 0) return a.rank - b.rank
    return a.age === b.age ? a.chainId - b.chainId : a.age < b.age ? -1 : 1
  })
  if (best === undefined) return { state: answers.length === 0 ? 'missing' : 'dead' }
  const { price, low, high, isLate } = best
  return { state: isLate ? 'late' : 'fresh', price, low, high }
}

/** Everything that an asset's own feeds have answered, in the order of the config. */
export function findAnswers(
  assetId: string,
  observed: readonly OraclePrice[],
  asOf: bigint,
  money: OracleMoney,
): readonly FoundAnswer[] {
  const priced = money.assets[assetId]
  return (priced?.feeds ?? []).flatMap((id, rank) => {
    const feed = money.feeds[id]
    const last = observed.find((each) => each.feed === id)
    if (feed === undefined || last === undefined || priced === undefined) return []
    const price = down(last.answer * priced.pegE18, 10n ** BigInt(feed.decimals))
    const age = last.updatedAt > asOf ? 0n : asOf - last.updatedAt
    const isDoubtful = isStopped(feed.chainId, observed, asOf, money)
    const late = age - feed.heartbeatSeconds
    const steps = late > 0n ? up(late, stepSeconds) : 0n
    const band = isDoubtful || steps > bandMax ? bandMax : steps
    return [
      {
        ...{ feed: id, chainId: feed.chainId, rank, price, age, isDoubtful },
        isDead: age > feed.deadAfterSeconds,
        isLate: isDoubtful || late > 0n,
        low: down(price * (whole - band), whole),
        high: up(price * (whole + band), whole),
      },
    ]
  })
}

export function isUsable({ price, isDead }: FoundAnswer): boolean {
  return price > 0n && !isDead
}

/** Whether a chain's sequencer is down, or came back less than its grace ago. */
function isStopped(
  chainId: number,
  observed: readonly OraclePrice[],
  asOf: bigint,
  money: OracleMoney,
): boolean {
  const state = findSequencer(chainId, observed, asOf, money)
  return state === 'down' || state === 'grace'
}

/** What the uptime feed of a chain says; undefined where there is none or it never spoke. */
export function findSequencer(
  chainId: number,
  observed: readonly OraclePrice[],
  asOf: bigint,
  { sequencers = {} }: OracleMoney,
): 'up' | 'down' | 'grace' | undefined {
  const sequencer = sequencers[chainId]
  const last = observed.find(({ feed }) => feed === sequencer?.feed)
  if (sequencer === undefined || last === undefined) return undefined
  if (last.answer !== 0n) return 'down'
  const returned = last.updatedAt > asOf ? asOf : last.updatedAt
  return asOf - returned < sequencer.graceSeconds ? 'grace' : 'up'
}

/** Value of an amount at a price, 1e18 USD, rounded down; what is owed is a negative amount, and grows. */
export function valueAt(amount: bigint, decimals: number, price: bigint): bigint {
  return down(amount * price, 10n ** BigInt(decimals))
}

/** A share of a signed value, rounded down. */
export function portion(value: bigint, numerator: bigint, denominator: bigint): bigint {
  return down(value * numerator, denominator)
}
