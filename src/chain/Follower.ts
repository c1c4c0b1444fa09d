import type { ReadAnswer, ReadRequest, SourceSet } from '../facts/Decoder.ts'
import type { Address, BlockRef, ChainId, Hex } from '../facts/primitives.ts'
import type { BlocksEvent, ChainEvent } from './ChainEvent.ts'
import type { ChainStatus } from './ChainStatus.ts'

/** What the store remembers of a chain; the follower asks it when it looks for a common ancestor. */
export interface RecordedChain {
  /** Last recorded block of the chain, undefined before the first. */
  checkpoint(): Promise<BlockRef | undefined>
  /** Highest recorded canonical block with number < `number`. */
  below(number: bigint): Promise<BlockRef | undefined>
  /** Recorded finalized height. */
  finalized(): Promise<bigint | undefined>
}

export interface FollowerOptions {
  chainId: ChainId
  sources: readonly SourceSet[]
  /** Where to start when nothing is recorded: the lowest start block of the sources. */
  startBlock: bigint
  recorded: RecordedChain
  signal: AbortSignal
}

/**
 * Follows one chain. `events` is pulled: the next event is produced after the consumer took the last one (with a bounded
 * prefetch during backfill), so that a slow store slows the chain and memory stays flat. Endpoint failures never end it.
 */
export interface Follower {
  status(): ChainStatus
  events(): AsyncIterable<ChainEvent>
  /** Answers many reads, pinned by block hash (EIP-1898). A reverted call answers `data: undefined`; an unreachable chain rejects. */
  read(requests: readonly ReadRequest[]): Promise<readonly ReadAnswer[]>
  /** Range fetch for a source set that joins late: the same checks, split rules and order as backfill. */
  fetch(
    sources: readonly SourceSet[],
    fromBlock: bigint,
    toBlock: bigint,
  ): AsyncIterable<BlocksEvent>
  /** Number, hash and time of a canonical block; undefined above the head. */
  block(number: bigint): Promise<BlockRef | undefined>
  /** Bytecode at the latest block, '0x' where there is none. */
  code(address: Address, blockNumber?: bigint): Promise<Hex>
}
