import { fetchLinkedHeaders } from '../blocks/fetchHeaders.ts'
import type { Header } from '../blocks/Header.ts'
import type { BlocksEvent, ChainEvent, FinalityEvent } from '../ChainEvent.ts'
import type { FollowerOptions } from '../Follower.ts'
import type { LogFetcher } from '../logs/createLogFetcher.ts'
import { fetchBlockLogs } from '../logs/fetchBlockLogs.ts'
import { RpcContentError } from '../rpc/rpcErrors.ts'
import { advanceFinality } from './advanceFinality.ts'
import { toBlockHeader } from './backfillRanges.ts'
import { detectFork } from './detectFork.ts'
import type { FollowContext } from './FollowContext.ts'
import { advanceTo, type FollowState } from './FollowState.ts'
import type { HeadStep } from './HeadStep.ts'
import { type HeadPoll, pollHead } from './pollHead.ts'
import { takeFork } from './takeFork.ts'

/** Unfinalized blocks handed on as one range; bounds the headers and answers held at once. */
const liveGroupMax = 100n

/** Polls after which a node behind the followed block is taken for a lagging one. */
const behindPollsPerRotation = 5

/**
 * Looks at the node once and takes one step: back over a reorg, else forward by at most one group of unfinalized blocks.
 * The state changes only when the whole step succeeded. Throws the classes of `rpcErrors.ts`.
 */
export async function followHead(
  context: FollowContext,
  parameters: { state: FollowState; options: FollowerOptions; fetcher: LogFetcher },
): Promise<HeadStep> {
  const { state, options } = parameters
  const { followed } = state
  const poll = await pollHead(context, {
    at: followed?.number,
    withTags: isTagsDue(context, state),
  })
  const verdict = await detectFork(context, { state, recorded: options.recorded, poll })
  if (verdict === 'forked' && followed !== undefined)
    return takeFork(context, { state, options, followed })
  state.deepForkPolls = 0
  if (verdict === 'behind') return waitForHead(context, state, poll)
  state.behindPolls = 0
  noteHead(context, poll.head)
  const events: ChainEvent[] = noteFinality(context, state, poll)
  const next = followed === undefined ? options.startBlock : followed.number + 1n
  const finalized = state.finality?.finalized
  if (finalized !== undefined && finalized >= next)
    return { events, backfillTo: finalized, hasMore: true }
  context.status.phase = 'live'
  state.isHalted = false
  if (poll.head.number < next) return { events, hasMore: false }
  const group = await fetchGroup(context, { ...parameters, poll, next })
  return { events: [...events, group], hasMore: group.toBlock.number < poll.head.number }
}

/** Every endpoint may lag; another one is preferred after a few polls. */
function waitForHead(context: FollowContext, state: FollowState, poll: HeadPoll): HeadStep {
  state.behindPolls += 1
  if (state.behindPolls % behindPollsPerRotation === 0) context.client.transport.rotate()
  const { name } = context.config
  const problem = `${name} names head ${poll.head.number}, below the followed block ${state.followed?.number}; waiting for it.`
  return { events: [], hasMore: false, problem }
}

/** One poll after the head has moved: tags follow the head, and an idle chain is not asked for them. */
function isTagsDue(context: FollowContext, state: FollowState): boolean {
  const { head } = context.status
  return state.tagsHead === undefined || head !== state.tagsHead
}

/** A lower head than known, though above the followed block, comes from a node that lags: it confirms nothing. */
export function noteHead(context: FollowContext, head: Header): void {
  const { status } = context
  if (status.head !== undefined && head.number < status.head) return
  status.head = head.number
  status.headTimestamp = head.timestamp
  status.headConfirmedAtMs = context.env.now()
}

/** Raises the finality; one event when it changed. */
export function noteFinality(
  context: FollowContext,
  state: FollowState,
  poll: HeadPoll,
): FinalityEvent[] {
  if (poll.tags === undefined) return []
  const isFirst = state.tagsHead === undefined
  state.tagsHead = poll.head.number
  const before = state.finality
  const next = advanceFinality(context.config.finality, poll.head.number, poll.tags, before)
  state.finality = next
  const { safe, finalized, source } = next
  context.status.safe = safe
  context.status.finalized = finalized
  context.status.finalitySource = source
  const isSame = before?.safe === safe && before.finalized === finalized && before.source === source
  if (isSame && !isFirst) return []
  return [{ type: 'finality', chainId: context.config.id, safe, finalized, source }]
}

async function fetchGroup(
  context: FollowContext,
  parameters: { state: FollowState; fetcher: LogFetcher; poll: HeadPoll; next: bigint },
): Promise<BlocksEvent> {
  const { state, fetcher, poll, next } = parameters
  const last = next + liveGroupMax - 1n
  const to = last < poll.head.number ? last : poll.head.number
  const headers =
    next === poll.head.number ? [poll.head] : await fetchLinkedHeaders(context, next, to)
  const toBlock = headers.at(-1)
  if (toBlock === undefined || !isLinked(state, headers))
    // The chain changed between the two looks, or two nodes disagree: the next look decides.
    throw new RpcContentError({
      chain: context.config.name,
      method: 'eth_getBlockByNumber',
      detail: `a block ${next} that does not follow the last one`,
    })
  const logs = await fetchBlockLogs(context, fetcher, headers)
  for (const header of headers) advanceTo(state, header)
  context.status.followed = toBlock.number
  return {
    type: 'blocks',
    chainId: context.config.id,
    phase: 'live',
    fromBlock: next,
    toBlock: toBlockHeader(toBlock),
    blocks: headers.map(({ number, hash, timestamp }) => ({ number, hash, timestamp })),
    logs,
    coverage: 'unverified',
  }
}

function isLinked(state: FollowState, headers: readonly Header[]): boolean {
  return state.followed === undefined || headers[0]?.parentHash === state.followed.hash
}
