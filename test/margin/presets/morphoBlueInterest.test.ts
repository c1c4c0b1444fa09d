import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type MorphoBlueTotals,
  morphoBlueAccrued,
  morphoBlueBorrowRate,
} from '../../../src/margin/presets/morphoBlueInterest.ts'

const WAD = 10n ** 18n
const year = 31_536_000n
const atTarget = (4n * WAD) / 100n / year
const used = (percent: bigint) => ({ supplyAssets: 10_000n, borrowAssets: percent * 100n })

test('default: at the target the rate is its own, full it is four times as high, idle a quarter', () => {
  const at = (percent: bigint) => morphoBlueBorrowRate(used(percent), atTarget, 0n)
  expect([at(90n), at(100n), at(0n)]).toEqual([atTarget, 4n * atTarget, atTarget / 4n])
  expect(morphoBlueBorrowRate({ supplyAssets: 0n, borrowAssets: 0n }, atTarget, 0n)).toBe(
    atTarget / 4n,
  )
})

test('behavior: a market that never accrued begins at 4 % a year', () => {
  expect(morphoBlueBorrowRate(used(90n), 0n, year)).toBe(1_268_391_679n)
})

test('behavior: the rate at the target stays between 0.1 and 200 % a year', () => {
  const after = (percent: bigint, start: bigint) =>
    morphoBlueBorrowRate(used(percent), start, 100n * year)
  const ends = [(2n * WAD) / year, WAD / 1_000n / year] as const
  // The start, the middle and the end are averaged, and the latter two are at the bound.
  expect(after(100n, atTarget)).toBe(4n * ((atTarget + 3n * ends[0]) / 4n))
  expect(after(0n, atTarget)).toBe((atTarget + 3n * ends[1]) / 4n / 4n)
})

test('property: the rate follows e to the power of 50 times the error a year', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 100n), fc.bigInt(1n, 864_000n), (percent, seconds) => {
      const gap = Number(percent) / 100 - 0.9
      const error = gap / (gap > 0 ? 0.1 : 0.9)
      const path = (part: number) =>
        Math.exp(((50 * error) / 365 / 86_400) * Number(seconds) * part)
      const mean = (1 + path(1) + 2 * path(0.5)) / 4
      const expected = Number(atTarget) * mean * (error < 0 ? 0.75 * error + 1 : 3 * error + 1)
      const rate = Number(morphoBlueBorrowRate(used(percent), atTarget, seconds))
      // Two terms of a power series at half of ln 2 are off by less than this.
      expect(Math.abs(rate / expected - 1)).toBeLessThan(0.008)
    }),
    { seed: 20_261_123, numRuns: 500 },
  )
})

const totals: MorphoBlueTotals = {
  supplyAssets: 1_000_000_000n,
  supplyShares: 1_000_000_000_000_000n,
  borrowAssets: 900_000_000n,
  borrowShares: 900_000_000_000_000n,
  lastUpdate: 1_000n,
  fee: WAD / 10n,
}

test('behavior: interest is owed by borrowers and belongs to suppliers, the fee as new shares', () => {
  const rate = WAD / 10n / year
  const after = morphoBlueAccrued(totals, rate, 1_000n + year)
  // 10 % compounded by three terms, of 900.
  expect(after.borrowAssets).toBe(994_649_999n)
  expect(after.supplyAssets - totals.supplyAssets).toBe(after.borrowAssets - totals.borrowAssets)
  expect(after.borrowShares).toBe(totals.borrowShares)
  const feeShares = after.supplyShares - totals.supplyShares
  const feeAssets = (feeShares * after.supplyAssets) / after.supplyShares
  expect([feeAssets, after.lastUpdate]).toEqual([9_464_999n, 1_000n + year])
})

test('behavior: without debt or time nothing accrues', () => {
  expect(morphoBlueAccrued(totals, atTarget, 1_000n)).toBe(totals)
  expect(morphoBlueAccrued(totals, atTarget, 900n)).toBe(totals)
  const idle = { ...totals, borrowAssets: 0n, borrowShares: 0n }
  expect(morphoBlueAccrued(idle, atTarget, 10n ** 9n)).toBe(idle)
})
