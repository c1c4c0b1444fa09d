import type { SynthetixV3Perps } from '../../config/SynthetixV3Perps.ts'
import { synthetixV3Subjects as subjects } from '../../protocols/perpetuals/synthetixV3/synthetixV3Subjects.ts'
import { BPS, E18 } from '../../utils/fixedPoint.ts'
import type { Part } from '../engine/Margin.ts'
import { firstOf, type PoolParameters } from '../lending/PoolParameters.ts'
import type { VenueFigure } from '../MarginStatus.ts'
import type { CrossChainSystem } from '../presets/crossChain.ts'
import {
  type SynthetixV3Collateral,
  type SynthetixV3Market,
  synthetixV3,
} from '../presets/synthetixV3.ts'
import type { SynthetixV3Keeper } from '../presets/synthetixV3Reward.ts'
import type { PerpetualCut } from './PerpetualCut.ts'

/** The rules of the exchange in 1e18 USD, with the contract's own figures beside them. What it never said of itself it lacks. */
export function synthetixV3System({
  exchange,
  parameters,
  warningBps,
}: PerpetualCut<SynthetixV3Perps>): CrossChainSystem {
  const { usd, collaterals: given } = exchange
  const collaterals = Object.fromEntries(
    given.flatMap(({ id, asset }) => {
      const rules = collateralOf(id, parameters)
      return rules === undefined ? [] : [[asset, rules] as const]
    }),
  )
  const markets = marketsOf(parameters)
  const keeper = keeperOf(exchange, parameters)
  const system = synthetixV3({ collaterals, markets, keeper, usd: usd.asset })
  const whole = { initialBps: BPS, maintenanceBps: BPS }
  const names = [usd.asset, ...Object.keys(collaterals)]
  const risk = {
    ...{ boundary: '<' as const, warningBps },
    collateral: new Map(names.map((asset) => [asset, whole])),
    markets: new Map(Object.keys(markets).map((id) => [id, { asset: id, ...whole }])),
  }
  return {
    ...system,
    warningBps,
    risk,
    decimals: new Map([usd, ...given].map(({ asset }) => [asset, PLACES])),
    figuresOf: toFigures,
  }
}

const PLACES = 18

function collateralOf(id: bigint, parameters: PoolParameters): SynthetixV3Collateral | undefined {
  const set = parameters.get(subjects.collateral(id))?.values
  const [skewScale] = parameters.get(subjects.synthSkewScale(id))?.values ?? []
  if (set === undefined || skewScale === undefined) return undefined
  const [, upperLimitDiscount = 0n, lowerLimitDiscount = 0n, discountScalar = 0n] = set
  return { skewScale, discountScalar, lowerLimitDiscount, upperLimitDiscount }
}

function marketsOf(parameters: PoolParameters): Readonly<Record<string, SynthetixV3Market>> {
  const prefix = subjects.liquidation(0n).slice(0, -1)
  const ids = [...parameters.keys()].flatMap((subject) =>
    subject.startsWith(prefix) ? [subject.slice(prefix.length)] : [],
  )
  return Object.fromEntries(ids.map((id) => [id, marketOf(BigInt(id), parameters)]))
}

function marketOf(id: bigint, parameters: PoolParameters): SynthetixV3Market {
  const valuesOf = (subject: string) => parameters.get(subject)?.values ?? []
  const [
    initialMarginRatio = 0n,
    maintenanceMarginScalar = 0n,
    minimumInitialMarginRatio = 0n,
    flagRewardRatio = 0n,
    minimumPositionMargin = 0n,
  ] = valuesOf(subjects.liquidation(id))
  const [skewScale = 0n] = valuesOf(subjects.funding(id))
  const [maker = 0n, taker = 0n] = valuesOf(subjects.orderFees(id))
  const [multiplier = 0n, seconds = 0n] = valuesOf(subjects.liquidationWindow(id))
  const perSecond = ((((maker + taker) * skewScale) / E18) * multiplier) / E18
  const window = perSecond * seconds
  return {
    ...{ skewScale, initialMarginRatio, minimumInitialMarginRatio, maintenanceMarginScalar },
    ...{ minimumPositionMargin, flagRewardRatio },
    // The contract divides by nothing without asking, and takes it for no window.
    maxLiquidationAmountInWindow: window === 0n ? undefined : window,
  }
}

function keeperOf(
  { keeperCosts: { flag: flagCost, liquidate: liquidateCost } }: SynthetixV3Perps,
  parameters: PoolParameters,
): SynthetixV3Keeper {
  const guards = parameters.get(subjects.keeperGuards)?.values
  const collateralLiquidateRewardRatio = firstOf(parameters, subjects.seizedRewardRatio)
  const costs = { flagCost, liquidateCost, collateralLiquidateRewardRatio }
  if (guards === undefined) return costs
  const [minKeeperReward, minKeeperProfitRatio, maxKeeperReward, maxKeeperScalingRatio] = guards
  const most = { maxKeeperReward, maxKeeperScalingRatio }
  return { ...costs, minKeeperReward, minKeeperProfitRatio, ...most }
}

/** What the exchange answers of an account, in its own names; its margins hold the reward already. */
function toFigures(parts: readonly Part[]): readonly VenueFigure[] {
  const sum = (figure: (part: Part) => bigint) =>
    parts.reduce((total, part) => total + figure(part), 0n)
  const rewards = parts.filter(({ subject }) => subject === 'liquidationReward')
  const figures = {
    availableMargin: sum(({ maintenance: { available, owed } }) => available - owed),
    requiredInitialMargin: sum(({ initial }) => initial.requirement),
    requiredMaintenanceMargin: sum(({ maintenance }) => maintenance.requirement),
    maxLiquidationReward: rewards.reduce((total, part) => total + part.initial.requirement, 0n),
  }
  return Object.entries(figures).map(([name, value]) => ({ name, value, decimals: PLACES }))
}
