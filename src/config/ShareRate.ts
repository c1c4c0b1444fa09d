import type { Address, ChainId } from '../facts/primitives.ts'

/** An ERC-4626 share that a venue holds while no venue follows its vault: its rate alone is read. */
export interface ShareRate {
  chainId: ChainId
  /** The vault, which is its own share token. */
  token: Address
  decimals: number
  /** First block in which a venue may hold it. */
  startBlock: bigint
}
