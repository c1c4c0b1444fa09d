import {
  argument,
  type Curve,
  cap,
  constant,
  difference,
  fractionOfValue,
  nothing,
  product,
  reciprocal,
  sum,
  wholeValue,
} from '../engine/Curve.ts'
import { type DefinedMarginSystem, defineMarginSystem } from '../engine/defineMarginSystem.ts'
import type { AssetRisk } from '../engine/MarginSystem.ts'
import { type MorphoBlueOracle, morphoBlueHealth } from './morphoBlueHealth.ts'

const WAD = 10n ** 18n

const ORACLE_PRICE_SCALE = 10n ** 36n

const VIRTUAL_SHARES = 1_000_000n

/** The most that a liquidator is given beyond the debt, and how steeply it falls with the loan-to-value. */
const MAX_LIQUIDATION_INCENTIVE = 115n * 10n ** 16n
const LIQUIDATION_CURSOR = 3n * 10n ** 17n

/**
 * How lines and values are stated. `shares`: debt in borrow shares, the oracle's price 1e36, values in the loan token.
 * `accrued`: debt in assets, prices and values 1e18 US dollars, the contract's comparison beside them.
 */
export type MorphoBlueForm =
  | { lines: 'shares' }
  | { lines: 'accrued'; collateralScale: bigint; loanScale: bigint; oracle: MorphoBlueOracle }

/**
 * One Morpho Blue market. The collateral's state holds the oracle's price, 1e36; the loan's state holds `totalAssets` and
 * `totalShares` of the borrow side, and debt is booked in borrow shares, which become assets rounded up. Values are in
 * the loan token, or as `form` says. Liquidatable when what is borrowed is above what may be (`Morpho._isHealthy`).
 */
export function morphoBlue(market: {
  collateral: string
  loan: string
  /** 1e18. */
  lltv: bigint
  form?: MorphoBlueForm | undefined
}): DefinedMarginSystem {
  const { form = { lines: 'shares' } } = market
  return form.lines === 'shares' ? inShares(market) : accrued(market, form)
}

type MarketTerms = Omit<Parameters<typeof morphoBlue>[0], 'form'>

/** What is supplied is no collateral: it is in equity and backs nothing. */
function accrued(
  { collateral, loan, lltv }: MarketTerms,
  form: Extract<MorphoBlueForm, { lines: 'accrued' }>,
): DefinedMarginSystem {
  const { collateralScale, loanScale, oracle } = form
  const mid = { initial: 'mid', maintenance: 'mid' } as const
  const limit = fractionOfValue(lltv, WAD, 'floor')
  const given = { price: mid, value: 'floor', initial: limit, maintenance: limit } as const
  const supplied = { price: mid, value: 'floor', initial: nothing, maintenance: nothing } as const
  const owed = { price: mid, value: 'ceil', initial: wholeValue, maintenance: wholeValue } as const
  return defineMarginSystem({
    name: 'Morpho Blue',
    modes: ['cross'],
    boundary: '<',
    assets: new Map<string, AssetRisk>([
      [collateral, { scale: collateralScale, collateral: given }],
      [loan, { scale: loanScale, collateral: supplied, liability: owed }],
    ]),
    markets: new Map(),
    trigger({ parts }) {
      const { borrowed, maxBorrow } = morphoBlueHealth(parts, { collateral, loan, lltv, oracle })
      return borrowed > maxBorrow ? ['borrowed above the liquidation loan-to-value'] : []
    },
  })
}

function inShares(market: MarketTerms): DefinedMarginSystem {
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
