import type { BlockRef } from '../../facts/primitives.ts'
import { fetchHeader } from '../blocks/fetchHeaders.ts'
import type { FollowerOptions } from '../Follower.ts'
import type { FollowContext } from './FollowContext.ts'
import type { FollowState } from './FollowState.ts'
import { type Fork, findAncestor } from './findAncestor.ts'
import type { HeadStep } from './HeadStep.ts'

/** Polls, each preferring the next endpoint, that must agree before a fork below the finalized height is believed. */
const deepForkPollsMin = 3

/**
 * Looks for the common ancestor after a fork was seen and moves the state back to it. Returns the reorg; nothing while a
 * fork below the finalized height is still to be confirmed; a halt when even the genesis block differs.
 */
export async function takeFork(
  context: FollowContext,
  parameters: { state: FollowState; options: FollowerOptions; followed: BlockRef },
): Promise<HeadStep> {
  const { state, options, followed } = parameters
  const { held } = state
  const { recorded } = options
  const fork = await findAncestor(context, { held, recorded, orphaned: followed })
  const ancestor = fork.ancestor ?? (await fetchAnchor(context, options.startBlock))
  const finalized = largest(await recorded.finalized(), state.finality?.finalized)
  const belowFinalized =
    ancestor === undefined || (finalized !== undefined && ancestor.number < finalized)
  if (belowFinalized) {
    state.deepForkPolls += 1
    if (state.deepForkPolls < deepForkPollsMin) return askAgain(context, state, fork)
  }
  if (ancestor === undefined) return halt(context, state)
  state.deepForkPolls = 0
  state.followed = ancestor
  held.truncate(ancestor.number)
  context.status.followed = ancestor.number
  context.status.head = undefined
  // What was declared final is no longer true; the next poll declares anew from the chain as it is.
  if (belowFinalized) state.finality = undefined
  state.tagsHead = undefined
  const { chainId } = options
  const { orphaned } = fork
  return {
    events: [{ type: 'reorg', chainId, ancestor, orphaned, belowFinalized }],
    hasMore: true,
  }
}

/** The block before the first one followed, where nothing recorded is canonical; none before genesis. */
async function fetchAnchor(
  context: FollowContext,
  startBlock: bigint,
): Promise<BlockRef | undefined> {
  if (startBlock === 0n) return undefined
  const { number, hash, timestamp } = await fetchHeader(context, startBlock - 1n, 'head')
  return { number, hash, timestamp }
}

/** Another endpoint is asked where there is one: one bad node must not undo what was final (rpc-faults F032). */
function askAgain(context: FollowContext, state: FollowState, fork: Fork): HeadStep {
  context.client.transport.rotate()
  const { name } = context.config
  const problem = `${name} shows another block ${fork.orphaned.number} than the finalized one; asking again (${state.deepForkPolls} of ${deepForkPollsMin}).`
  return { events: [], hasMore: false, problem }
}

/** Said once; the loop goes on polling, so that a repaired endpoint is noticed. */
function halt(context: FollowContext, state: FollowState): HeadStep {
  const problem = `${context.config.name} shows another genesis block than the recorded one.`
  const wasHalted = state.isHalted
  state.isHalted = true
  context.status.phase = 'halted'
  const chainId = context.config.id
  return {
    events: wasHalted ? [] : [{ type: 'halt', chainId, code: 'WRONG_CHAIN', text: problem }],
    hasMore: false,
    problem,
  }
}

function largest(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return a > b ? a : b
}
