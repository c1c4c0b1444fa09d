import { E18 } from '../../utils/fixedPoint.ts'
import { fractionOfValue, nothing, wholeValue } from '../engine/Curve.ts'
import { type DefinedMarginSystem, defineMarginSystem } from '../engine/defineMarginSystem.ts'
import type { Part } from '../engine/Margin.ts'
import type { AccountContext, AssetRisk } from '../engine/MarginSystem.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import { requirementPart } from '../engine/sumParts.ts'

/** At which ratios of collateral to debt, 1e18, a position may mint, and is liquidated. Both are 1 at least. */
export interface SynthetixV3CoreRatios {
  issuanceRatio: bigint
  liquidationRatio: bigint
}

const mid = { initial: 'mid', maintenance: 'mid' } as const

/** Dollars at par: owed whole, and as a credit counted whole. */
const dollars: AssetRisk = {
  scale: E18,
  collateral: { price: mid, value: 'floor', initial: wholeValue, maintenance: wholeValue },
  liability: { price: mid, value: 'ceil', initial: wholeValue, maintenance: wholeValue },
}

/**
 * A position in the core of Synthetix v3: one collateral type delegated to one pool. Everything is 1e18, values round down.
 * It is liquidatable while `floor(value / debt)` is below the liquidation ratio (`LiquidationModule._isLiquidatable`), which
 * for whole numbers is the same as the debt being above `floor(value / ratio)`: at equality it is not.
 */
export function synthetixV3Core(position: {
  collateral: string
  /** What the debt is stated in. */
  usd: string
  ratios: SynthetixV3CoreRatios
}): DefinedMarginSystem {
  const { collateral, usd, ratios } = position
  const { issuanceRatio, liquidationRatio } = ratios
  const given = {
    price: mid,
    value: 'floor',
    initial: fractionOfValue(E18, issuanceRatio, 'floor'),
    maintenance: fractionOfValue(E18, liquidationRatio, 'floor'),
  } as const
  const own = collateral === usd ? { liability: dollars.liability } : {}
  return defineMarginSystem({
    name: 'Synthetix v3 core',
    modes: ['cross'],
    boundary: '<',
    assets: new Map<string, AssetRisk>([
      [usd, dollars],
      [collateral, { scale: E18, collateral: given, ...own }],
    ]),
    markets: new Map(),
  })
}

/**
 * What an account of core has and did not delegate: its own, and it backs nothing. So much of an asset as `kept` says is locked
 * and must stay: an account that has less of it requires what is missing.
 */
export function synthetixV3CoreUndelegated(
  assets: readonly string[],
  kept: ReadonlyMap<string, bigint> = new Map(),
): DefinedMarginSystem {
  const held = { price: mid, value: 'floor', initial: nothing, maintenance: nothing } as const
  const risk: AssetRisk = { scale: E18, collateral: held, liability: dollars.liability }
  return defineMarginSystem({
    name: 'Synthetix v3 core',
    modes: ['cross'],
    boundary: '<',
    assets: new Map(assets.map((asset) => [asset, risk])),
    markets: new Map(),
    accountParts: (context) => ({ parts: missingParts(kept, context) }),
    hasMonotoneParts: true,
  })
}

/** By the price of the asset, rounded up: what is missing is never worth nothing. */
function missingParts(
  kept: ReadonlyMap<string, bigint>,
  { unit, view }: AccountContext,
): readonly Part[] {
  return [...kept].flatMap(([asset, amount]) => {
    const held = unit.balances
      .filter((balance) => balance.asset === asset)
      .reduce((sum, { quantity }) => sum + quantity, 0n)
    if (held >= amount) return []
    const price = view.states.get(asset)?.mid ?? 1n
    return [requirementPart('locked', mulDiv(amount - held, price, E18, 'ceil'), 0n)]
  })
}
