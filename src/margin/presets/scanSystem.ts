import { E18 } from '../../utils/fixedPoint.ts'
import { fractionOfValue, nothing, wholeValue } from '../engine/Curve.ts'
import { type DefinedMarginSystem, defineMarginSystem } from '../engine/defineMarginSystem.ts'
import { livePrice } from '../engine/livePrice.ts'
import type { Part } from '../engine/Margin.ts'
import type { AccountContext, AccountParts, AssetRisk, Boundary } from '../engine/MarginSystem.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import { scanScenarios } from '../engine/scanScenarios.ts'
import { requirementPart } from '../engine/sumParts.ts'

/** A move of one underlying and how much of what it does counts, both 1e18. */
export interface ScanMove {
  move: bigint
  weight: bigint
}

/** What is scanned together: the linear instruments of one underlying and the moves it is put through. */
export interface ScanGroup {
  underlying: string
  markets: readonly string[]
  moves: readonly ScanMove[]
  /** Of the notional of each instrument, required whatever the moves do, 1e18; default 0. */
  contingency?: bigint | undefined
}

/**
 * A scan over linear instruments: every group's requirement is its largest loss over its moves plus its contingency, and
 * the unit's is their sum. All instruments of a group move with its underlying, so that long and short offset. The
 * initial requirement is `initialFactor` times the maintenance one, 1e18, rounded up.
 */
export function scanSystem(parameters: {
  name: string
  boundary: Boundary
  cash: string
  groups: readonly ScanGroup[]
  initialFactor: bigint
}): DefinedMarginSystem {
  const { name, boundary, cash, groups, initialFactor } = parameters
  const mid = { initial: 'mid', maintenance: 'mid' } as const
  const whole = {
    price: mid,
    value: 'floor',
    initial: wholeValue,
    maintenance: wholeValue,
  } as const
  const money: AssetRisk = { scale: 1n, fixedPrice: 1n, collateral: whole, liability: whole }
  const instruments = groups.flatMap(({ markets, contingency = 0n }) => {
    const kept = contingency === 0n ? nothing : fractionOfValue(contingency, E18, 'ceil')
    const rule = { scale: E18, price: mid, notional: 'ceil', profit: 'floor' } as const
    return markets.map((id) => [id, { ...rule, initial: kept, maintenance: kept }] as const)
  })
  return defineMarginSystem({
    name,
    modes: ['portfolio'],
    boundary,
    assets: new Map([[cash, money]]),
    markets: new Map(instruments),
    accountParts: (context) => scanParts(context, groups, initialFactor),
  })
}

function scanParts(
  context: AccountContext,
  groups: readonly ScanGroup[],
  initialFactor: bigint,
): AccountParts {
  const scans = groups.map((group) => ({ group, scan: scanGroup(context, group) }))
  const parts = scans.map(({ group, scan }): Part => {
    const loss = -scan.profit
    return requirementPart(group.underlying, mulDiv(loss, initialFactor, E18, 'ceil'), loss)
  })
  // One underlying has one worst scenario; of several there is no common one to name.
  const [only, ...others] = scans.filter(({ scan }) => scan.scenario !== undefined)
  if (only === undefined || others.length > 0) return { parts }
  return { parts, worstScenario: only.scan.scenario, worstScenarioProfit: only.scan.profit }
}

function scanGroup({ unit, view }: AccountContext, { markets, moves }: ScanGroup) {
  const held = unit.positions.filter(({ market }) => markets.includes(market))
  const exposure = held.reduce(
    (total, { size, market }) =>
      total + (size === 0n ? 0n : size * livePrice(view.states, market).mid),
    0n,
  )
  // Divided once, rounded down, so that a loss is never understated.
  return scanScenarios(
    moves.map(({ move, weight }) => mulDiv(exposure * move, weight, E18 * E18 * E18, 'floor')),
  )
}
