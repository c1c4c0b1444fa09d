import { parseAbi } from 'viem'
import { decodeStrict } from '../../decodeStrict.ts'

/** Of the exchange: margin, positions, market states and parameters. Who owns an account it says only at the start. */
export const perpsEvents = decodeStrict(
  parseAbi([
    'event CollateralModified(uint128 indexed accountId, uint128 indexed collateralId, int256 amountDelta, address indexed sender)',
    'event DebtPaid(uint128 indexed accountId, uint256 amount, address indexed sender)',
    'event AccountCharged(uint128 accountId, int256 amount, uint256 accountDebt)',
    'event OrderSettled(uint128 indexed marketId, uint128 indexed accountId, uint256 fillPrice, int256 pnl, int256 accruedFunding, int128 sizeDelta, int128 newSize, uint256 totalFees, uint256 referralFees, uint256 collectedFees, uint256 settlementReward, bytes32 indexed trackingCode, address settler)',
    'event PositionLiquidated(uint128 indexed accountId, uint128 indexed marketId, uint256 amountLiquidated, int128 currentPositionSize)',
    'event AccountFlaggedForLiquidation(uint128 indexed accountId, int256 availableMargin, uint256 requiredMaintenanceMargin, uint256 liquidationReward, uint256 flagReward)',
    'event AccountLiquidationAttempt(uint128 indexed accountId, uint256 reward, bool fullLiquidation)',
    'event AccountMarginLiquidation(uint128 indexed accountId, uint256 seizedMarginValue, uint256 liquidationReward)',
    'event MarketUpdated(uint128 marketId, uint256 price, int256 skew, uint256 size, int256 sizeDelta, int256 currentFundingRate, int256 currentFundingVelocity, uint128 interestRate)',
    'event CollateralConfigurationSet(uint128 indexed collateralId, uint256 maxCollateralAmount, uint256 upperLimitDiscount, uint256 lowerLimitDiscount, uint256 discountScalar)',
    'event CollateralLiquidateRewardRatioSet(uint128 collateralLiquidateRewardRatioD18)',
    'event InterestRateUpdated(uint128 indexed superMarketId, uint128 interestRate)',
    'event KeeperRewardGuardsSet(uint256 minKeeperRewardUsd, uint256 minKeeperProfitRatioD18, uint256 maxKeeperRewardUsd, uint256 maxKeeperScalingRatioD18)',
    'event OrderFeesSet(uint128 indexed marketId, uint256 makerFeeRatio, uint256 takerFeeRatio)',
    'event FundingParametersSet(uint128 indexed marketId, uint256 skewScale, uint256 maxFundingVelocity)',
    'event MaxLiquidationParametersSet(uint128 indexed marketId, uint256 maxLiquidationLimitAccumulationMultiplier, uint256 maxSecondsInLiquidationWindow, uint256 maxLiquidationPd, address endorsedLiquidator)',
    'event LiquidationParametersSet(uint128 indexed marketId, uint256 initialMarginRatioD18, uint256 maintenanceMarginRatioD18, uint256 minimumInitialMarginRatioD18, uint256 flagRewardRatioD18, uint256 minimumPositionMargin)',
    'event LockedOiRatioSet(uint128 indexed marketId, uint256 lockedOiRatioD18)',
    'event MarketCreated(uint128 indexed perpsMarketId, string marketName, string marketSymbol)',
    'event AccountCreated(uint128 indexed accountId, address indexed owner)',
  ]),
)

/** Of the token of accounts, an ERC-721: its holder owns the account. */
export const accountTokenEvents = decodeStrict(
  parseAbi(['event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)']),
)

/** Those after which a market's price is asked for. */
export const touchEvents = decodeStrict(
  parseAbi([
    'event MarketUpdated(uint128 marketId, uint256 price, int256 skew, uint256 size, int256 sizeDelta, int256 currentFundingRate, int256 currentFundingVelocity, uint128 interestRate)',
    'event MarketPriceDataUpdated(uint128 indexed marketId, bytes32 feedId, uint256 strictStalenessTolerance)',
  ]),
)
