import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type EulerV2Pool, eulerV2Dollar } from '../../../src/config/EulerV2Pool.ts'
import {
  type EulerV2Status,
  eulerV2Accrued,
  eulerV2Assets,
  eulerV2Owed,
} from '../../../src/margin/presets/eulerV2Interest.ts'
import { EulerLedger } from '../../protocols/lending/EulerLedger.ts'
import { addressOf } from '../../protocols/logs.ts'

const RAY = 10n ** 27n
const address = addressOf(0xed)
const vault = {
  ...{ asset: 'eusdc', address, decimals: 6, priceSources: [] },
  underlying: { asset: 'usdc', token: addressOf(0xd) },
}
const pool: EulerV2Pool = {
  ...{ type: 'eulerV2', chainId: 1, pool: address, startBlock: 1n, vault, collaterals: [] },
  ...{ evc: addressOf(0xec), oracle: addressOf(0xc), unitOfAccount: eulerV2Dollar },
  ...{ heartbeatSeconds: 1n, deadAfterSeconds: 1n },
}

const status: fc.Arbitrary<EulerV2Status> = fc.record({
  shares: fc.bigInt(0n, 10n ** 24n),
  borrows: fc.bigInt(0n, 10n ** 24n),
  cash: fc.bigInt(0n, 10n ** 24n),
  accumulator: fc.bigInt(RAY, 3n * RAY),
  // Up to a tenfold a year, which is what the contract allows and more.
  rate: fc.bigInt(0n, 10n ** 20n),
  timestamp: fc.bigInt(0n, 10n ** 6n),
})

test("property: interest, fees and rates of shares are the vault's own", () => {
  fc.assert(
    fc.property(
      status,
      fc.bigInt(0n, 10n ** 8n),
      fc.bigInt(0n, 10_000n),
      fc.bigInt(0n, 10n ** 20n),
      (start, seconds, fee, held) => {
        const ledger = new EulerLedger(pool, start.timestamp, {
          rate: start.rate,
          prices: new Map(),
        })
        const book = ledger.lender
        Object.assign(book, { totalShares: start.shares, totalOwed: start.borrows << 31n, fee })
        Object.assign(book, { cash: start.cash, accumulator: start.accumulator })
        book.accrue(start.timestamp + seconds)
        const after = eulerV2Accrued(start, fee, start.timestamp + seconds)
        expect(after.accumulator).toBe(book.accumulator)
        expect(after.shares).toBe(book.totalShares)
        expect(after.borrows).toBe((book.totalOwed + (1n << 31n) - 1n) >> 31n)
        expect(eulerV2Assets(held, after)).toBe(book.toAssets(held))
      },
    ),
    { seed: 20_261_123, numRuns: 500 },
  )
})

test('behavior: what the contract cannot count it does not accrue', () => {
  const start = { shares: 1n, borrows: 1n, cash: 0n, accumulator: RAY, timestamp: 0n }
  // Its power is beyond a word, and then its debt beyond 144 bits.
  expect(eulerV2Accrued({ ...start, rate: RAY }, 0n, 10n ** 6n).accumulator).toBe(RAY)
  const most = { ...start, borrows: 2n ** 112n, rate: RAY }
  expect(eulerV2Accrued(most, 0n, 3n)).toEqual(most)
  expect(eulerV2Accrued({ ...start, rate: RAY }, 0n, 3n).borrows).toBe(8n)
})

test('behavior: time that goes back accrues nothing, and debt rounds up', () => {
  const start = { shares: 5n, borrows: 7n, cash: 1n, accumulator: RAY, rate: RAY, timestamp: 100n }
  expect(eulerV2Accrued(start, 1_000n, 99n)).toEqual(start)
  expect(eulerV2Owed(10n, RAY, RAY + 1n)).toBe(11n)
  expect(eulerV2Owed(10n, RAY, RAY)).toBe(10n)
})
