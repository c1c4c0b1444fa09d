import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluateMargin, MarginInputError } from '../../../src/index.ts'
import { crossChain } from '../../../src/margin/presets/crossChain.ts'
import { decimals, risk } from '../marginCases.ts'

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
        { states: new Map([['eth', { mid: price }]]) },
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

test('error: weights above 1 and maintenance above initial are refused with a sentence', () => {
  const usdc = (initialBps: bigint, maintenanceBps: bigint) => () =>
    crossChain({
      risk: { ...risk, collateral: new Map([['usdc', { initialBps, maintenanceBps }]]) },
      decimals,
    })
  const market = (initialBps: bigint, maintenanceBps: bigint) => () =>
    crossChain({
      risk: { ...risk, markets: new Map([['m', { asset: 'eth', initialBps, maintenanceBps }]]) },
      decimals,
    })
  expect(usdc(10_000n, 10_000n)).not.toThrow()
  expect(usdc(10_000n, 10_001n)).toThrow(MarginInputError)
  expect(usdc(10_000n, 10_001n)).toThrow('The collateral weight of usdc is not between 0 and 1.')
  expect(usdc(-1n, 1n)).toThrow('The collateral weight of usdc is not between 0 and 1.')
  expect(usdc(2n, 1n)).toThrow('The initial weight of usdc is above its maintenance weight.')
  expect(market(500n, 500n)).not.toThrow()
  expect(market(499n, 500n)).toThrow('The maintenance requirement of m is above its initial one.')
})
