import { maxOf } from '../../utils/maxOf.ts'
import { mulDiv } from '../engine/mulDiv.ts'

const RAY = 10n ** 27n

/** One in fees. */
const CONFIG = 10_000n

/** Bits of a smallest unit of debt that the contract keeps. */
const DEBT_BITS = 31n

const WORD = 2n ** 256n

/** What the contract can count: it stops accruing instead of going beyond. */
const SHARES_MAX = 2n ** 112n - 1n
const DEBT_MAX = 2n ** 144n - 1n

/** A vault of Euler v2 as its last `VaultStatus` left it; borrows in assets, rounded up. */
export interface EulerV2Status {
  shares: bigint
  borrows: bigint
  cash: bigint
  /** 1e27. */
  accumulator: bigint
  /** Per second, 1e27. */
  rate: bigint
  /** Seconds. */
  timestamp: bigint
}

/**
 * The vault with the interest until `asOf` (`Cache.initVaultCache`); `fee` is the share of it that becomes shares of others,
 * 1e4. Fractions of debt that no log says may be a unit of borrows.
 */
export function eulerV2Accrued(status: EulerV2Status, fee: bigint, asOf: bigint): EulerV2Status {
  const seconds = maxOf(asOf - status.timestamp, 0n)
  const accumulator = accumulated(status, seconds)
  if (accumulator === status.accumulator) return status
  const before = status.borrows << DEBT_BITS
  const debt = mulDiv(before, accumulator, status.accumulator, 'floor')
  const feeAssets = mulDiv(debt - before, fee, CONFIG << DEBT_BITS, 'floor')
  const assets = status.cash + (debt >> DEBT_BITS)
  const shares =
    feeAssets === 0n ? status.shares : mulDiv(assets, status.shares, assets - feeAssets, 'floor')
  if (shares > SHARES_MAX || debt > DEBT_MAX) return status
  const borrows = mulDiv(debt, 1n, 1n << DEBT_BITS, 'ceil')
  return { ...status, shares, borrows, accumulator, timestamp: asOf }
}

/** So many shares and assets that nobody owns are always there. */
const VIRTUAL = 1_000_000n

/** What shares of a vault are worth in its asset, rounded down (`convertToAssets`). */
export function eulerV2Assets(
  shares: bigint,
  vault: Pick<EulerV2Status, 'shares' | 'borrows' | 'cash'>,
): bigint {
  return mulDiv(shares, vault.cash + vault.borrows + VIRTUAL, vault.shares + VIRTUAL, 'floor')
}

/** What a debt that was booked at one accumulator is at another, rounded up. */
export function eulerV2Owed(assets: bigint, then: bigint, now: bigint): bigint {
  return mulDiv(assets, now, then, 'ceil')
}

function accumulated({ accumulator, rate }: EulerV2Status, seconds: bigint): bigint {
  const growth = power(rate + RAY, seconds)
  if (growth === undefined || accumulator * growth >= WORD) return accumulator
  return (accumulator * growth) / RAY
}

/** `x` to the power `n`, 1e27, every product rounded half up; undefined where one is beyond a word (`RPow.rpow`). */
function power(x: bigint, n: bigint): bigint | undefined {
  let base = x
  let result = n % 2n === 0n ? RAY : x
  for (let left = n / 2n; left > 0n; left /= 2n) {
    const square = base * base + RAY / 2n
    if (base >= 2n ** 128n || square >= WORD) return undefined
    base = square / RAY
    if (left % 2n === 0n) continue
    const product = result * base + RAY / 2n
    if (product >= WORD) return undefined
    result = product / RAY
  }
  return result
}
