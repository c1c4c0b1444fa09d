import type { BackingConfig } from '../../config/BackingConfig.ts'
import type { Decoder } from '../../facts/Decoder.ts'
import type { Address, ChainId } from '../../facts/primitives.ts'
import { factRank } from '../factRank.ts'
import { createBackingDecoder } from './backing.ts'
import { createFlowDecoder } from './flow.ts'

/** The decoders of one bridge, which say what moved over it. */
export interface BridgeLegs {
  bridge: string
  legs: readonly Decoder[]
}

/** What backs bridged tokens, and what bridges bring to the chains that hold nothing but what was sent to them. */
export function createBackingDecoders(
  backing: BackingConfig | undefined,
  bridges: readonly BridgeLegs[],
): readonly Decoder[] {
  if (backing === undefined) return []
  const places = backing.groups.flatMap(({ escrows, supplies }) => [...escrows, ...supplies])
  const chainIds = [...new Set(places.map(({ chainId }) => chainId))]
  const flows = bridges.flatMap(({ bridge, legs }) =>
    legs.map((decoder) => ({
      legs: decoder,
      tokens: flowTokens(backing, bridge, decoder.source.chainId),
    })),
  )
  return [
    ...chainIds.flatMap(
      (chainId) => createBackingDecoder({ chainId, backing, rank: factRank('custody', 1) }) ?? [],
    ),
    ...flows.filter(({ tokens }) => tokens.size > 0).map(createFlowDecoder),
  ]
}

/** Tokens that a bridge alone brings to a chain: where a group has an escrow too, what is sent away may come from there. */
function flowTokens(
  { groups }: BackingConfig,
  bridge: string,
  chainId: ChainId,
): ReadonlySet<Address> {
  const remote = groups.filter(
    ({ bridges, escrows }) =>
      bridges.includes(bridge) && !escrows.some((escrow) => escrow.chainId === chainId),
  )
  const supplies = remote.flatMap((group) => group.supplies)
  return new Set(supplies.filter((supply) => supply.chainId === chainId).map(({ token }) => token))
}
