import type { ChainEvent } from '../ChainEvent.ts'
import type { FollowerOptions } from '../Follower.ts'
import type { LogFetcher } from '../logs/createLogFetcher.ts'
import { detectFork } from './detectFork.ts'
import type { FollowContext } from './FollowContext.ts'
import type { FollowState } from './FollowState.ts'
import { fetchGroup } from './fetchGroup.ts'
import type { HeadStep } from './HeadStep.ts'
import { noteFinality } from './noteFinality.ts'
import { noteHead } from './noteHead.ts'
import { type HeadPoll, pollHead } from './pollHead.ts'
import { takeFork } from './takeFork.ts'

/** Looks after which an endpoint behind the followed block is accused: behind a load balancer one look says little. */
const looksToAccuse = 3

/** A lag that no load balancer explains: the endpoint is syncing, or it stopped. */
const laggingBlocks = 64n

/** What every step of one follower needs. */
export interface FollowParameters {
  state: FollowState
  options: FollowerOptions
  fetcher: LogFetcher
}

/**
 * Looks at the node once and takes one step: back over a reorg, else forward by at most one group of unfinalized blocks.
 * The state changes only when the whole step succeeded. Throws the classes of `rpcErrors.ts`.
 */
export async function followHead(
  context: FollowContext,
  parameters: FollowParameters,
): Promise<HeadStep> {
  const { state, options, fetcher } = parameters
  const { followed } = state
  const poll = await pollHead(context, {
    at: followed?.number,
    withTags: isTagsDue(context, state),
  })
  const verdict = await detectFork(context, { state, recorded: options.recorded, poll })
  if (verdict === 'forked' && followed !== undefined)
    return takeFork(context, { state, options, followed, poll })
  state.forkLooks = 0
  if (verdict === 'behind') return waitForHead(context, state, poll)
  state.behindLooks = 0
  noteHead(context, poll.head)
  const { events: finality, problem } = await noteFinality(context, {
    state,
    recorded: options.recorded,
    poll,
  })
  const events: ChainEvent[] = [...finality]
  const next = followed === undefined ? options.startBlock : followed.number + 1n
  const finalized = state.finality?.finalized
  if (finalized !== undefined && finalized >= next)
    return { events, backfillTo: finalized, hasMore: true, problem }
  context.status.phase = 'live'
  state.isHalted = false
  if (poll.head.number < next)
    return { events, hasMore: false, problem: problem ?? describeQuiet(context) }
  const group = await fetchGroup(context, { state, fetcher, head: poll.head, next })
  const hasMore = group.toBlock.number < poll.head.number
  return { events: [...events, group], hasMore, problem }
}

/** A lower head is no reorg (DESIGN §4): its endpoint is left out where there is another, and waited for where not. */
function waitForHead(context: FollowContext, state: FollowState, poll: HeadPoll): HeadStep {
  const { name } = context.config
  const { by, head } = poll
  state.behindLooks += 1
  const behind = (state.followed?.number ?? 0n) - head.number
  if (behind > laggingBlocks || state.behindLooks >= looksToAccuse) {
    const reason = `It names head ${head.number}, ${behind} blocks below the followed one.`
    context.client.transport.accuse(by, 'lagging', reason)
    state.behindLooks = 0
  }
  const problem = `${name} names head ${head.number}, below the followed block ${state.followed?.number}; waiting for it.`
  return { events: [], hasMore: false, problem }
}

/** A chain that stands still is said, whether or not it counts as stale: its own blocks stopped, not its endpoints. */
function describeQuiet({ env, config, status }: FollowContext): string | undefined {
  const { movedMs } = status.monotonic
  const quietMs = movedMs === undefined ? 0 : env.monotonic() - movedMs
  if (quietMs <= config.staleAfterSeconds * 1_000) return undefined
  const seconds = Math.floor(quietMs / 1_000)
  return `${config.name} has made no block for ${seconds} s, though its endpoints answer.`
}

/** One poll after the head has moved: tags follow the head, and an idle chain is not asked for them. */
function isTagsDue(context: FollowContext, state: FollowState): boolean {
  const { head } = context.status
  return state.tagsHead === undefined || head !== state.tagsHead
}
