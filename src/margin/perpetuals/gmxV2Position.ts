import type { GmxV2MarketConfig, GmxV2Token } from '../../config/GmxV2Exchange.ts'
import type { Address, Hash } from '../../facts/primitives.ts'
import { gmxV2Keys } from '../../protocols/perpetuals/gmxV2/gmxV2Keys.ts'
import { gmxV2Subjects as subjects } from '../../protocols/perpetuals/gmxV2/gmxV2Subjects.ts'
import { maxOf } from '../../utils/maxOf.ts'
import type { Position } from '../engine/MarginUnit.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import { firstOf, type PoolParameters } from '../lending/PoolParameters.ts'

const E30 = 10n ** 30n

/** A size in dollars 1e30 times what one dollar owes, 1e15. */
const PER_SIZE = 10n ** 45n

/** From dollars 1e30 to dollars 1e18. */
const DOLLARS = 10n ** 12n

/** A position as its last event left it; dollars 1e30, amounts in smallest units. */
export interface GmxV2Position {
  key: Hash
  sizeInUsd: bigint
  borrowingFactor: bigint
  fundingFeePerSize: bigint
  isLong: boolean
  market: Address
  collateralToken: Address
}

/** A position from its parameter; undefined of a closed one. */
export function toGmxV2Position(key: Hash, values: readonly bigint[]): GmxV2Position | undefined {
  const [sizeInUsd = 0n, , borrowingFactor = 0n, fundingFeePerSize = 0n] = values
  const [, , , , side = 0n, market = 0n, token = 0n] = values
  if (sizeInUsd === 0n) return undefined
  return {
    ...{ key, sizeInUsd, borrowingFactor, fundingFeePerSize, isLong: side === 1n },
    market: toAddress(market),
    collateralToken: toAddress(token),
  }
}

function toAddress(value: bigint): Address {
  return `0x${value.toString(16).padStart(40, '0')}`
}

/** Charges on a position that closes now, dollars 1e18: what it owes is rounded up. */
export function gmxV2Charges(
  position: GmxV2Position,
  { index }: GmxV2MarketConfig,
  parameters: PoolParameters,
): { sizeInUsd: bigint; feesUsd: bigint; pendingImpactUsd: bigint } {
  const { sizeInUsd, key } = position
  const [least = 0n, most = 0n] = parameters.get(subjects.price(index.token))?.values ?? []
  const pending = firstOf(parameters, subjects.pendingImpact(key))
  const pendingImpact = pending * (pending > 0n ? least : most)
  return {
    sizeInUsd: mulDiv(sizeInUsd, 1n, DOLLARS, 'ceil'),
    feesUsd: mulDiv(feesOf(position, parameters), 1n, DOLLARS, 'ceil'),
    pendingImpactUsd: mulDiv(pendingImpact, 1n, DOLLARS, 'floor'),
  }
}

/**
 * `PositionFees.totalCostAmount` at the lower price: borrowing and the fee of closing the whole size are converted to
 * collateral rounded down, funding is owed rounded up. Of the two fees of closing the higher one; discounts of referrals count
 * for nothing.
 */
function feesOf(position: GmxV2Position, parameters: PoolParameters): bigint {
  const { sizeInUsd, market, collateralToken, isLong } = position
  const [price = 0n] = parameters.get(subjects.price(collateralToken))?.values ?? []
  if (price === 0n) return 0n
  const grown = (subject: string, since: bigint) => maxOf(firstOf(parameters, subject) - since, 0n)
  const borrowed = grown(subjects.borrowing(market, isLong), position.borrowingFactor)
  const funded = grown(
    subjects.fundingFee(market, collateralToken, isLong),
    position.fundingFeePerSize,
  )
  const [worse = 0n, better = 0n] = [false, true].map((flag) =>
    firstOf(parameters, subjects.uint(gmxV2Keys.positionFeeFactor(market, flag))),
  )
  const inCollateral = (factor: bigint) => mulDiv(sizeInUsd, factor, E30, 'floor') / price
  const amount =
    inCollateral(borrowed) +
    inCollateral(maxOf(worse, better)) +
    mulDiv(sizeInUsd, funded, PER_SIZE, 'ceil')
  return amount * price
}

/**
 * The part of a side's profit that the exchange pays, where all of it is more than the pool's share: undefined where nothing
 * is cut. Open interest is of both collaterals, the pool is worth its lower price, and the profit counts at the higher price of
 * longs and the lower of shorts, which makes it the greatest.
 */
export function gmxV2ProfitCap(
  { market, isLong }: GmxV2Position,
  { index, long, short }: GmxV2MarketConfig,
  parameters: PoolParameters,
): Position['profitCap'] {
  const pool = isLong ? long : short
  const [least, upper] = parameters.get(subjects.price(index.token))?.values ?? []
  const most = firstOf(parameters, subjects.uint(gmxV2Keys.maxPnlFactorForTraders(market, isLong)))
  const held = parameters.get(subjects.pool(market, pool.token))?.values[0]
  if (least === undefined || upper === undefined || held === undefined || most === 0n)
    return undefined
  const sum = (of: 'openInterest' | 'openInterestInTokens') =>
    distinct([long, short]).reduce(
      (total, { token }) => total + firstOf(parameters, subjects[of](market, token, isLong)),
      0n,
    )
  const worth = sum('openInterestInTokens') * (isLong ? upper : least)
  const profit = isLong ? worth - sum('openInterest') : sum('openInterest') - worth
  // A market of one token keeps both sides' halves in one amount.
  const own = long.token === short.token ? held / 2n : held
  const [poolPrice = 0n] = parameters.get(subjects.price(pool.token))?.values ?? []
  const paid = mulDiv(own * poolPrice, most, E30, 'floor')
  return profit <= paid ? undefined : { numerator: paid, denominator: profit }
}

function distinct(tokens: readonly GmxV2Token[]): readonly GmxV2Token[] {
  return [...new Map(tokens.map((each) => [each.token, each])).values()]
}
