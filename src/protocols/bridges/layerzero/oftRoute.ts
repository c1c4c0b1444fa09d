import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import { assert } from '../../../errors/assert.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import { fromWord, toWord } from '../../toWord.ts'

/** The token that an OFT carries: itself, or the one token of the route that is no OFT. */
export function tokenOf(oft: Address, route: BridgeRoute): Address | undefined {
  if (route.tokens.has(oft)) return oft
  const ofts = route.contractsOf('oft')
  const [held, other] = [...route.tokens.keys()].filter((token) => !ofts.includes(token))
  return other === undefined ? held : undefined
}

/** Why `tokenOf` has no answer. */
export function toNoToken(oft: Address): string {
  return `The config does not say which one token the adapter ${oft} holds.`
}

/** Whom a holder pays and is paid by: an adapter holds what is sent, an OFT burns and mints. */
export function carrierOf(oft: Address, token: Address, route: BridgeRoute): Address {
  return route.contractsOf('burnMintAdapter').includes(oft) ? token : oft
}

/** Units of a token in one unit of a message; undefined where the token has fewer decimals than messages. */
export function rateOf(token: Address, route: BridgeRoute, sharedDecimals: number) {
  const decimals = route.tokens.get(token)
  assert(decimals !== undefined, 'a token that an OFT of the route carries is of the route')
  return decimals < sharedDecimals ? undefined : 10n ** BigInt(decimals - sharedDecimals)
}

/** The OFT of this chain at the end of a packet; undefined where the packet is somebody else's. */
export function oftOf(word: Hex, route: BridgeRoute): Address | undefined {
  const address = fromWord(word)
  return address !== undefined && route.contractsOf('oft').includes(address) ? address : undefined
}

/** Whether the config has this contract as an OFT of that endpoint. A chain that is not followed may have any. */
export function isPeer(eid: number, peer: Hex, route: BridgeRoute): boolean {
  const ofts = route.peersOf(eid, 'oft')
  return ofts === undefined || ofts.some((oft) => toWord(oft) === peer)
}
