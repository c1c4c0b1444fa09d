import type { Address, ChainId } from '../facts/primitives.ts'

/** What is held against what: escrowed tokens of a group against those that bridges issue for them (rule A2). */
export interface BackingConfig {
  /** How often the tokens themselves are asked, seconds of chain time; undefined where they never are. */
  readsEverySeconds: bigint | undefined
  groups: readonly BackingGroup[]
  /** Multicall3 of the chains that have one. */
  multicalls: ReadonlyMap<ChainId, Address>
}

/** One asset group. Amounts of it are given in units of `decimals`, the most that one of its tokens has. */
export interface BackingGroup {
  group: string
  decimals: number
  /** Bridges that lock, mint and burn for it; what they carry is in flight. */
  bridges: readonly string[]
  escrows: readonly BackingEscrow[]
  supplies: readonly BackingSupply[]
  offsets: readonly BackingOffset[]
  limits: readonly BackingLimit[]
}

/** A token of an asset group on one chain. */
export interface BackingToken {
  chainId: ChainId
  token: Address
  decimals: number
}

/** An address at which a bridge or a lockbox keeps what it was given. */
export interface BackingEscrow extends BackingToken {
  address: Address
  startBlock: bigint
  /** What it held before `startBlock`, in the token's smallest unit. */
  opening: bigint
}

/** A token that bridges mint and burn. */
export interface BackingSupply extends BackingToken {
  startBlock: bigint
  /** What had been issued before `startBlock`, in the token's smallest unit. */
  opening: bigint
}

/** A difference that somebody has looked into and signed off, from a block on. */
export interface BackingOffset extends BackingToken {
  block: bigint
  /** Supply that nothing needs to back, in the token's smallest unit; negative where an escrow holds what backs nothing. */
  amount: bigint
  /** One sentence: why it is right. */
  reason: string
}

/** What an xERC20 lets a bridge mint and burn. */
export interface BackingLimit extends BackingToken {
  bridge: Address
}
