import { type AaveV3Version, hasDirectedRounding, isAtLeast } from '../../config/AaveV3Pool.ts'
import { argument, type Curve, constant, nothing, product, wholeValue } from '../engine/Curve.ts'
import { type DefinedMarginSystem, defineMarginSystem } from '../engine/defineMarginSystem.ts'
import type { AssetRisk, BalanceRule, TriggerContext } from '../engine/MarginSystem.ts'
import { aaveV3AccountData } from './aaveV3AccountData.ts'
import { RAY } from './aaveV3Interest.ts'

/** One in health factors. */
const WAD = 10n ** 18n

const BPS = 10_000n

export interface AaveV3Reserve {
  decimals: number
  ltvBps: bigint
  /** 0: no collateral. */
  liquidationThresholdBps: bigint
}

/** An efficiency-mode category and the reserves that it lifts as collateral: its own bitmap, before 3.2 its members. */
export interface AaveV3EMode {
  ltvBps: bigint
  liquidationThresholdBps: bigint
  collateral: readonly string[]
  /** Before 3.2 a category could price all its members by one asset. */
  pricedBy?: string | undefined
  /** Since 3.6: of `collateral`, what lends nothing. */
  lendingNothing?: readonly string[] | undefined
  /** Since 3.7: what is not in `collateral` lends nothing. */
  isIsolated?: boolean | undefined
}

/**
 * How lines and values are stated. `scaled`: scaled balances, the base currency's prices, values in 1e-4 of it, so that
 * thresholds in basis points stay whole. `accrued`: balances with their interest, prices and values 1e18 of the currency,
 * of which the contract knows `basePlaces` places.
 */
export type AaveV3Form = { lines: 'scaled' } | { lines: 'accrued'; basePlaces: number }

/**
 * Aave v3 for accounts in one efficiency mode. Of scaled balances, states carry `supplyIndex` and `debtIndex` in ray.
 * `aaveV3AccountData` gives the contract's own figures. Until 3.5 balances round half up and debt values down, since then
 * collateral rounds down and debt up. Liquidatable when the health factor is below 1.
 */
export function aaveV3(parameters: {
  version: AaveV3Version
  reserves: Readonly<Record<string, AaveV3Reserve>>
  eMode?: AaveV3EMode | undefined
  form?: AaveV3Form | undefined
}): DefinedMarginSystem {
  const { version, reserves, eMode, form = { lines: 'scaled' } } = parameters
  const stated = toStated(version, form)
  const assets = Object.entries(reserves).map(
    ([id, reserve]) => [id, toAsset(id, reserve, { eMode, stated })] as const,
  )
  return defineMarginSystem({
    name: `Aave v${version}`,
    modes: ['cross'],
    boundary: '<',
    assets: new Map(assets),
    markets: new Map(),
    trigger: (context) => liquidationReasons(context, stated),
  })
}

/** Values of a system to one basis point of the base currency's smallest unit. */
export function aaveV3ValueUnit(form: AaveV3Form): bigint {
  return form.lines === 'scaled' ? 1n : 10n ** BigInt(VALUE_PLACES - form.basePlaces) / BPS
}

const VALUE_PLACES = 18

/** What the version and the form make of every line. */
interface Stated {
  version: AaveV3Version
  form: AaveV3Form
  isDirected: boolean
  valueUnit: bigint
}

function toStated(version: AaveV3Version, form: AaveV3Form): Stated {
  const isDirected = hasDirectedRounding(version)
  return { version, form, isDirected, valueUnit: aaveV3ValueUnit(form) }
}

function toAsset(
  id: string,
  reserve: AaveV3Reserve,
  { eMode, stated }: { eMode: AaveV3EMode | undefined; stated: Stated },
): AssetRisk {
  const { ltvBps, liquidationThresholdBps } = weightsOf(id, reserve, eMode, stated.version)
  const isCollateral = liquidationThresholdBps !== 0n
  const isLifted = eMode?.collateral.includes(id) === true
  const { isDirected } = stated
  const given = balanceRule('supplyIndex', isDirected ? 'floor' : 'halfUp', 'floor', stated)
  return {
    scale: 10n ** BigInt(reserve.decimals),
    ...(isLifted && eMode.pricedBy !== undefined ? { pricedBy: eMode.pricedBy } : {}),
    collateral: {
      ...given.rule,
      initial: isCollateral ? given.weigh(ltvBps) : nothing,
      maintenance: isCollateral ? given.weigh(liquidationThresholdBps) : nothing,
    },
    liability: isDirected
      ? balanceRule('debtIndex', 'ceil', 'ceil', stated).rule
      : balanceRule('debtIndex', 'halfUp', 'floor', stated).rule,
  }
}

/** Until 3.6 a category lifts what is collateral without it; since then it decides alone for its own collateral. */
function weightsOf(
  id: string,
  reserve: AaveV3Reserve,
  eMode: AaveV3EMode | undefined,
  version: AaveV3Version,
): Pick<AaveV3Reserve, 'ltvBps' | 'liquidationThresholdBps'> {
  const { ltvBps, liquidationThresholdBps } = reserve
  if (eMode === undefined) return reserve
  const isLifted = eMode.collateral.includes(id)
  if (isAtLeast(version, '3.6')) {
    if (!isLifted) return { ltvBps: eMode.isIsolated ? 0n : ltvBps, liquidationThresholdBps }
    const lends = eMode.lendingNothing?.includes(id) !== true
    const { liquidationThresholdBps: lifted } = eMode
    return { ltvBps: lends ? eMode.ltvBps : 0n, liquidationThresholdBps: lifted }
  }
  if (!isLifted || liquidationThresholdBps === 0n) return reserve
  // A reserve whose loan-to-value is 0 lends nothing in a category either.
  const ltv = ltvBps === 0n ? 0n : eMode.ltvBps
  return { ltvBps: ltv, liquidationThresholdBps: eMode.liquidationThresholdBps }
}

/** A rule that counts a line whole, and what counts it by a share in basis points. */
function balanceRule(
  index: 'supplyIndex' | 'debtIndex',
  amount: 'floor' | 'ceil' | 'halfUp',
  rounding: 'floor' | 'ceil',
  { form, valueUnit }: Stated,
): { rule: BalanceRule; weigh: (weightBps: bigint) => Curve } {
  // What the contract rounds to its own currency is rounded there before it is weighed.
  const base =
    form.lines === 'scaled'
      ? wholeValue
      : product(wholeValue, constant(1n), BPS * valueUnit, rounding)
  const weigh = (weightBps: bigint) => product(base, constant(weightBps * valueUnit), 1n, 'floor')
  const scaled = product(argument('quantity'), argument(index), RAY, amount)
  return {
    rule: {
      ...(form.lines === 'scaled' ? { amount: scaled } : {}),
      price: { initial: 'mid', maintenance: 'mid' },
      value: rounding,
      equity: weigh(BPS),
      initial: weigh(BPS),
      maintenance: weigh(BPS),
    },
    weigh,
  }
}

function liquidationReasons(
  { parts }: TriggerContext,
  { version, valueUnit }: Stated,
): readonly string[] {
  const { healthFactor } = aaveV3AccountData({ parts }, version, valueUnit)
  return healthFactor !== undefined && healthFactor < WAD ? ['health factor below 1'] : []
}
