import { argument, type Curve, constant, nothing, product, wholeValue } from '../engine/Curve.ts'
import { type DefinedMarginSystem, defineMarginSystem } from '../engine/defineMarginSystem.ts'
import type { AssetRisk, BalanceRule, TriggerContext } from '../engine/MarginSystem.ts'
import { type AaveV3Version, aaveV3AccountData, hasDirectedRounding } from './aaveV3AccountData.ts'
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
}

/**
 * Aave v3 for accounts in one efficiency mode. Balances are scaled balances, states carry `supplyIndex` and `debtIndex`
 * in ray and prices in the base currency, 1e8. Values are in 1e-4 of that base, so that thresholds in basis points stay
 * whole; `aaveV3AccountData` gives the contract's own figures. Until 3.5 balances round half up and debt values down,
 * since then collateral rounds down and debt up. Liquidatable when the health factor is below 1.
 */
export function aaveV3(parameters: {
  version: AaveV3Version
  reserves: Readonly<Record<string, AaveV3Reserve>>
  eMode?: AaveV3EMode | undefined
}): DefinedMarginSystem {
  const { version, reserves, eMode } = parameters
  const assets = Object.entries(reserves).map(
    ([id, reserve]) => [id, toAsset(id, reserve, version, eMode)] as const,
  )
  return defineMarginSystem({
    name: `Aave v${version}`,
    modes: ['cross'],
    boundary: '<',
    assets: new Map(assets),
    markets: new Map(),
    trigger: (context) => liquidationReasons(context, version),
  })
}

function toAsset(
  id: string,
  reserve: AaveV3Reserve,
  version: AaveV3Version,
  eMode: AaveV3EMode | undefined,
): AssetRisk {
  const isLifted = eMode?.collateral.includes(id) === true
  const { ltvBps, liquidationThresholdBps } = reserve
  // A reserve whose loan-to-value is 0 lends nothing in a category either.
  const ltv = ltvBps !== 0n && isLifted ? eMode.ltvBps : ltvBps
  const threshold = isLifted ? eMode.liquidationThresholdBps : liquidationThresholdBps
  const isCollateral = liquidationThresholdBps !== 0n
  const isDirected = hasDirectedRounding(version)
  return {
    scale: 10n ** BigInt(reserve.decimals),
    ...(isLifted && eMode.pricedBy !== undefined ? { pricedBy: eMode.pricedBy } : {}),
    collateral: {
      ...balanceRule('supplyIndex', isDirected ? 'floor' : 'halfUp', 'floor'),
      initial: isCollateral ? inBps(ltv) : nothing,
      maintenance: isCollateral ? inBps(threshold) : nothing,
    },
    liability: isDirected
      ? balanceRule('debtIndex', 'ceil', 'ceil')
      : balanceRule('debtIndex', 'halfUp', 'floor'),
  }
}

function balanceRule(
  index: 'supplyIndex' | 'debtIndex',
  amount: 'floor' | 'ceil' | 'halfUp',
  value: 'floor' | 'ceil',
): BalanceRule {
  return {
    amount: product(argument('quantity'), argument(index), RAY, amount),
    price: { initial: 'mid', maintenance: 'mid' },
    value,
    equity: inBps(BPS),
    initial: inBps(BPS),
    maintenance: inBps(BPS),
  }
}

function inBps(weight: bigint): Curve {
  return product(wholeValue, constant(weight), 1n, 'floor')
}

function liquidationReasons({ parts }: TriggerContext, version: AaveV3Version): readonly string[] {
  const { healthFactor } = aaveV3AccountData({ parts }, version)
  return healthFactor !== undefined && healthFactor < WAD ? ['health factor below 1'] : []
}
