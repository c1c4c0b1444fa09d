import type {
  ParameterVersion,
  SubjectParameters,
} from '../../margin/requirements/ParameterVersion.ts'

type Subjects = Pick<ParameterVersion, 'markets' | 'collateral'>

/** What markets require, in the words of the schema. */
export function toMarketsModel({ markets }: Subjects) {
  return [...markets].map(([marketId, own]) => ({ marketId, ...toFractions(own) }))
}

/** What assets weigh, in the words of the schema. */
export function toCollateralModel({ collateral }: Subjects) {
  return [...collateral].map(([assetId, own]) => ({ assetId, ...toFractions(own) }))
}

function toFractions({ initialBps, maintenanceBps, measurement }: SubjectParameters) {
  if (measurement === undefined) return { initialBps, maintenanceBps }
  const { measuredBps, bound, bars } = measurement
  const { priced: barsPriced, carried: barsCarried, silent: barsSilent } = bars
  const model = { measuredBps, bound, barsPriced, barsCarried, barsSilent }
  return { initialBps, maintenanceBps, measurement: model }
}
