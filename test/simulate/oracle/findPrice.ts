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

/**
 * The one price of an asset at a cut (DESIGN 5): of its primary feed, else of the newest answer of the others; of equal age
 * the lower chain id comes first. An answer that is too old or not worth anything is none.
 */
export function findPrice(
  assetId: string,
  observed: readonly OraclePrice[],
  asOf: bigint,
  money: OracleMoney,
): FoundPrice {
  const asset = money.assets[assetId]
  const priced = asset?.sharesOf === undefined ? asset : money.assets[asset.sharesOf]
  const answers = (priced?.feeds ?? []).flatMap((id, rank) => {
    const feed = money.feeds[id]
    const last = observed.find((each) => each.feed === id)
    if (feed === undefined || last === undefined || priced === undefined) return []
    const price = down(last.answer * priced.pegE18, 10n ** BigInt(feed.decimals))
    const age = last.updatedAt > asOf ? 0n : asOf - last.updatedAt
    return [{ feed, rank, price, age }]
  })
  const alive = answers.filter(({ price, age, feed }) => price > 0n && age <= feed.deadAfterSeconds)
  const [best] = alive.sort((a, b) => {
    if (a.rank === 0 || b.rank === 0) return a.rank - b.rank
    return a.age === b.age ? a.feed.chainId - b.feed.chainId : a.age < b.age ? -1 : 1
  })
  if (best === undefined) return { state: answers.length === 0 ? 'missing' : 'dead' }
  const { price, age, feed } = best
  const late = age - feed.heartbeatSeconds
  if (late <= 0n) return { state: 'fresh', price, low: price, high: price }
  const steps = up(late, stepSeconds)
  const band = steps > bandMax ? bandMax : steps
  const [low, high] = [down(price * (whole - band), whole), up(price * (whole + band), whole)]
  return { state: 'late', price, low, high }
}

/** Value of an amount at a price, 1e18 USD, rounded down; what is owed is a negative amount, and grows. */
export function valueAt(amount: bigint, decimals: number, price: bigint): bigint {
  return down(amount * price, 10n ** BigInt(decimals))
}

/** A share of a signed value, rounded down. */
export function portion(value: bigint, numerator: bigint, denominator: bigint): bigint {
  return down(value * numerator, denominator)
}
