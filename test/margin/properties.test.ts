import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluateCrossChain } from '../../src/margin/evaluateCrossChain.ts'
import { inFlightRetention } from '../../src/margin/inFlightRetention.ts'
import type { BalanceLine, PriceBook, UnitBook } from '../../src/margin/MarginInput.ts'
import type { Slacks, UnitMargin } from '../../src/margin/MarginStatus.ts'
import type { BoundEnd } from '../../src/margin/toMarginUnit.ts'
import { worstStatus } from '../../src/margin/worstStatus.ts'
import { maxOf } from '../../src/utils/maxOf.ts'
import { minOf } from '../../src/utils/minOf.ts'
import { account, movingAccount } from './accountCases.ts'
import { anyAddition, anyBook, anyPrices } from './marginArbitraries.ts'
import {
  book,
  deduction,
  E18,
  evaluate,
  freshPrice,
  holding,
  inFlight,
  liability,
  position,
  prices as pricesOf,
  risk,
} from './marginCases.ts'

const anyEnd = fc.constantFrom<BoundEnd>('low', 'best', 'high')
const figureNames = ['equityE18', 'slackInitialE18', 'slackMaintenanceE18'] as const

function expectOrdered(low: Slacks, high: Slacks) {
  for (const name of figureNames) expect(low[name] <= high[name], name).toBe(true)
}

test('property: contributions sum to the three figures and the requirements exactly', () => {
  fc.assert(
    fc.property(anyBook, anyPrices, anyEnd, (unitBook, prices, end) => {
      const margin = evaluate(unitBook, { prices, end })
      const sum = (figure: (item: UnitMargin['contributions'][number]) => bigint | undefined) =>
        margin.contributions.reduce((total, item) => total + (figure(item) ?? 0n), 0n)
      expect(sum((item) => item.valueE18)).toBe(margin.equityE18)
      expect(sum((item) => item.initialE18)).toBe(margin.slackInitialE18)
      expect(sum((item) => item.maintenanceE18)).toBe(margin.slackMaintenanceE18)
      expect(sum((item) => item.requirementInitialE18)).toBe(margin.initialRequirementE18)
      expect(sum((item) => item.requirementMaintenanceE18)).toBe(margin.maintenanceRequirementE18)
    }),
    { seed: 11, numRuns: 400 },
  )
})

test('property: low ≤ best ≤ high of every figure of a unit', () => {
  fc.assert(
    fc.property(anyBook, anyPrices, (unitBook, prices) => {
      const best = evaluate(unitBook, { prices })
      expectOrdered(evaluate(unitBook, { prices, end: 'low' }), best)
      expectOrdered(best, evaluate(unitBook, { prices, end: 'high' }))
    }),
    { seed: 12, numRuns: 600 },
  )
})

test('property: no price inside the bands gives less than low or more than high', () => {
  const within = fc.bigInt({ min: 0n, max: 1_000n })
  fc.assert(
    fc.property(anyBook, anyPrices, within, within, (unitBook, prices, first, second) => {
      const inside = insideBands(prices, [first, second, first])
      const low = evaluate(unitBook, { prices, end: 'low' })
      const high = evaluate(unitBook, { prices, end: 'high' })
      // Rounding differs from price to price by less than a wei at each of at most three roundings a line.
      const roundingE18 = 3n * BigInt(unitBook.balances.length + unitBook.positions.length)
      const best = evaluate(unitBook, { prices: inside })
      for (const name of figureNames) {
        expect(low[name] <= best[name] + roundingE18, name).toBe(true)
        expect(best[name] <= high[name] + roundingE18, name).toBe(true)
      }
    }),
    { seed: 13, numRuns: 400 },
  )
})

test('property: more collateral never lowers a figure nor worsens the status', () => {
  fc.assert(
    fc.property(anyBook, anyPrices, anyEnd, anyAddition, (unitBook, prices, end, addition) => {
      const before = evaluate(unitBook, { prices, end })
      const balances = [...unitBook.balances, addition]
      const after = evaluate({ ...unitBook, balances }, { prices, end })
      expectOrdered(before, after)
      expect(worstStatus([before.status, after.status])).toBe(before.status)
    }),
    { seed: 14, numRuns: 600 },
  )
})

test('property: more debt never raises a figure nor betters the status', () => {
  const anyDebt = fc
    .tuple(fc.constantFrom('usdc', 'eth', 'dai'), fc.bigInt({ min: 1n, max: 10n ** 22n }))
    .map(([id, amount]) => liability(id, amount))
  fc.assert(
    fc.property(anyBook, anyPrices, anyEnd, anyDebt, (unitBook, prices, end, debt) => {
      const before = evaluate(unitBook, { prices, end })
      const balances = [...unitBook.balances, debt]
      const after = evaluate({ ...unitBook, balances }, { prices, end })
      expectOrdered(after, before)
      expect(worstStatus([before.status, after.status])).toBe(after.status)
    }),
    { seed: 20, numRuns: 600 },
  )
})

// Value on its way and credits that are taken back included; whole cents and sizes, lest rounding of a wei decide.
test('property: the status of a one-sided book is monotone in the price', () => {
  const cents = fc.bigInt({ min: 1n, max: 10n ** 7n }).map((value) => value * 10n ** 16n)
  const size = fc.bigInt({ min: 1n, max: 10n ** 6n }).map((value) => value * 10n ** 16n)
  const own = fc.array(
    fc.oneof(
      size.map((value) => holding('eth', value)),
      fc
        .tuple(size, fc.bigInt({ min: 0n, max: 400n }))
        .map(([value, ageSeconds]) => inFlight('eth', value, { ageSeconds })),
    ),
    { maxLength: 3 },
  )
  const taken = fc.array(
    fc.oneof(
      size.map((value) => liability('eth', value)),
      size.map((value) => deduction('unbacked', 'eth', value)),
    ),
    { maxLength: 2 },
  )
  const cash = fc
    .tuple(fc.constantFrom(holding, liability), fc.bigInt({ min: 0n, max: 10n ** 12n }))
    .map(([line, value]) => line('usdc', value))
  const trades = fc.array(fc.tuple(size, cents), { maxLength: 2 })
  fc.assert(
    fc.property(fc.boolean(), own, taken, cash, trades, cents, cents, (isLong, ...parts) => {
      const [held, owed, cashLine, sizes, price, rise] = parts
      const sign = isLong ? 1n : -1n
      const unitBook = book(
        [...(isLong ? held : owed), cashLine],
        sizes.map(([value, cost]) => position(sign * value, sign * cost)),
      )
      const at = (eth: bigint) => evaluate(unitBook, { prices: pricesOf({ eth: freshPrice(eth) }) })
      const [low, high] = [at(price), at(price + rise)]
      const [worse, better] = isLong ? [low, high] : [high, low]
      expect(worstStatus([worse.status, better.status])).toBe(worse.status)
    }),
    { seed: 21, numRuns: 800 },
  )
})

test('property: the order of positions changes nothing but their own order', () => {
  const manyPositions = fc
    .tuple(anyBook, anyBook)
    .map(([a, b]): UnitBook => ({ ...a, positions: [...a.positions, ...b.positions] }))
  fc.assert(
    fc.property(manyPositions, anyPrices, anyEnd, (unitBook, prices, end) => {
      const turned = { ...unitBook, positions: [...unitBook.positions].reverse() }
      const { contributions, ...figures } = evaluate(unitBook, { prices, end })
      const { contributions: others, ...same } = evaluate(turned, { prices, end })
      expect(same).toEqual(figures)
      const positionsOf = (list: typeof contributions) =>
        list.filter(({ kind }) => kind === 'position')
      expect(positionsOf(others).reverse()).toEqual(positionsOf(contributions))
    }),
    { seed: 22, numRuns: 300 },
  )
})

test('property: the order of lines changes no figure, status or reason', () => {
  const shuffled = anyBook.chain((unitBook) =>
    fc.tuple(
      fc.constant(unitBook),
      fc.shuffledSubarray([...unitBook.balances], { minLength: unitBook.balances.length }),
    ),
  )
  fc.assert(
    fc.property(shuffled, anyPrices, anyEnd, ([unitBook, balances], prices, end) => {
      const { contributions: _, reasons, ...figures } = evaluate(unitBook, { prices, end })
      const other = evaluate({ ...unitBook, balances }, { prices, end })
      expect(other).toMatchObject(figures)
      const texts = (list: typeof reasons) => list.map((reason) => reason.text).sort()
      expect(texts(other.reasons)).toEqual(texts(reasons))
    }),
    { seed: 15, numRuns: 300 },
  )
})

// An independent recomputation at 60 digits: the served figure is below it, by less than a wei for each rounding.
test('property: best is the formula, rounded against the account', () => {
  fc.assert(
    fc.property(anyBook, anyPrices, (unitBook, prices) => {
      const margin = evaluate(unitBook, { prices })
      const roundings = BigInt(3 * (unitBook.balances.length + unitBook.positions.length) + 1)
      for (const name of figureNames) {
        const exact = exactFigure(unitBook, prices, name)
        expect(margin[name] * PRECISION <= exact + roundings, name).toBe(true)
        expect(exact < (margin[name] + roundings) * PRECISION, name).toBe(true)
      }
    }),
    { seed: 16, numRuns: 400 },
  )
})

test('property: low ≤ best ≤ high of an account, over few and many unfinalized transactions', () => {
  const steps = fc.array(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), { maxLength: 20 })
  fc.assert(
    fc.property(anyBook, anyPrices, steps, steps, (fixed, prices, first, second) => {
      const margin = evaluateCrossChain(
        movingAccount({
          finalUsdc: { 1: 10n ** 11n, 2: 10n ** 11n },
          movements: { 1: first, 2: second },
          fixed,
          changes: { prices },
        }),
      )
      for (const { bounds } of [margin, ...margin.units]) {
        expectOrdered(bounds.low, bounds.best)
        expectOrdered(bounds.best, bounds.high)
      }
    }),
    { seed: 17, numRuns: 60 },
  )
})

test('property: where changes add up, summing them is the least over all combinations', () => {
  const steps = fc.array(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), {
    minLength: 16,
    maxLength: 20,
  })
  fc.assert(
    fc.property(steps, steps, (first, second) => {
      const margin = evaluateCrossChain(
        movingAccount({
          finalUsdc: { 1: 10n ** 11n, 2: 10n ** 11n },
          movements: { 1: first, 2: second },
        }),
      )
      const totals = [first, second].map(runningTotals)
      const extreme = (pick: (totals: readonly bigint[]) => bigint) =>
        totals.reduce((sum, list) => sum + pick(list), 2n * 10n ** 11n) * 10n ** 12n
      expect(margin.bounds.low.equityE18).toBe(extreme(([a = 0n, ...rest]) => minOf(a, ...rest)))
      expect(margin.bounds.high.equityE18).toBe(extreme(([a = 0n, ...rest]) => maxOf(a, ...rest)))
    }),
    { seed: 19, numRuns: 30 },
  )
})

test('property: the evaluation does not depend on the order of units', () => {
  fc.assert(
    fc.property(anyBook, anyBook, anyPrices, (a, b, prices) => {
      const first: UnitBook = { ...a, unit: 'cross' }
      const second: UnitBook = { ...b, unit: 'isolated:z' }
      const forth = evaluateCrossChain(account({ bookAt: () => [first, second], prices }))
      const back = evaluateCrossChain(account({ bookAt: () => [second, first], prices }))
      expect(back.status).toBe(forth.status)
      expect(back.certainty).toBe(forth.certainty)
      expect(back.bounds).toEqual(forth.bounds)
    }),
    { seed: 18, numRuns: 100 },
  )
})

function runningTotals(steps: readonly bigint[]): readonly bigint[] {
  let total = 0n
  return [
    0n,
    ...steps.map((step) => {
      total += step
      return total
    }),
  ]
}

function insideBands(prices: PriceBook, perMille: readonly bigint[]): PriceBook {
  const moved = [...prices.prices].map(([id, price], index) => {
    if (!('priceE18' in price)) throw new Error(`Asset ${id} has no live price.`)
    const width = price.highE18 - price.lowE18
    const priceE18 = price.lowE18 + (width * (perMille[index] ?? 0n)) / 1_000n
    return [id, { ...price, priceE18 }] as const
  })
  return { prices: new Map(moved) }
}

const PRECISION = 10n ** 42n

function exactFigure(
  unitBook: UnitBook,
  { prices }: PriceBook,
  name: (typeof figureNames)[number],
): bigint {
  const priceOf = (assetId: string) => {
    const price = prices.get(assetId)
    if (price === undefined || !('priceE18' in price)) throw new Error(`No price of ${assetId}.`)
    return price.priceE18
  }
  let exact = 0n
  for (const line of unitBook.balances) {
    const value = (line.amount * priceOf(line.assetId) * PRECISION) / 10n ** BigInt(line.decimals)
    exact += exactWeighted(line, unitBook, value, name)
  }
  for (const { sizeE18, entryValueE18, fundingOwedE18 } of unitBook.positions) {
    const notional = (sizeE18 * priceOf('eth') * PRECISION) / E18
    const size = notional < 0n ? -notional : notional
    const bps = { equityE18: 0n, slackInitialE18: 1_000n, slackMaintenanceE18: 500n }[name]
    exact += notional - (entryValueE18 + fundingOwedE18) * PRECISION - (size * bps) / 10_000n
  }
  return exact
}

function exactWeighted(
  line: BalanceLine,
  unitBook: UnitBook,
  value: bigint,
  name: (typeof figureNames)[number],
): bigint {
  const isAdded = line.kind === 'holding' || line.kind === 'inFlight'
  if (name === 'equityE18') return isAdded ? value : -value
  if (line.kind === 'liability') return -value
  const weights = unitBook.unit === 'unassigned' ? undefined : risk.collateral.get(line.assetId)
  if (weights === undefined) return 0n
  const { initialBps, maintenanceBps } = weights
  const isInitial = name === 'slackInitialE18'
  if (line.kind === 'holding') return (value * (isInitial ? initialBps : maintenanceBps)) / 10_000n
  if (line.kind === 'inFlight') {
    if (isInitial) return 0n
    const { numerator, denominator } = inFlightRetention(line)
    return (value * maintenanceBps * numerator) / (10_000n * denominator)
  }
  return -(value * (initialBps > maintenanceBps ? initialBps : maintenanceBps)) / 10_000n
}
