import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address } from '../../../facts/primitives.ts'
import { nativeToken } from '../nativeToken.ts'
import type { BridgeEvent } from './bridgeEvent.ts'

/** Whether the route has the token on this chain, and on the other where that is followed. */
export function isCarried(
  { token, remoteToken }: Pick<BridgeEvent, 'token' | 'remoteToken'>,
  route: BridgeRoute,
): boolean {
  const peers = route.peer === undefined ? undefined : route.peerTokens(route.peer)
  return route.tokens.has(token) && (peers === undefined || peers.has(remoteToken))
}

/** The first chain's bridge holds what crosses; on the second, which has the message passer, tokens are burnt and minted. */
export function carrierOf(token: Address, bridge: Address, route: BridgeRoute): Address {
  const isSecond = route.contractsOf('messagePasser').length > 0
  return isSecond && token !== nativeToken ? token : bridge
}
