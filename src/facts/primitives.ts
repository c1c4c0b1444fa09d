/** EIP-155 chain id, a number as in viem. */
export type ChainId = number

/** 0x-prefixed lower-case hex. */
export type Hex = `0x${string}`

/** 20 bytes, lower-case. */
export type Address = Hex

/** 32 bytes, lower-case. */
export type Hash = Hex

/** A margin unit inside an account. Value whose unit nobody named is `unassigned` and weighs nothing. */
export type UnitId = 'cross' | 'unassigned' | `isolated:${string}`

/** A block as the ledger knows it: what it is, where, and when (seconds). */
export interface BlockRef {
  number: bigint
  hash: Hash
  timestamp: bigint
}

/** A block header with its parent link. */
export interface BlockHeader extends BlockRef {
  parentHash: Hash
}

export const zeroAddress: Address = '0x0000000000000000000000000000000000000000'

/** Stands where a leg does not say which chain its other side is on. No chain has this id. */
export const unknownChain: ChainId = 0
