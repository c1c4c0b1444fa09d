import type { NextParametersResolvers } from '../generated/resolverTypes.ts'
import { toCollateralModel, toMarketsModel } from '../models/toSubjectsModel.ts'

export const NextParameters: NextParametersResolvers = {
  markets: toMarketsModel,
  collateral: toCollateralModel,
}
