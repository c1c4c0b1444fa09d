import type { LegParameters } from '../../config/BridgeRoute.ts'
import type { LegFact } from '../../facts/BridgeFacts.ts'
import { type Address, unknownChain } from '../../facts/primitives.ts'

/** A leg of the configured bridge `bridge` with what a protocol may leave out. */
export function toLegFact(
  bridge: string,
  leg: LegParameters & { carrierContract: Address },
): LegFact {
  const { step, key, alias, payloadHash = key, asset, amount, carried, deadline } = leg
  const {
    carrierContract,
    sender,
    recipient,
    origin = unknownChain,
    destination = unknownChain,
  } = leg
  return {
    kind: 'leg',
    step,
    bridge,
    key,
    ...(alias === undefined || alias === key ? {} : { alias }),
    payloadHash,
    asset,
    amount,
    ...(carried === undefined || carried === amount ? {} : { carried }),
    ...(deadline === undefined ? {} : { deadline }),
    carrierContract,
    sender,
    recipient,
    origin,
    destination,
  }
}
