import type { MarginUnit, MarginView } from '../../src/margin/engine/MarginUnit.ts'
import { crossChain } from '../../src/margin/presets/crossChain.ts'
import { createDraw } from '../margin/index/createDraw.ts'

const ASSETS = 64
const E18 = 10n ** 18n
const E6 = 10n ** 6n

/** Columns of an account: three assets, a market, three quantities, a size and what it was entered at, in millionths. */
const COLUMNS = 9

const ids = Array.from({ length: ASSETS }, (_, index) => `asset${index}`)
const markets = ids.map((id) => `${id}-usd`)

/** The rules of `measureMargin`: 80 and 85 % weights, 10 and 5 % of a position. */
export const tickSystem = crossChain({
  risk: {
    boundary: '<',
    warningBps: 12_000n,
    collateral: new Map(ids.map((id) => [id, { initialBps: 8_000n, maintenanceBps: 8_500n }])),
    markets: new Map(
      ids.map((id) => [`${id}-usd`, { asset: id, initialBps: 1_000n, maintenanceBps: 500n }]),
    ),
  },
  decimals: new Map(ids.map((id) => [id, 18])),
})

/** One account in so many is anywhere between its limit and no debt at all; the others have half their room left. */
const LEVERAGED_ONE_IN = 10

/**
 * Accounts of four exposures over 64 assets: two collaterals, a debt and a position. Some three of a thousand stand within a
 * move of 1 % of another status, as in the distribution of `reference/margin.md`.
 */
export function createTickWorld(accounts: number, seed: number) {
  const draw = createDraw(seed)
  const prices = ids.map(() => Math.round(draw.fraction() * 4e9) + 1e6)
  const columns = new Float64Array(accounts * COLUMNS)
  for (let account = 0; account < accounts; account += 1) {
    const assets = [0, 1, 2, 3].map((place) => (draw.below(16) + place * 16) % ASSETS)
    const priceOf = (place: number) => (prices[assets[place] ?? 0] ?? 0) / 1e6
    const worth = 10 ** (3 + 3 * draw.fraction())
    const notional = worth * draw.fraction() * 2
    const free = 0.85 * worth - 0.05 * notional
    const slack = draw.oneIn(LEVERAGED_ONE_IN) ? draw.fraction() : 0.5 + draw.fraction() / 2
    const debt = Math.max(free * (1 - slack), 0)
    const size = (draw.oneIn(2) ? notional : -notional) / priceOf(3)
    const numbers = [
      ...assets,
      (worth * 0.6) / priceOf(0),
      (worth * 0.4) / priceOf(1),
      debt / priceOf(2),
      size,
      size * priceOf(3),
    ]
    columns.set(
      numbers.map((number, column) => (column < 4 ? number : Math.round(number * 1e6))),
      account * COLUMNS,
    )
  }
  const toE18 = (column: number) => BigInt(columns[column] ?? 0) * (E18 / E6)

  function unitOf(account: number): MarginUnit {
    const at = account * COLUMNS
    const assetAt = (place: number) => ids[columns[at + place] ?? 0] ?? ''
    return {
      id: 'cross',
      mode: 'cross',
      balances: [
        { asset: assetAt(0), quantity: toE18(at + 4) },
        { asset: assetAt(1), quantity: toE18(at + 5) },
        { asset: assetAt(2), quantity: -toE18(at + 6) },
      ],
      positions: [
        {
          market: markets[columns[at + 3] ?? 0] ?? '',
          size: toE18(at + 7),
          entry: { type: 'value', value: toE18(at + 8) },
        },
      ],
    }
  }

  /** Prices in millionths of a dollar, as the engine takes them. */
  function viewAt(millionths: readonly number[]): MarginView {
    return {
      states: new Map(
        ids.map((id, index) => [id, { mid: BigInt(millionths[index] ?? 0) * (E18 / E6) }]),
      ),
    }
  }

  return { draw, prices, unitOf, viewAt }
}

const numbers = new Map(ids.map((id, index) => [id, index]))

/** Number of the price of an asset, as the index is told of it. */
export function variableOf(subject: string): number {
  return numbers.get(subject) ?? -1
}

/** The double of a price in millionths. */
export function toMark(millionths: number): number {
  return Number(BigInt(millionths) * (E18 / E6))
}
