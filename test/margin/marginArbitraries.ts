import fc from 'fast-check'
import type { BalanceLine, PositionLine, Price, UnitBook } from '../../src/margin/MarginInput.ts'
import { banded, deduction, holding, inFlight, liability, position, prices } from './marginCases.ts'

const assetIds = ['usdc', 'eth', 'dai']

const asset = fc.constantFrom(...assetIds)
const amount = fc.oneof(fc.bigInt({ min: 0n, max: 100n }), fc.bigInt({ min: 0n, max: 10n ** 22n }))
const signed = fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n })
const seconds = fc.bigInt({ min: 0n, max: 400n })

export const anyAddition: fc.Arbitrary<BalanceLine> = fc.oneof(
  fc.tuple(asset, amount).map(([id, value]) => holding(id, value)),
  fc
    .tuple(asset, amount, seconds, seconds, seconds, fc.bigInt({ min: 0n, max: 10_000n }))
    .map(([id, value, ageSeconds, p99Seconds, stuckAfterSeconds, haircutBps]) =>
      inFlight(id, value, { ageSeconds, p99Seconds, stuckAfterSeconds, haircutBps }),
    ),
)

const anyLine: fc.Arbitrary<BalanceLine> = fc.oneof(
  { weight: 2, arbitrary: anyAddition },
  fc.tuple(asset, amount).map(([id, value]) => liability(id, value)),
  fc
    .tuple(fc.constantFrom('lagOffset', 'unbacked'), asset, amount, fc.boolean())
    .map(([kind, id, value, ownerUnknown]) => deduction(kind, id, value, ownerUnknown)),
)

const anyPosition: fc.Arbitrary<PositionLine> = fc
  .tuple(signed, signed, signed)
  .map(([size, entryValue, funding]) => position(size, entryValue, funding))

export const anyBook: fc.Arbitrary<UnitBook> = fc.record({
  unit: fc.constantFrom('cross', 'unassigned', 'isolated:a'),
  balances: fc.array(anyLine, { maxLength: 6 }),
  positions: fc.array(anyPosition, { maxLength: 2 }),
  isLiquidating: fc.boolean(),
})

const anyPrice: fc.Arbitrary<Price> = fc
  .tuple(
    fc.bigInt({ min: 1n, max: 10n ** 22n }),
    fc.bigInt({ min: 0n, max: 10n ** 20n }),
    fc.bigInt({ min: 0n, max: 10n ** 20n }),
  )
  .map(([low, below, above]) => banded(low, low + below, low + below + above))

/** A live price of every asset, most of them with a band. */
export const anyPrices = fc
  .tuple(anyPrice, anyPrice, anyPrice)
  .map(([usdc, eth, dai]) => prices({ usdc, eth, dai }))
