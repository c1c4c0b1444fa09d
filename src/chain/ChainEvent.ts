import type { CoverageLevel } from '../facts/Coverage.ts'
import type { BlockHeader, BlockRef, ChainId } from '../facts/primitives.ts'
import type { RawLog } from '../facts/RawLog.ts'

/**
 * What a follower hands on, in order. Between two `reorg` events the ranges of `blocks` events abut: no gap, no overlap.
 */
export type ChainEvent = BlocksEvent | ReorgEvent | FinalityEvent | CoverageEvent | HaltEvent

/** A contiguous range [fromBlock, toBlock.number] and every log of the source sets in it, in chain order. */
export interface BlocksEvent {
  type: 'blocks'
  chainId: ChainId
  phase: 'backfill' | 'live'
  fromBlock: bigint
  toBlock: BlockHeader
  /** Each block that carries a log, and `toBlock`; live, every block of the range. Ascending. */
  blocks: readonly BlockRef[]
  logs: readonly RawLog[]
  /** How far the range was held against other evidence before it was handed on. */
  coverage: CoverageLevel
}

/**
 * A range that was handed on before was read again and held against other evidence: its coverage is at least `level`.
 * `late` holds all wanted logs of the blocks in which some had been missing, empty when none were: late knowledge.
 */
export interface CoverageEvent {
  type: 'coverage'
  chainId: ChainId
  fromBlock: bigint
  toBlock: bigint
  level: CoverageLevel
  late: { blocks: readonly BlockRef[]; logs: readonly RawLog[] }
}

/** Blocks above `ancestor` left the canonical chain. `ancestor` is the highest recorded block that is still canonical. */
export interface ReorgEvent {
  type: 'reorg'
  chainId: ChainId
  ancestor: BlockRef
  /** The recorded block that was found orphaned, lowest known. */
  orphaned: BlockRef
  belowFinalized: boolean
  /** A second witness has the other blocks too. Ordinary forks are taken without asking for one. */
  isConfirmed: boolean
}

/** Safe and finalized heights; both only rise, but after a repaired violation. */
export interface FinalityEvent {
  type: 'finality'
  chainId: ChainId
  safe: bigint
  finalized: bigint
  source: 'tag' | 'depth'
}

/** The chain stopped being followed until somebody acts; the process lives. */
export interface HaltEvent {
  type: 'halt'
  chainId: ChainId
  code: 'FINALITY_VIOLATED' | 'WRONG_CHAIN'
  text: string
}
