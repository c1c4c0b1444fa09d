import type { perpsEvents } from './synthetixV3Events.ts'
import { synthetixV3Subjects as subjects } from './synthetixV3Subjects.ts'

export type PerpsEvent = Exclude<ReturnType<typeof perpsEvents.decode>, { name: undefined }>

/** What an event sets of the exchange; undefined for one about an account. */
export function synthetixV3Setting({
  name,
  args,
}: PerpsEvent): { subject: string; values: readonly bigint[] } | undefined {
  switch (name) {
    case 'MarketCreated':
      return { subject: subjects.created(args.perpsMarketId), values: [1n] }
    case 'LiquidationParametersSet': {
      // The event calls the scalar of maintenance a ratio.
      const { initialMarginRatioD18, maintenanceMarginRatioD18: scalar } = args
      const least = args.minimumInitialMarginRatioD18
      const rest = [args.flagRewardRatioD18, args.minimumPositionMargin]
      const values = [initialMarginRatioD18, scalar, least, ...rest]
      return { subject: subjects.liquidation(args.marketId), values }
    }
    case 'FundingParametersSet':
      return {
        subject: subjects.funding(args.marketId),
        values: [args.skewScale, args.maxFundingVelocity],
      }
    case 'OrderFeesSet':
      return {
        subject: subjects.orderFees(args.marketId),
        values: [args.makerFeeRatio, args.takerFeeRatio],
      }
    case 'MaxLiquidationParametersSet': {
      const { maxLiquidationLimitAccumulationMultiplier: multiplier } = args
      const values = [multiplier, args.maxSecondsInLiquidationWindow, args.maxLiquidationPd]
      return { subject: subjects.liquidationWindow(args.marketId), values }
    }
    case 'LockedOiRatioSet':
      return { subject: subjects.lockedOi(args.marketId), values: [args.lockedOiRatioD18] }
    case 'MarketUpdated':
      return { subject: subjects.state(args.marketId), values: [args.skew, args.size] }
    case 'CollateralConfigurationSet': {
      const { maxCollateralAmount, upperLimitDiscount, lowerLimitDiscount, discountScalar } = args
      const values = [maxCollateralAmount, upperLimitDiscount, lowerLimitDiscount, discountScalar]
      return { subject: subjects.collateral(args.collateralId), values }
    }
    case 'CollateralLiquidateRewardRatioSet':
      return {
        subject: subjects.seizedRewardRatio,
        values: [args.collateralLiquidateRewardRatioD18],
      }
    case 'KeeperRewardGuardsSet': {
      const { minKeeperRewardUsd, minKeeperProfitRatioD18 } = args
      const most = [args.maxKeeperRewardUsd, args.maxKeeperScalingRatioD18]
      const values = [minKeeperRewardUsd, minKeeperProfitRatioD18, ...most]
      return { subject: subjects.keeperGuards, values }
    }
    case 'CollateralModified':
    case 'DebtPaid':
    case 'AccountCharged':
    case 'OrderSettled':
    case 'PositionLiquidated':
    case 'AccountFlaggedForLiquidation':
    case 'AccountLiquidationAttempt':
    case 'AccountMarginLiquidation':
    case 'AccountCreated':
    case 'InterestRateUpdated':
      return undefined
  }
}
