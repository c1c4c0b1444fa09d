import { absBigInt, E18 } from '../../utils/fixedPoint.ts'
import { maxOf } from '../../utils/maxOf.ts'
import { minOf } from '../../utils/minOf.ts'
import type { Part } from '../engine/Margin.ts'
import type { AccountContext } from '../engine/MarginSystem.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import { requirementPart, sumParts } from '../engine/sumParts.ts'
import type { SynthetixV3Market } from './synthetixV3.ts'

/** The global keeper settings and costs, USD and ratios 1e18. Costs and minima default to 0, caps to none. */
export interface SynthetixV3Keeper {
  flagCost?: bigint | undefined
  liquidateCost?: bigint | undefined
  minKeeperReward?: bigint | undefined
  minKeeperProfitRatio?: bigint | undefined
  maxKeeperReward?: bigint | undefined
  maxKeeperScalingRatio?: bigint | undefined
  collateralLiquidateRewardRatio?: bigint | undefined
}

/**
 * The keeper's reward as one requirement: for flagging, capped by the undiscounted collateral, and one more reward for
 * each further liquidation window. An account with neither positions nor debt has none.
 */
export function synthetixV3Reward(
  context: AccountContext,
  markets: Readonly<Record<string, SynthetixV3Market>>,
  keeper: SynthetixV3Keeper,
): readonly Part[] {
  const { parts } = context
  const positions = parts.filter((part) => part.kind === 'position')
  const collateral = sumParts(parts, 'collateral').value
  const { flagCost = 0n, liquidateCost = 0n, collateralLiquidateRewardRatio = 0n } = keeper
  const hasDebt = parts.some((part) => part.kind === 'liability')
  if (positions.length === 0 && !hasDebt) return []

  const flagged = positions.reduce((total, part) => total + flagReward(part, markets), 0n)
  const seized = mulDiv(collateral, collateralLiquidateRewardRatio, E18, 'floor')
  const first = keeperReward(maxOf(flagged, seized), flagCost, collateral, keeper)
  const windows = windowsOf(context, markets)
  const further = windows <= 1n ? 0n : (windows - 1n) * keeperReward(0n, liquidateCost, 0n, keeper)
  return [requirementPart('liquidationReward', first + further, first + further)]
}

function flagReward(part: Part, markets: Readonly<Record<string, SynthetixV3Market>>): bigint {
  return mulDiv(part.value, markets[part.subject]?.flagRewardRatio ?? 0n, E18, 'floor')
}

/** An `available` of 0 means that the account is flagged already: only the absolute cap holds then. */
function keeperReward(
  reward: bigint,
  cost: bigint,
  available: bigint,
  keeper: SynthetixV3Keeper,
): bigint {
  const { minKeeperReward = 0n, minKeeperProfitRatio = 0n } = keeper
  const least = maxOf(
    cost + minKeeperReward,
    mulDiv(cost, E18 + minKeeperProfitRatio, E18, 'floor'),
  )
  return capped(maxOf(least, reward + cost), available, keeper)
}

function capped(reward: bigint, available: bigint, keeper: SynthetixV3Keeper): bigint {
  const { maxKeeperReward = reward, maxKeeperScalingRatio } = keeper
  if (available === 0n || maxKeeperScalingRatio === undefined) return minOf(reward, maxKeeperReward)
  return minOf(reward, mulDiv(available, maxKeeperScalingRatio, E18, 'floor'), maxKeeperReward)
}

/** The most windows that one position needs: its size over what one window takes, rounded up. */
function windowsOf(
  { unit }: AccountContext,
  markets: Readonly<Record<string, SynthetixV3Market>>,
): bigint {
  const windows = unit.positions.map(({ market, size }) => {
    const amount = markets[market]?.maxLiquidationAmountInWindow
    return amount === undefined ? 1n : mulDiv(absBigInt(size), 1n, amount, 'ceil')
  })
  return maxOf(0n, ...windows)
}
