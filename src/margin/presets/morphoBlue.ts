import {
  argument,
  type Curve,
  cap,
  constant,
  difference,
  fractionOfValue,
  product,
  reciprocal,
  sum,
  wholeValue,
} from '../engine/Curve.ts'
import { type DefinedMarginSystem, defineMarginSystem } from '../engine/defineMarginSystem.ts'

const WAD = 10n ** 18n

const ORACLE_PRICE_SCALE = 10n ** 36n

const VIRTUAL_SHARES = 1_000_000n

/** The most that a liquidator is given beyond the debt, and how steeply it falls with the loan-to-value. */
const MAX_LIQUIDATION_INCENTIVE = 115n * 10n ** 16n
const LIQUIDATION_CURSOR = 3n * 10n ** 17n

/**
 * One Morpho Blue market. The collateral's state holds the oracle's price, 1e36; the loan's state holds `totalAssets` and
 * `totalShares` of the borrow side, and debt is booked in borrow shares, which become assets rounded up. Values are in
 * the loan token. Liquidatable when what is borrowed is above what may be (`Morpho._isHealthy`).
 */
export function morphoBlue(market: {
  collateral: string
  loan: string
  /** 1e18. */
  lltv: bigint
}): DefinedMarginSystem {
  const mid = { initial: 'mid', maintenance: 'mid' } as const
  const limit = fractionOfValue(market.lltv, WAD, 'floor')
  const whole = { price: mid, initial: wholeValue, maintenance: wholeValue }
  return defineMarginSystem({
    name: 'Morpho Blue',
    modes: ['isolated'],
    boundary: '<',
    assets: new Map([
      [
        market.collateral,
        {
          scale: ORACLE_PRICE_SCALE,
          collateral: { price: mid, value: 'floor', initial: limit, maintenance: limit },
        },
      ],
      [
        market.loan,
        {
          scale: 1n,
          fixedPrice: 1n,
          liability: { ...whole, amount: morphoBlueBorrowed, value: 'floor' },
        },
      ],
    ]),
    markets: new Map(),
  })
}

/** What borrow shares owe, in assets, rounded up; one virtual asset and a million virtual shares are always there. */
export const morphoBlueBorrowed: Curve = reciprocal(
  product(argument('quantity'), sum(argument('totalAssets'), constant(1n)), 1n, 'floor'),
  sum(argument('totalShares'), constant(VIRTUAL_SHARES)),
  1n,
  'ceil',
)

/** The liquidation incentive factor of a market, 1e18: 1 / (1 − 0.3 × (1 − LLTV)), at most 1.15. */
export function morphoBlueIncentive(lltv: bigint): Curve {
  const gap = product(constant(LIQUIDATION_CURSOR), constant(WAD - lltv), WAD, 'floor')
  const factor = reciprocal(constant(WAD), difference(constant(WAD), gap), WAD, 'floor')
  return cap(factor, constant(MAX_LIQUIDATION_INCENTIVE))
}
