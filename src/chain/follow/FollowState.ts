import type { BlockHeader, BlockRef } from '../../facts/primitives.ts'
import type { HeldBlocks } from '../blocks/createHeldBlocks.ts'
import type { Finality } from './advanceFinality.ts'

/** Where a follower is. Written by its one loop only. */
export interface FollowState {
  /** Last block handed on, or the checkpoint; undefined before the first. */
  followed: BlockRef | undefined
  held: HeldBlocks
  finality: Finality | undefined
  /** Head at which the finality tags were last asked for. */
  tagsHead: bigint | undefined
  /** Consecutive polls that saw a fork below the finalized height. */
  deepForkPolls: number
  /** Consecutive polls that named a head below the followed block. */
  behindPolls: number
  isHalted: boolean
}

/** Moves the state past `block`, which is handed on now. */
export function advanceTo(state: FollowState, block: BlockRef | BlockHeader): void {
  state.followed = { number: block.number, hash: block.hash, timestamp: block.timestamp }
  state.held.push(block)
}
