import type { Binding } from '../facts/Leg.ts'
import type { Address, ChainId } from '../facts/primitives.ts'

/** What the books show at the cut; group units have 36 decimals, so that assets of one group compare exactly. */
export interface ShownBooks {
  /** Sum of holdings of the group on the chain: of one account, or of the whole venue when undefined. */
  shown(venue: string, account: Address | undefined, chainId: ChainId, group: string): bigint
  /** Lowest holding since a block, in the asset's own units. */
  lowestSince(binding: Binding, chainId: ChainId, fromBlock: bigint): bigint
}
