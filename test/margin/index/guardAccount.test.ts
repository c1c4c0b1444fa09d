import { expect, test } from 'vitest'
import { evaluateCrossChain } from '../../../src/margin/evaluateCrossChain.ts'
import { guardAccount } from '../../../src/margin/index/guardAccount.ts'
import { LinearRules } from '../../../src/margin/index/LinearRules.ts'
import { PriceNumbers } from '../../../src/margin/index/PriceNumbers.ts'
import { provenMove } from '../../../src/margin/index/provenMove.ts'
import type { Price } from '../../../src/margin/MarginInput.ts'
import { toPricedMarket } from '../../../src/margin/PricedMarket.ts'
import { IndexWorld } from './IndexWorld.ts'

/** Corners of an account's box that are tried; every one is drawn anew. */
const CORNERS = 6

// The guard is made of floats: moved as far as they allow, in any direction, the exact status must be what it was.
test('property: in every corner of what is proved the exact status is the same', () => {
  const world = new IndexWorld(7, 1_500)
  const { cut, draw } = world
  const rules = new LinearRules(cut.system)
  let proved = 0
  for (const name of world.names) {
    const account = world.open(name)
    if (account === undefined) continue
    const prices = new PriceNumbers()
    prices.update(cut)
    const variables: string[] = []
    const names = {
      variableOf(asset: string, chainId?: number) {
        const number = prices.numberOf(asset, chainId)
        variables[number] = asset
        return number
      },
      isShare: (asset: string) => prices.isShare(asset),
      rateOf: (asset: string, chainId: number) => prices.rateOf(asset, chainId),
      bitOf: () => 0,
    }
    const { status, guard } = guardAccount(account, { rules, names, asOf: cut.asOf })
    expect(evaluateCrossChain(account).status).toBe(status)
    if (!guard.isProven || guard.conditions.length === 0) continue
    const numbers = guard.conditions.flatMap(({ coefficients, constant }) => [
      ...coefficients,
      constant,
    ])
    const own = Float64Array.from(guard.variables, (variable) => prices.priceOf(variable))
    const count = guard.conditions.length
    const move = provenMove(own, own.length, Float64Array.from(numbers), 0, count)
    if (!(move > 0)) continue
    proved += 1
    for (let corner = 0; corner < CORNERS; corner += 1) {
      const moved = new Map(cut.prices)
      // A share has one price per chain, all of which move with the asset's.
      for (const asset of new Set(guard.variables.map((variable) => variables[variable] ?? ''))) {
        const price = moved.get(asset)
        const factor = draw.oneIn(2) ? 1 + Math.min(move, 1) : 1 - Math.min(move, 0.999)
        if (price !== undefined) moved.set(asset, atFactor(price, factor))
      }
      const market = toPricedMarket({ prices: moved })
      expect(evaluateCrossChain({ ...account, market }).status).toBe(status)
    }
  }
  expect(proved).toBeGreaterThan(500)
})

/** Just inside the end of the range, by what multiplying in floats may round. */
function atFactor(price: Price, factor: number): Price {
  if (!('priceE18' in price)) return price
  const inside = 1 + (factor - 1) * (1 - 1e-9)
  const priceE18 = BigInt(Math.round(Number(price.priceE18) * inside))
  const bounded = priceE18 > 0n ? priceE18 : 1n
  return { ...price, state: 'fresh', priceE18: bounded, lowE18: bounded, highE18: bounded }
}
