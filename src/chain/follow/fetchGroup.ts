import { fetchLinkedHeaders } from '../blocks/fetchHeaders.ts'
import type { Header } from '../blocks/Header.ts'
import type { BlocksEvent } from '../ChainEvent.ts'
import type { LogFetcher } from '../logs/createLogFetcher.ts'
import { fetchBlockLogs } from '../logs/fetchBlockLogs.ts'
import { RpcContentError } from '../rpc/rpcErrors.ts'
import { toBlockHeader } from './backfillRanges.ts'
import type { FollowContext } from './FollowContext.ts'
import { advanceTo, type FollowState } from './FollowState.ts'
import { fetchBacklogLogs } from './fetchBacklogLogs.ts'

/** Unfinalized blocks handed on as one range; bounds the headers and answers held at once. */
const liveGroupMax = 100n

/** The same for blocks well below the head, whose logs one range brings; fewer than what providers take at the least. */
const backlogGroupMax = 500n

/** Blocks this far below the head are had by every endpoint that is fit to be asked, so that ranges may be believed. */
const backlogDistance = 64n

interface GroupParameters {
  state: FollowState
  fetcher: LogFetcher
  /** The head of the chain, already fetched or announced. */
  head: Header
  /** First block of the group. */
  next: bigint
}

/**
 * Fetches the next unfinalized blocks up to `head`, linked to the followed one and to each other, with their logs, and
 * moves the state past them. Throws the classes of `rpcErrors.ts`, and then the state is as it was.
 */
export async function fetchGroup(
  context: FollowContext,
  parameters: GroupParameters,
): Promise<BlocksEvent> {
  const { state, fetcher, head, next } = parameters
  const isBacklog = head.number - next >= backlogDistance + liveGroupMax
  const to = isBacklog
    ? least(next + backlogGroupMax - 1n, head.number - backlogDistance)
    : least(next + liveGroupMax - 1n, head.number)
  const headers = isChild(state, head, next) ? [head] : await fetchLinkedHeaders(context, next, to)
  const toBlock = headers.at(-1)
  if (toBlock === undefined || !isLinked(state, headers, next))
    // The chain changed between the two looks, or two nodes disagree: the next look decides.
    throw new RpcContentError({
      chain: context.config.name,
      method: 'eth_getBlockByNumber',
      detail: `a block ${next} that does not follow the last one`,
    })
  const fetchLogs = isBacklog ? fetchBacklogLogs : fetchBlockLogs
  const { logs, level, by } = await fetchLogs(context, fetcher, headers)
  for (const header of headers) advanceTo(state, header)
  context.status.followed = toBlock.number
  fetcher.book.noteLive({ fromBlock: next, toBlock: toBlock.number, by, level, logs })
  return {
    type: 'blocks',
    chainId: context.config.id,
    phase: 'live',
    fromBlock: next,
    toBlock: toBlockHeader(toBlock),
    blocks: headers.map(({ number, hash, timestamp }) => ({ number, hash, timestamp })),
    logs,
    coverage: level,
  }
}

/** Numbers between the two that have no block are proven empty by the link (rpc-faults F054). */
function isChild({ followed }: FollowState, head: Header, next: bigint): boolean {
  return followed === undefined ? head.number === next : head.parentHash === followed.hash
}

function isLinked({ followed }: FollowState, headers: readonly Header[], next: bigint): boolean {
  const [first] = headers
  if (followed === undefined) return first?.number === next
  return first?.parentHash === followed.hash
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
