import type { CompoundV3AssetConfig, CompoundV3Pool } from '../../config/CompoundV3Pool.ts'
import { compoundV3Subjects as subjects } from '../../protocols/lending/compoundV3/compoundV3Subjects.ts'
import { BPS } from '../../utils/fixedPoint.ts'
import type { Part } from '../engine/Margin.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import { slackOf } from '../engine/sumParts.ts'
import type { VenueFigure } from '../MarginStatus.ts'
import { COMPOUND_V3_VALUE_UNIT, type CompoundV3Asset, compoundV3 } from '../presets/compoundV3.ts'
import type { CrossChainSystem } from '../presets/crossChain.ts'
import type { PoolParameters } from './PoolParameters.ts'

/** The rules of a Comet in 1e18 USD, with the contract's own figures beside them. What it never said of itself it lacks. */
export function compoundV3System(
  pool: Pick<CompoundV3Pool, 'base' | 'collaterals'>,
  parameters: PoolParameters,
  warningBps: bigint,
): CrossChainSystem {
  const { base, collaterals } = pool
  const listed = collaterals.flatMap((asset) => {
    const rules = rulesOf(asset, parameters)
    return rules === undefined ? [] : [[asset.asset, rules] as const]
  })
  const scale = 10n ** BigInt(base.decimals)
  const system = compoundV3({
    base: { asset: base.asset, scale },
    collaterals: Object.fromEntries(listed),
    form: 'accrued',
  })
  const whole = { initialBps: BPS, maintenanceBps: BPS }
  const weights = new Map([
    [base.asset, whole],
    ...listed.map(([id, asset]) => [id, toWeights(asset)] as const),
  ])
  return {
    ...system,
    warningBps,
    risk: { boundary: '<', warningBps, collateral: weights, markets: new Map() },
    decimals: new Map([base, ...collaterals].map(({ asset, decimals }) => [asset, decimals])),
    figuresOf: (parts) => toFigures(parts, base),
  }
}

function rulesOf(
  { token }: CompoundV3AssetConfig,
  parameters: PoolParameters,
): CompoundV3Asset | undefined {
  const [, scale, borrowCollateralFactor, liquidateCollateralFactor] =
    parameters.get(subjects.asset(token))?.values ?? []
  if (scale === undefined || scale === 0n) return undefined
  if (borrowCollateralFactor === undefined || liquidateCollateralFactor === undefined)
    return undefined
  return { scale, borrowCollateralFactor, liquidateCollateralFactor }
}

const FACTOR = 10n ** 18n

function toWeights({ borrowCollateralFactor, liquidateCollateralFactor }: CompoundV3Asset) {
  const toBps = (factor: bigint) => mulDiv(factor, BPS, FACTOR, 'floor')
  return {
    initialBps: toBps(borrowCollateralFactor),
    maintenanceBps: toBps(liquidateCollateralFactor),
  }
}

/** Decimals of prices and of what they value. */
const PRICE_PLACES = 8

/** What the Comet answers of an account; `getBorrowLiquidity` and `getLiquidationMargin` of its first releases. */
function toFigures(parts: readonly Part[], base: CompoundV3AssetConfig): readonly VenueFigure[] {
  const amountOf = (kind: Part['kind']) =>
    parts.reduce((sum, part) => (isBase(part, kind, base) ? sum + quantityOf(part) : sum), 0n)
  const liquidity = (side: 'initial' | 'maintenance') =>
    parts.reduce((sum, part) => sum + slackOf(part[side]), 0n) / COMPOUND_V3_VALUE_UNIT
  const { decimals } = base
  return [
    { name: 'balanceOf', value: amountOf('collateral'), decimals },
    { name: 'borrowBalanceOf', value: -amountOf('liability'), decimals },
    { name: 'borrowLiquidity', value: liquidity('initial'), decimals: PRICE_PLACES },
    { name: 'liquidationMargin', value: liquidity('maintenance'), decimals: PRICE_PLACES },
  ]
}

function isBase({ kind, subject }: Part, wanted: Part['kind'], base: CompoundV3AssetConfig) {
  return kind === wanted && subject === base.asset
}

function quantityOf({ line }: Part): bigint {
  return line !== undefined && 'quantity' in line ? line.quantity : 0n
}
