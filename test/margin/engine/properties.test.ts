import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Balance,
  evaluateMargin,
  type Margin,
  type MarginUnit,
  type Position,
  sumParts,
} from '../../../src/index.ts'
import { worstStatus } from '../../../src/margin/worstStatus.ts'
import { idsOf, type Prices, type SystemCase, systemCases, viewOf } from './systemCases.ts'

const amount = fc.bigInt({ min: 1n, max: 1_000_000n })
const cents = fc.bigInt({ min: 1n, max: 10_000_000n })
const dust = fc.bigInt({ min: 0n, max: 999_999n })

/** Whole units and some dust, so that nothing divides evenly. */
const quantity = (one: bigint) => fc.tuple(amount, dust).map(([whole, rest]) => whole * one + rest)

function anyBalances(ids: Readonly<Record<string, bigint>>, sign: bigint) {
  const each = Object.entries(ids).map(([asset, one]) =>
    fc.option(
      quantity(one).map((size) => ({ asset, quantity: sign * size })),
      { nil: undefined },
    ),
  )
  return fc.tuple(...each).map((balances) => balances.filter((item) => item !== undefined))
}

type Side = 'long' | 'short' | 'any'

const signs: Record<Side, fc.Arbitrary<bigint>> = {
  long: fc.constant(1n),
  short: fc.constant(-1n),
  any: fc.constantFrom(1n, -1n),
}

function anyPositions(systemCase: SystemCase, side: Side): fc.Arbitrary<readonly Position[]> {
  const each = Object.entries(systemCase.markets).map(([market, one]) =>
    fc.tuple(quantity(one), amount, signs[side]).map(
      ([size, cost, sign]): Position => ({
        market,
        size: sign * size,
        entry: { type: 'value', value: sign * cost * systemCase.dollar },
        leverage: 10n,
      }),
    ),
  )
  return fc.tuple(...each)
}

function anyUnit(systemCase: SystemCase, side: Side = 'any'): fc.Arbitrary<MarginUnit> {
  return fc
    .tuple(
      anyBalances(systemCase.collateral, 1n),
      anyBalances(systemCase.debt, -1n),
      anyPositions(systemCase, side),
    )
    .map(([held, owed, positions]) => ({
      id: 'unit',
      mode: systemCase.mode,
      balances: [...held, ...owed],
      positions,
    }))
}

function anyPrices(systemCase: SystemCase): fc.Arbitrary<Prices> {
  return fc
    .tuple(...idsOf(systemCase).map((id) => cents.map((price) => [id, price] as const)))
    .map((entries) => Object.fromEntries(entries))
}

const severityFalls = (worse: Margin, better: Margin) =>
  worstStatus([worse.status, better.status]) === worse.status

function expectNoWorse(before: Margin, after: Margin) {
  expect(after.equity >= before.equity, 'equity').toBe(true)
  expect(after.initial.slack >= before.initial.slack, 'initial slack').toBe(true)
  expect(after.maintenance.slack >= before.maintenance.slack, 'maintenance slack').toBe(true)
}

describe.each(systemCases)('$name', (systemCase) => {
  const { system } = systemCase
  const unit = anyUnit(systemCase)
  const prices = anyPrices(systemCase)
  const evaluate = (item: MarginUnit, at: Prices) =>
    evaluateMargin(system, item, viewOf(systemCase, at))

  test('property: parts sum to every total', () => {
    fc.assert(
      fc.property(unit, prices, (item, at) => {
        const margin = evaluate(item, at)
        expect(margin.unknowns).toEqual([])
        const total = sumParts(margin.parts)
        expect(total.equity).toBe(margin.equity)
        for (const side of ['initial', 'maintenance'] as const) {
          const { available, owed, requirement } = total[side]
          expect(margin[side].required).toBe(owed + requirement)
          expect(margin[side].slack).toBe(available - owed - requirement)
        }
      }),
      { seed: 601, numRuns: 60 },
    )
  })

  test('property: more collateral never worsens', () => {
    const [asset = '', one = 1n] = Object.entries(systemCase.collateral)[0] ?? []
    fc.assert(
      fc.property(unit, prices, quantity(one), (item, at, more) => {
        const balances: Balance[] = [...item.balances, { asset, quantity: more }]
        const [before, after] = [evaluate(item, at), evaluate({ ...item, balances }, at)]
        expectNoWorse(before, after)
        expect(severityFalls(before, after)).toBe(true)
      }),
      { seed: 602, numRuns: 60 },
    )
  })

  // One system knows no debt.
  const [debt] = Object.entries(systemCase.debt)
  if (debt !== undefined)
    test('property: more debt never betters', () => {
      const [asset, one] = debt
      fc.assert(
        fc.property(unit, prices, quantity(one), (item, at, more) => {
          const balances: Balance[] = [...item.balances, { asset, quantity: -more }]
          const [before, after] = [evaluate(item, at), evaluate({ ...item, balances }, at)]
          expectNoWorse(after, before)
          expect(severityFalls(after, before)).toBe(true)
        }),
        { seed: 603, numRuns: 60 },
      )
    })

  test('property: order changes nothing', () => {
    fc.assert(
      fc.property(unit, prices, (item, at) => {
        const turned = {
          ...item,
          balances: [...item.balances].reverse(),
          positions: [...item.positions].reverse(),
        }
        const { parts, ...figures } = evaluate(item, at)
        const { parts: others, ...same } = evaluate(turned, at)
        expect(same).toEqual(figures)
        expect(others).toHaveLength(parts.length)
      }),
      { seed: 604, numRuns: 60 },
    )
  })

  test('property: status is monotone in the price of a one-sided book', () => {
    const isLending = Object.keys(systemCase.markets).length === 0
    fc.assert(
      fc.property(
        fc
          .constantFrom<Side>('long', 'short')
          .chain((side) => anyUnit(systemCase, side).map((item) => ({ item, side }))),
        prices,
        cents,
        ({ item, side }, at, rise) => {
          const ids = isLending
            ? Object.keys(systemCase.collateral)
            : ['spot', ...Object.keys(systemCase.markets)]
          const higher = Object.fromEntries(
            Object.entries(at).map(([id, price]) => [id, ids.includes(id) ? price + rise : price]),
          )
          const [low, high] = [evaluate(item, at), evaluate(item, higher)]
          const isGood = isLending || side === 'long'
          expect(severityFalls(isGood ? low : high, isGood ? high : low)).toBe(true)
        },
      ),
      { seed: 605, numRuns: 80 },
    )
  })
})
