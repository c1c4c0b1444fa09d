import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluateMargin, type MarginUnit, type MarketState } from '../../../src/index.ts'
import type { PriceBook, UnitBook } from '../../../src/margin/MarginInput.ts'
import { crossChain } from '../../../src/margin/presets/crossChain.ts'
import { anyBook, anyPrices } from '../marginArbitraries.ts'
import { evaluate, risk } from '../marginCases.ts'

const decimals = new Map([
  ['usdc', 6],
  ['eth', 18],
  ['dai', 18],
])

const systems = (['<', '<='] as const).map((boundary) => {
  const own = { ...risk, boundary }
  return { risk: own, system: crossChain({ risk: own, decimals }) }
})

/** What the engine has words for: holdings, liabilities and positions. */
function plain(book: UnitBook): UnitBook {
  const balances = book.balances.filter(({ kind }) => kind === 'holding' || kind === 'liability')
  return { ...book, balances }
}

function toUnit(book: UnitBook): MarginUnit {
  return {
    id: book.unit,
    mode: 'cross',
    isLiquidating: book.isLiquidating,
    balances: book.balances.map(({ kind, assetId, amount }) => ({
      asset: assetId,
      quantity: kind === 'liability' ? -amount : amount,
      isPledged: book.unit !== 'unassigned',
    })),
    positions: book.positions.map(({ marketId, sizeE18, entryValueE18, fundingOwedE18 }) => ({
      market: marketId,
      size: sizeE18,
      entry: { type: 'value', value: entryValueE18 },
      owed: fundingOwedE18,
    })),
  }
}

function toStates({ prices }: PriceBook): ReadonlyMap<string, MarketState> {
  const states = new Map<string, MarketState>()
  for (const [id, price] of prices) {
    if (price.state === 'fresh' || price.state === 'late') states.set(id, { mid: price.priceE18 })
  }
  for (const [id, { asset }] of risk.markets) {
    const state = states.get(asset)
    if (state !== undefined) states.set(id, state)
  }
  return states
}

// The cross-chain evaluation is a special case of the engine: to the wei, in figures, requirements and status.
test('property: equals the cross-chain evaluation of holdings, liabilities and positions', () => {
  fc.assert(
    fc.property(anyBook, anyPrices, fc.constantFrom(...systems), (book, prices, chosen) => {
      const lines = plain(book)
      const wanted = evaluate(lines, { prices, risk: chosen.risk })
      const margin = evaluateMargin(chosen.system, toUnit(lines), { states: toStates(prices) })
      expect({
        status: margin.status,
        equityE18: margin.equity,
        slackInitialE18: margin.initial.slack,
        slackMaintenanceE18: margin.maintenance.slack,
        initialRequirementE18: margin.initial.requirement,
        maintenanceRequirementE18: margin.maintenance.requirement,
      }).toEqual({
        status: wanted.status,
        equityE18: wanted.equityE18,
        slackInitialE18: wanted.slackInitialE18,
        slackMaintenanceE18: wanted.slackMaintenanceE18,
        initialRequirementE18: wanted.initialRequirementE18,
        maintenanceRequirementE18: wanted.maintenanceRequirementE18,
      })
    }),
    { seed: 611, numRuns: 400 },
  )
})

test('property: overflow-sized amounts stay exact', () => {
  const huge = fc.bigInt({ min: 2n ** 250n, max: 2n ** 300n })
  const system = crossChain({ risk, decimals })
  fc.assert(
    fc.property(huge, huge, huge, huge, (held, owed, size, price) => {
      const margin = evaluateMargin(
        system,
        {
          id: 'unit',
          mode: 'cross',
          balances: [
            { asset: 'eth', quantity: held },
            { asset: 'eth', quantity: -owed },
          ],
          positions: [{ market: 'eth-usd', size, entry: { type: 'value', value: 0n } }],
        },
        { states: new Map(['eth', 'eth-usd'].map((id) => [id, { mid: price }] as const)) },
      )
      const E18 = 10n ** 18n
      const up = (a: bigint, b: bigint) => (a + b - 1n) / b
      const profit = (size * price) / E18
      const weighed = (((held * price) / E18) * 9_000n) / 10_000n
      const requirement = up(up(size * price, E18) * 500n, 10_000n)
      expect(margin.maintenance.slack).toBe(weighed + profit - up(owed * price, E18) - requirement)
      expect(margin.equity).toBe((held * price) / E18 + profit - up(owed * price, E18))
    }),
    { seed: 612, numRuns: 100 },
  )
})
