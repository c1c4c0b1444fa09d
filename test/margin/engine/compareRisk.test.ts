import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareRisk } from '../../../src/index.ts'

const risk = (netCollateral: bigint, requirement: bigint) => ({ netCollateral, requirement })

test('default: the lower ratio is riskier, of equal ratios the greater requirement', () => {
  expect(compareRisk(risk(1n, 1n), risk(2n, 1n))).toBe(1)
  expect(compareRisk(risk(2n, 2n), risk(1n, 1n))).toBe(1)
  expect(compareRisk(risk(2n, 2n), risk(2n, 2n))).toBe(0)
})

test('behavior: where neither requires anything, the lesser collateral is riskier', () => {
  expect(compareRisk(risk(-1n, 0n), risk(5n, 0n))).toBe(1)
  expect(compareRisk(risk(5n, 0n), risk(-1n, 0n))).toBe(-1)
})

test('property: turning the accounts round turns the answer round', () => {
  const any = fc
    .tuple(fc.bigInt(), fc.bigInt({ min: 0n }))
    .map(([net, requirement]) => risk(net, requirement))
  fc.assert(
    fc.property(any, any, (a, b) => {
      expect(compareRisk(a, b) + compareRisk(b, a)).toBe(0)
    }),
    { seed: 631, numRuns: 300 },
  )
})
