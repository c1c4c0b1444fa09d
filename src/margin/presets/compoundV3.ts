import {
  argument,
  atLeast,
  type Curve,
  cap,
  constant,
  difference,
  fractionOfValue,
  product,
  sum,
  wholeValue,
} from '../engine/Curve.ts'
import { type DefinedMarginSystem, defineMarginSystem } from '../engine/defineMarginSystem.ts'
import type { AssetRisk, BalanceRule } from '../engine/MarginSystem.ts'
import { mulDiv } from '../engine/mulDiv.ts'

const FACTOR = 10n ** 18n

const INDEX = 10n ** 15n

export interface CompoundV3Asset {
  scale: bigint
  /** 1e18. */
  borrowCollateralFactor: bigint
  liquidateCollateralFactor: bigint
}

/**
 * How lines and values are stated. `principal`: base as principal, prices and values 1e8. `accrued`: base with its interest,
 * prices and values 1e18, of which the contract knows 8 places.
 */
export type CompoundV3Form = 'principal' | 'accrued'

/**
 * Compound III. The base balance is the signed principal; its state carries `supplyIndex` and `debtIndex`, 1e15. Prices
 * 1e8, values in the same, or as `form` says. Everything rounds down, the debt too. Liquidatable when liquidity is below 0;
 * principal is judged by reading collateral in the order given, and not beyond the point where it covers the debt, so a
 * broken feed behind it does not matter.
 */
export function compoundV3(parameters: {
  base: { asset: string; scale: bigint }
  collaterals: Readonly<Record<string, CompoundV3Asset>>
  form?: CompoundV3Form | undefined
}): DefinedMarginSystem {
  const { base, collaterals, form = 'principal' } = parameters
  const baseAsset: AssetRisk = {
    scale: base.scale,
    collateral: baseRule('supplyIndex', form),
    liability: baseRule('debtIndex', form),
  }
  const assets = Object.entries(collaterals).map(
    ([id, asset]) => [id, toAsset(asset, form)] as const,
  )
  return defineMarginSystem({
    name: 'Compound III',
    modes: ['cross'],
    boundary: '<',
    assets: new Map([[base.asset, baseAsset], ...assets]),
    markets: new Map(),
    stopsWhenCovered: form === 'principal',
  })
}

/** An interest rate per year or second as a curve over `utilization`, 1e18: two slopes that meet at the kink. */
export function compoundV3Rate(rate: {
  base: bigint
  slopeLow: bigint
  slopeHigh: bigint
  kink: bigint
}): Curve {
  const utilization = argument('utilization')
  const kink = constant(rate.kink)
  const beyond = atLeast(difference(utilization, kink), constant(0n))
  return sum(
    constant(rate.base),
    product(cap(utilization, kink), constant(rate.slopeLow), FACTOR, 'floor'),
    product(beyond, constant(rate.slopeHigh), FACTOR, 'floor'),
  )
}

/** How much collateral the store front gives for an amount of base (`Comet.quoteCollateral`). */
export function compoundV3QuoteCollateral(sale: {
  baseAmount: bigint
  basePrice: bigint
  baseScale: bigint
  assetPrice: bigint
  assetScale: bigint
  storeFrontPriceFactor: bigint
  liquidationFactor: bigint
}): bigint {
  const { baseAmount, basePrice, baseScale, assetPrice, assetScale } = sale
  const penalty = FACTOR - sale.liquidationFactor
  const discount = mulDiv(sale.storeFrontPriceFactor, penalty, FACTOR, 'floor')
  const price = mulDiv(assetPrice, FACTOR - discount, FACTOR, 'floor')
  return mulDiv(basePrice * baseAmount, assetScale, price, 'floor') / baseScale
}

const mid = { initial: 'mid', maintenance: 'mid' } as const

/** One of the contract's smallest units of value, in values of 1e18. */
export const COMPOUND_V3_VALUE_UNIT = 10n ** 10n

/** What of a line counts, whole or by a factor, cut to the places that the contract has. */
function countedOf(form: CompoundV3Form, factor?: bigint): Curve {
  if (form === 'principal')
    return factor === undefined ? wholeValue : fractionOfValue(factor, FACTOR, 'floor')
  const units = product(wholeValue, constant(1n), COMPOUND_V3_VALUE_UNIT, 'floor')
  const counted = factor === undefined ? units : product(units, constant(factor), FACTOR, 'floor')
  return product(counted, constant(COMPOUND_V3_VALUE_UNIT), 1n, 'floor')
}

function baseRule(index: 'supplyIndex' | 'debtIndex', form: CompoundV3Form): BalanceRule {
  const principal = product(argument('quantity'), argument(index), INDEX, 'floor')
  return {
    ...(form === 'principal' ? { amount: principal } : {}),
    price: mid,
    value: 'floor',
    initial: countedOf(form),
    maintenance: countedOf(form),
  }
}

function toAsset(asset: CompoundV3Asset, form: CompoundV3Form): AssetRisk {
  return {
    scale: asset.scale,
    collateral: {
      price: mid,
      value: 'floor',
      initial: countedOf(form, asset.borrowCollateralFactor),
      maintenance: countedOf(form, asset.liquidateCollateralFactor),
    },
  }
}
