import { maxOf } from '../../utils/maxOf.ts'
import { minOf } from '../../utils/minOf.ts'
import { mulDiv } from '../engine/mulDiv.ts'

const WAD = 10n ** 18n

/** Seconds of the year that the rate model reckons in. */
const YEAR = 31_536_000n

/** Constants of the `AdaptiveCurveIrm`: it aims at 90 %, where the rate is between 0.1 and 200 % a year, at first 4 %. */
const TARGET_UTILIZATION = (9n * WAD) / 10n
const CURVE_STEEPNESS = 4n * WAD
const ADJUSTMENT_SPEED = (50n * WAD) / YEAR
const INITIAL_RATE_AT_TARGET = (4n * WAD) / 100n / YEAR
const MIN_RATE_AT_TARGET = WAD / 1_000n / YEAR
const MAX_RATE_AT_TARGET = (2n * WAD) / YEAR

/** Totals of a market of Morpho Blue at its last accrual; shares 1e6 per asset at first, the fee 1e18. */
export interface MorphoBlueTotals {
  supplyAssets: bigint
  supplyShares: bigint
  borrowAssets: bigint
  borrowShares: bigint
  /** Seconds. */
  lastUpdate: bigint
  fee: bigint
}

/** The totals with the interest until `asOf`, at the model's rate per second at its target, as `accrueInterest` books it. */
export function morphoBlueAccrued(
  totals: MorphoBlueTotals,
  rateAtTarget: bigint,
  asOf: bigint,
): MorphoBlueTotals {
  const seconds = maxOf(asOf - totals.lastUpdate, 0n)
  if (seconds === 0n || totals.borrowAssets === 0n) return totals
  const rate = morphoBlueBorrowRate(totals, rateAtTarget, seconds)
  const interest = mulDiv(totals.borrowAssets, compounded(rate * seconds), WAD, 'floor')
  const supplyAssets = totals.supplyAssets + interest
  const feeAssets = mulDiv(interest, totals.fee, WAD, 'floor')
  // The fee is paid in shares at what the supply is worth without it.
  const feeShares = morphoBlueShares(feeAssets, supplyAssets - feeAssets, totals.supplyShares)
  return {
    ...totals,
    supplyAssets,
    supplyShares: totals.supplyShares + feeShares,
    borrowAssets: totals.borrowAssets + interest,
    lastUpdate: asOf,
  }
}

/** One virtual asset and a million virtual shares are always there. */
const VIRTUAL_ASSETS = 1n
const VIRTUAL_SHARES = 1_000_000n

function morphoBlueShares(assets: bigint, totalAssets: bigint, totalShares: bigint): bigint {
  return mulDiv(assets, totalShares + VIRTUAL_SHARES, totalAssets + VIRTUAL_ASSETS, 'floor')
}

/** What shares are worth in assets. */
export function morphoBlueAssets(
  shares: bigint,
  totals: { assets: bigint; shares: bigint },
  rounding: 'floor' | 'ceil',
): bigint {
  const { assets, shares: all } = totals
  return mulDiv(shares, assets + VIRTUAL_ASSETS, all + VIRTUAL_SHARES, rounding)
}

/** e^x − 1 by three terms, each rounded down. */
function compounded(x: bigint): bigint {
  const second = (x * x) / (2n * WAD)
  return x + second + (second * x) / (3n * WAD)
}

/** The model's average rate per second, 1e18, over so many seconds since the last accrual. Steps truncate as Solidity does. */
export function morphoBlueBorrowRate(
  totals: Pick<MorphoBlueTotals, 'supplyAssets' | 'borrowAssets'>,
  rateAtTarget: bigint,
  seconds: bigint,
): bigint {
  const { supplyAssets, borrowAssets } = totals
  const utilization = supplyAssets > 0n ? (borrowAssets * WAD) / supplyAssets : 0n
  const gap = utilization - TARGET_UTILIZATION
  const error = (gap * WAD) / (gap > 0n ? WAD - TARGET_UTILIZATION : TARGET_UTILIZATION)
  const average =
    rateAtTarget === 0n ? INITIAL_RATE_AT_TARGET : averageRate(rateAtTarget, error, seconds)
  const steepness = error < 0n ? WAD - (WAD * WAD) / CURVE_STEEPNESS : CURVE_STEEPNESS - WAD
  return (((steepness * error) / WAD + WAD) * average) / WAD
}

/** The rate at the target moves towards where utilization pulls it; its mean is taken by two trapezoids. */
function averageRate(start: bigint, error: bigint, seconds: bigint): bigint {
  const adaptation = ((ADJUSTMENT_SPEED * error) / WAD) * seconds
  if (adaptation === 0n) return start
  const end = adapted(start, adaptation)
  const middle = adapted(start, adaptation / 2n)
  return (start + end + 2n * middle) / 4n
}

function adapted(start: bigint, adaptation: bigint): bigint {
  const rate = (start * exponential(adaptation)) / WAD
  return minOf(maxOf(rate, MIN_RATE_AT_TARGET), MAX_RATE_AT_TARGET)
}

const LN_2 = 693_147_180_559_945_309n

/** Below the first e^x is less than 1e-18, at the second and beyond it is cut. */
const EXPONENT_MIN = -41_446_531_673_892_822_312n
const EXPONENT_MAX = 93_859_467_695_000_404_319n
const EXPONENTIAL_MAX =
  57_716_089_161_558_943_949_701_069_502_944_508_345_128_422_502_756_744_429_568n

/** e^x, 1e18, as 2^q · e^r with r at most half of ln 2 and two terms of e^r. */
function exponential(x: bigint): bigint {
  if (x < EXPONENT_MIN) return 0n
  if (x >= EXPONENT_MAX) return EXPONENTIAL_MAX
  const half = LN_2 / 2n
  const q = (x + (x < 0n ? -half : half)) / LN_2
  const r = x - q * LN_2
  const power = WAD + r + (r * r) / WAD / 2n
  return q >= 0n ? power << q : power >> -q
}
