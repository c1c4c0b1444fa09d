import type { UnitId } from '../../facts/primitives.ts'
import { ApiError } from '../errors/ApiError.ts'
import type { MarginChange, MarginMovement } from '../generated/resolverTypes.ts'
import type { ChangeRequest } from '../views/accounts/ChangeRequest.ts'

/** A change as it was asked for. Throws `ApiError` BAD_CHANGE unless it is exactly one, in a unit that can be. */
export function toChangeRequest(change: MarginChange): ChangeRequest {
  const { deposit, withdraw, bridge, priceShock, neverArrives, parameters } = change
  const given = Object.values(change).filter((field) => field != null)
  if (given.length !== 1) {
    throw badChange(`A change is exactly one field, not ${given.length}.`)
  }
  if (deposit != null) return { type: 'deposit', ...toPlace(deposit) }
  if (withdraw != null) return { type: 'withdraw', ...toPlace(withdraw) }
  if (bridge != null) return { type: 'bridge', bridge: bridge.bridge, ...toPlace(bridge) }
  if (priceShock != null) {
    return { type: 'priceShock', assetId: priceShock.assetId ?? undefined, bps: priceShock.bps }
  }
  if (neverArrives != null) return { type: 'neverArrives', transferKey: neverArrives }
  const { collateral = [], markets = [] } = parameters ?? {}
  return { type: 'parameters', collateral, markets }
}

function toPlace({ unit = 'cross', assetId, chainId, amount }: MarginMovement) {
  return { unit: toUnitId(unit), assetId, chainId, amount }
}

function toUnitId(text: string): UnitId {
  if (text === 'cross' || text === 'unassigned') return text
  const [kind, ...market] = text.split(':')
  if (kind !== 'isolated' || market.join(':') === '') {
    throw badChange(`\`unit\` is cross, unassigned or isolated:<market>, not ${text}.`)
  }
  return `isolated:${market.join(':')}`
}

function badChange(text: string): ApiError {
  return new ApiError({ code: 'BAD_CHANGE', text })
}
