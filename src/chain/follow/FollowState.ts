import type { BlockHeader, BlockRef, Hash } from '../../facts/primitives.ts'
import type { HeldBlocks } from '../blocks/createHeldBlocks.ts'
import type { Finality } from './advanceFinality.ts'
import type { TagDistance } from './screenTags.ts'

/** Where a follower is. Written by its one loop only. */
export interface FollowState {
  /** Last block handed on, or the checkpoint; undefined before the first. */
  followed: BlockRef | undefined
  held: HeldBlocks
  finality: Finality | undefined
  /** What was seen of the distance between the finalized tag and the head. */
  tagDistance: TagDistance
  /** Hash of the last finalized tag that was found to be on our chain. */
  tagSeen: Hash | undefined
  /** Head at which the finality tags were last asked for. */
  tagsHead: bigint | undefined
  /** Consecutive looks that saw a fork. */
  forkLooks: number
  /** Consecutive looks that named a head below the followed block. */
  behindLooks: number
  /** Monotonic ms of the last look at the chain. */
  lookedAtMs: number
  isHalted: boolean
}

/** Moves the state past `block`, which is handed on now. */
export function advanceTo(state: FollowState, block: BlockRef | BlockHeader): void {
  state.followed = { number: block.number, hash: block.hash, timestamp: block.timestamp }
  state.held.push(block)
}
