import type { ParameterVersionResolvers } from '../generated/resolverTypes.ts'
import { toCollateralModel, toMarketsModel } from '../models/toSubjectsModel.ts'

export const ParameterVersion: ParameterVersionResolvers = {
  markets: toMarketsModel,
  collateral: toCollateralModel,
}
