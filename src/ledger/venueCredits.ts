import type { Leg } from '../facts/Leg.ts'
import { unknownChain } from '../facts/primitives.ts'
import type { Topology } from './createTopology.ts'
import type { OpenBalance, OpenLeg } from './openClaims.ts'
import { toBinding } from './toBinding.ts'

/** Credits by which a venue settles what landed in an earlier transaction, or came by a message of its own. */
export function venueCredits(
  balances: readonly OpenBalance[],
  legs: readonly OpenLeg[],
  timestamp: bigint,
  topology: Topology,
): Leg[] {
  return balances.flatMap(({ fact, isOut, left }) => {
    const { names, contract } = fact.body
    if (names === undefined || isOut || left === 0n) return []
    const carrier = legs.find((leg) => leg.fact.body.key === names.key)?.fact.body
    const asset = fact.body.moved?.asset ?? fact.body.asset
    return [
      {
        at: fact.at,
        timestamp,
        canonical: true,
        via: 'venue' as const,
        step: 'credited' as const,
        bridge: carrier?.bridge ?? topology.bridgeOfToken(fact.at.chainId, asset) ?? '',
        key: names.key,
        payloadHash: names.key,
        asset,
        amount: left,
        sender: undefined,
        recipient: contract,
        origin: carrier?.origin ?? unknownChain,
        destination: fact.at.chainId,
        bindings: [toBinding(fact.body, left)],
        unbound: undefined,
      },
    ]
  })
}
