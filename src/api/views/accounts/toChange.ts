import type { RiskConfig } from '../../../config/Project.ts'
import type { Change } from '../../../margin/answers/Change.ts'
import { MarginInputError } from '../../../margin/engine/MarginInputError.ts'
import type { ReadContext } from '../ReadContext.ts'
import type { ChangeRequest } from './ChangeRequest.ts'

/** Resolves the names of a change. Throws `MarginInputError` for a bridge, asset or market that is not configured. */
export function toChange(request: ChangeRequest, risk: RiskConfig, context: ReadContext): Change {
  switch (request.type) {
    case 'deposit':
    case 'withdraw':
    case 'priceShock':
    case 'neverArrives':
      return request
    case 'bridge': {
      const { bridge, ...place } = request
      if (!context.project.bridges.some(({ id }) => id === bridge)) {
        throw new MarginInputError(`No bridge ${bridge} is configured.`)
      }
      const { p99Seconds, stuckAfterSeconds, haircutBps } = context.topology.policy(bridge)
      return { ...place, route: { bridge, p99Seconds, stuckAfterSeconds, haircutBps } }
    }
    case 'parameters':
      return { type: 'parameters', risk: withParameters(risk, request, context) }
  }
}

function withParameters(
  risk: RiskConfig,
  request: Extract<ChangeRequest, { type: 'parameters' }>,
  { project }: ReadContext,
): RiskConfig {
  const collateral = new Map(risk.collateral)
  for (const { assetId, initialBps, maintenanceBps } of request.collateral) {
    if (!project.assets.some(({ id }) => id === assetId)) {
      throw new MarginInputError(`No asset ${assetId} is configured.`)
    }
    collateral.set(assetId, { initialBps, maintenanceBps })
  }
  const markets = new Map(risk.markets)
  for (const { marketId, initialBps, maintenanceBps } of request.markets) {
    const market = markets.get(marketId)
    if (market === undefined) throw new MarginInputError(`The venue has no market ${marketId}.`)
    markets.set(marketId, { ...market, initialBps, maintenanceBps })
  }
  return { ...risk, collateral, markets }
}
