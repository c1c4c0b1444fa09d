import { E18 } from '../../utils/fixedPoint.ts'
import { minOf } from '../../utils/minOf.ts'
import { argument, type Curve, nothing, product, reciprocal, wholeValue } from '../engine/Curve.ts'
import { type DefinedMarginSystem, defineMarginSystem } from '../engine/defineMarginSystem.ts'
import type { Part } from '../engine/Margin.ts'
import type { AccountContext, AccountParts, AssetRisk } from '../engine/MarginSystem.ts'
import { type ScanResult, scanScenarios } from '../engine/scanScenarios.ts'
import { requirementPart } from '../engine/sumParts.ts'
import { confidentPrice, multiplyDecimal, stablePrice } from './deriveMath.ts'
import { collateralContingency, perpContingency } from './derivePmrmContingencies.ts'

/** All 1e18. The initial haircut and perp percentage come on top of the maintenance ones. */
export interface DerivePmrm {
  /** Spot price as a factor, and how much of the profit or loss counts. */
  scenarios: readonly { spotShock: bigint; dampening: bigint }[]
  mmFactor: bigint
  imFactor: bigint
  pegLossThreshold: bigint
  pegLossFactor: bigint
  confThreshold: bigint
  confMargin: bigint
  mmPerpPercent: bigint
  imPerpPercent: bigint
  collaterals: Readonly<Record<string, DerivePmrmCollateral>>
}

export interface DerivePmrmCollateral {
  isRiskCancelling: boolean
  mmHaircut: bigint
  imHaircut: bigint
}

/** Asset and market ids of the states that the rules read. */
const SPOT = 'spot'
const PERP = 'perp'

/** Values are in the stable currency: amount × price / stable price, in one division. */
const valueInStable: Curve = reciprocal(
  product(argument('amount'), argument('price'), 1n, 'floor'),
  argument('numeraire'),
  1n,
  'floor',
)

const inStable = { equity: valueInStable, initial: valueInStable, maintenance: valueInStable }

/**
 * Derive PMRM 2 over linear instruments: `cash`, collateral tokens and one `perp`. States: `spot` and `perp` with their
 * confidence, and each collateral token with its own; the view's
 * `numeraire` is the stable currency's price. The margins are net: the worst scenario times a factor
 * (raised when the stable is below its peg), less contingencies, plus mark to market and cash. Initial adds its own
 * contingencies to the maintenance ones. Liquidatable when the maintenance margin is below 0.
 */
export function derivePmrm(parameters: DerivePmrm): DefinedMarginSystem {
  const mid = { initial: 'mid', maintenance: 'mid' } as const
  const whole = {
    price: mid,
    value: 'floor',
    initial: wholeValue,
    maintenance: wholeValue,
  } as const
  const token = { scale: E18, collateral: { ...whole, ...inStable } }
  const tokens = Object.keys(parameters.collaterals).map((id) => [id, token] as const)
  return defineMarginSystem({
    name: 'Derive PMRM',
    modes: ['portfolio'],
    boundary: '<',
    assets: new Map<string, AssetRisk>([
      ['cash', { scale: 1n, fixedPrice: 1n, collateral: whole, liability: whole }],
      ...tokens,
    ]),
    markets: new Map([
      [
        PERP,
        {
          scale: E18,
          price: mid,
          notional: 'floor',
          profit: 'truncate',
          initial: nothing,
          maintenance: nothing,
        },
      ],
    ]),
    accountParts: (context) => riskParts(context, parameters),
  })
}

function riskParts(context: AccountContext, parameters: DerivePmrm): AccountParts {
  const { view, parts, unit } = context
  const spot = confidentPrice(view, SPOT)
  const position = unit.positions.reduce((total, { size }) => total + size, 0n)
  const perp = position === 0n ? spot : confidentPrice(view, PERP)
  const scan = worstScenario(parts, position, perp.mid, parameters)
  const scenario = requirementPart(
    'scenario',
    -multiplyDecimal(scan.profit, initialFactor(stablePrice(view), parameters)),
    -multiplyDecimal(scan.profit, parameters.mmFactor),
  )
  const contingencies = [
    perpContingency(position, spot, minOf(spot.confidence, perp.confidence), parameters),
    ...parts
      .filter(({ subject, kind }) => kind === 'collateral' && subject !== 'cash')
      .map((part) => collateralContingency(context, part, spot.confidence, parameters)),
  ]
  return {
    parts: [scenario, ...contingencies],
    worstScenario: scan.scenario,
    worstScenarioProfit: scan.profit,
  }
}

function worstScenario(
  parts: readonly Part[],
  position: bigint,
  perpPrice: bigint,
  { scenarios, collaterals }: DerivePmrm,
): ScanResult {
  const cancelling = parts.filter(({ subject }) => collaterals[subject]?.isRiskCancelling === true)
  const profits = scenarios.map(({ spotShock, dampening }) => {
    const move = spotShock - E18
    const shocked = multiplyDecimal(position, multiplyDecimal(move, perpPrice))
    return cancelling.reduce(
      (total, { equity }) => total + multiplyDecimal(multiplyDecimal(equity, move), dampening),
      multiplyDecimal(shocked, dampening),
    )
  })
  return scanScenarios(profits)
}

/** A stable currency below its peg raises the initial factor. */
function initialFactor(stable: bigint, parameters: DerivePmrm): bigint {
  const { imFactor, pegLossThreshold, pegLossFactor } = parameters
  if (stable >= pegLossThreshold) return imFactor
  return imFactor + multiplyDecimal(pegLossThreshold - stable, pegLossFactor)
}
