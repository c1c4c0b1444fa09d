import { BaseError } from '../../errors/BaseError.ts'
import { createHeldBlocks } from '../blocks/createHeldBlocks.ts'
import type { ChainEvent } from '../ChainEvent.ts'
import type { FollowerOptions } from '../Follower.ts'
import type { LogFetcher } from '../logs/createLogFetcher.ts'
import { RpcAbortedError, RpcWrongChainError } from '../rpc/rpcErrors.ts'
import { backfillRanges } from './backfillRanges.ts'
import { noteProblem, throwIfAborted, untilAnswered } from './backOff.ts'
import type { FollowContext } from './FollowContext.ts'
import { advanceTo, type FollowState } from './FollowState.ts'
import { followHead, noteFinality, noteHead } from './followHead.ts'
import { pollHead } from './pollHead.ts'

const pollMsMin = 100
const pollMsMax = 2_000

/** Time between two looks at the head while a backfill is under way. */
const backfillPollMs = 5_000

/** Time after which a halted chain's endpoints are asked again whether they serve the right chain. */
const recheckMs = 30_000

/**
 * Follows one chain from its checkpoint: finalized blocks by backfill, the rest block by block. Endpoint failures are
 * waited out; it ends when the signal aborts and throws only bugs.
 */
export async function* followChain(
  context: FollowContext,
  options: FollowerOptions,
  fetcher: LogFetcher,
): AsyncGenerator<ChainEvent, void, undefined> {
  try {
    yield* awaitRightChain(context)
    const state = await start(options)
    context.status.followed = state.followed?.number
    for (;;) {
      const step = await untilAnswered(context, () =>
        followHead(context, { state, options, fetcher }),
      )
      context.status.problem = step.problem
      for (const event of step.events) {
        yield event
        throwIfAborted(context.signal)
      }
      if (step.backfillTo !== undefined)
        yield* backfill(context, { state, options, fetcher, toBlock: step.backfillTo })
      if (!step.hasMore) await context.env.sleep(toPollMs(context), context.signal)
      throwIfAborted(context.signal)
    }
  } catch (error) {
    if (error instanceof RpcAbortedError && context.signal.aborted) return
    throw error
  }
}

/** Finality goes on from the recorded height, so that a lagging node cannot lower it over a restart. */
async function start({ recorded }: FollowerOptions): Promise<FollowState> {
  const finalized = await recorded.finalized()
  return {
    followed: await recorded.checkpoint(),
    held: createHeldBlocks(),
    finality: finalized === undefined ? undefined : { safe: finalized, finalized, source: 'depth' },
    tagsHead: undefined,
    deepForkPolls: 0,
    behindPolls: 0,
    isHalted: false,
  }
}

/** Says once that the chain is wrong and goes on asking; nothing is indexed before the right chain answers. */
async function* awaitRightChain(
  context: FollowContext,
): AsyncGenerator<ChainEvent, void, undefined> {
  const { client, config, env, signal, status } = context
  for (let isFirst = true; ; isFirst = false) {
    const wrong = await untilAnswered(context, async () => {
      try {
        await client.request({ method: 'eth_chainId' }, { signal })
      } catch (error) {
        if (error instanceof RpcWrongChainError) return error
        throw error
      }
    })
    if (wrong === undefined) return
    status.phase = 'halted'
    status.problem = wrong.shortMessage
    if (isFirst)
      yield { type: 'halt', chainId: config.id, code: 'WRONG_CHAIN', text: wrong.shortMessage }
    await env.sleep(recheckMs, signal)
    throwIfAborted(signal)
  }
}

async function* backfill(
  context: FollowContext,
  parameters: {
    state: FollowState
    options: FollowerOptions
    fetcher: LogFetcher
    toBlock: bigint
  },
): AsyncGenerator<ChainEvent, void, undefined> {
  const { state, options, fetcher, toBlock } = parameters
  const { followed } = state
  const fromBlock = followed === undefined ? options.startBlock : followed.number + 1n
  context.status.phase = 'backfill'
  let polledAtMs = context.env.monotonic()
  for await (const event of backfillRanges(context, fetcher, fromBlock, toBlock)) {
    advanceTo(state, event.toBlock)
    context.status.followed = event.toBlock.number
    yield event
    throwIfAborted(context.signal)
    if (context.env.monotonic() - polledAtMs < backfillPollMs) continue
    yield* refreshHead(context, state)
    polledAtMs = context.env.monotonic()
  }
}

/** Keeps head and finality fresh during a long backfill; a failed look waits for the next one. */
async function* refreshHead(
  context: FollowContext,
  state: FollowState,
): AsyncGenerator<ChainEvent, void, undefined> {
  try {
    const poll = await pollHead(context, { at: undefined, withTags: true })
    noteHead(context, poll.head)
    yield* noteFinality(context, state, poll)
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    noteProblem(context, error)
  }
}

/** Four times per block: a new block is seen at most a quarter of a block time after it appears, on average an eighth. */
function toPollMs(context: FollowContext): number {
  return Math.min(Math.max(context.config.blockTimeMs / 4, pollMsMin), pollMsMax)
}
