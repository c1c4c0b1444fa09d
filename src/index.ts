/** What a config imports: `import { defineConfig, defineVault } from 'plimsoll'`. */
export type { ChainPreset } from './config/ChainPreset.ts'
export type { CustomDefinition } from './config/CustomDefinition.ts'
export { defineConfig } from './config/defineConfig.ts'
export type { ConfigInput } from './config/input/ConfigInput.ts'
/** Margin systems as data, and their evaluation: exact, pure, in bigint. */
export {
  argument,
  atLeast,
  type Curve,
  type CurveArgument,
  cap,
  constant,
  difference,
  fractionOfValue,
  nothing,
  product,
  reciprocal,
  sum,
  type Tier,
  wholeValue,
} from './margin/engine/Curve.ts'
export { collateral, liability } from './margin/engine/collateral.ts'
export { compareRisk, type RiskRatio } from './margin/engine/compareRisk.ts'
export type { CurveArguments } from './margin/engine/compileCurve.ts'
export { continuousTiers } from './margin/engine/continuousTiers.ts'
export { type DefinedMarginSystem, defineMarginSystem } from './margin/engine/defineMarginSystem.ts'
export { evaluateCurve } from './margin/engine/evaluateCurve.ts'
export { evaluateMargin } from './margin/engine/evaluateMargin.ts'
export { evaluateMargins } from './margin/engine/evaluateMargins.ts'
export { liquidationPrice } from './margin/engine/liquidationPrice.ts'
export type { Margin, MarginSide, Part, SideSums, Unknown } from './margin/engine/Margin.ts'
export { MarginInputError } from './margin/engine/MarginInputError.ts'
export type {
  AssetRisk,
  BalanceRule,
  Boundary,
  InstrumentRisk,
  MarginSystem,
  PriceChoice,
} from './margin/engine/MarginSystem.ts'
export type {
  Balance,
  BalanceForm,
  MarginUnit,
  MarginView,
  MarketState,
  Position,
  UnitMode,
} from './margin/engine/MarginUnit.ts'
export { mulDiv, type Rounding } from './margin/engine/mulDiv.ts'
export { type FigureChange, type Sensitivity, sensitivity } from './margin/engine/sensitivity.ts'
export { shockBuffer } from './margin/engine/shockBuffer.ts'
export { sumParts } from './margin/engine/sumParts.ts'
export { topUp } from './margin/engine/topUp.ts'
export { withdrawable } from './margin/engine/withdrawable.ts'
export { ewmaVariance, toDeviation } from './margin/ewmaVariance.ts'
export { aaveV3 } from './margin/presets/aaveV3.ts'
export { aaveV3AccountData } from './margin/presets/aaveV3AccountData.ts'
export { aaveV3CloseFactor, aaveV3MayLeave } from './margin/presets/aaveV3CloseFactor.ts'
export {
  aaveV3CompoundedInterest,
  aaveV3LinearInterest,
} from './margin/presets/aaveV3Interest.ts'
export {
  compoundV3,
  compoundV3QuoteCollateral,
  compoundV3Rate,
} from './margin/presets/compoundV3.ts'
export {
  deribitPm,
  deribitShortContingency,
  deribitVolatilityShock,
} from './margin/presets/deribitPm.ts'
export { derivePmrm } from './margin/presets/derivePmrm.ts'
export { deriveSrm } from './margin/presets/deriveSrm.ts'
export { drift } from './margin/presets/drift.ts'
export { driftHealth } from './margin/presets/driftHealth.ts'
export {
  driftAssetWeight,
  driftInitialAssetWeight,
  driftLiabilityWeight,
} from './margin/presets/driftWeights.ts'
export { dydxV4, dydxV4InitialFraction } from './margin/presets/dydxV4.ts'
export { eulerV2, eulerV2MaxLiquidation } from './margin/presets/eulerV2.ts'
export { gmxV2, gmxV2Unit } from './margin/presets/gmxV2.ts'
export {
  hyperliquid,
  hyperliquidStage,
  hyperliquidTransferable,
} from './margin/presets/hyperliquid.ts'
export { morphoBlue, morphoBlueIncentive } from './margin/presets/morphoBlue.ts'
export {
  orderly,
  orderlyIsolatedMargin,
  orderlyMaintenanceRate,
  orderlyMarginRatio,
  orderlyNeedsConversion,
  orderlyWithdrawable,
} from './margin/presets/orderly.ts'
export {
  perpV2,
  perpV2FreeCollateralByToken,
  perpV2IsCollateralLiquidatable,
  perpV2MaxRepaidSettlement,
} from './margin/presets/perpV2.ts'
export { span, spanScanRisk } from './margin/presets/span.ts'
export { synthetixV3, synthetixV3FillPrice } from './margin/presets/synthetixV3.ts'
export { defineBridge } from './protocols/defineBridge.ts'
export { defineFeed } from './protocols/defineFeed.ts'
export { defineMarket } from './protocols/defineMarket.ts'
export { defineVault } from './protocols/defineVault.ts'
