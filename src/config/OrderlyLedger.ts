import type { Address, ChainId, Hash } from '../facts/primitives.ts'

/** The ledger of Orderly, which books what accounts have in the vaults of all chains, and their positions. */
export interface OrderlyLedger {
  type: 'orderly'
  chainId: ChainId
  address: Address
  startBlock: bigint
  /** What stands for tokens on its chain: made of their symbols' hashes, so that no contract is there. */
  tokens: readonly Address[]
  /** Names of its markets by the hash that it logs. */
  symbols: ReadonlyMap<Hash, string>
  /** Ids of Orderly's own accounts, whose fees no log says: they are not booked. */
  house: readonly Hash[]
}
