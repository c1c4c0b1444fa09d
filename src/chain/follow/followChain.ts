import { BaseError } from '../../errors/BaseError.ts'
import { createHeldBlocks } from '../blocks/createHeldBlocks.ts'
import type { Header } from '../blocks/Header.ts'
import type { ChainEvent, CoverageEvent } from '../ChainEvent.ts'
import { createCoverageAudit } from '../coverage/createCoverageAudit.ts'
import type { FollowerOptions, RecordedChain } from '../Follower.ts'
import type { LogFetcher } from '../logs/createLogFetcher.ts'
import { RpcAbortedError, RpcWrongChainError } from '../rpc/rpcErrors.ts'
import { backfillRanges } from './backfillRanges.ts'
import { noteProblem, throwIfAborted, untilAnswered } from './backOff.ts'
import { createEndWatch } from './createEndWatch.ts'
import { createHeadWatch, type HeadWatch } from './createHeadWatch.ts'
import type { FollowContext } from './FollowContext.ts'
import { advanceTo, type FollowState } from './FollowState.ts'
import { followAnnounced } from './followAnnounced.ts'
import { type FollowParameters, followHead } from './followHead.ts'
import type { HeadStep } from './HeadStep.ts'
import { noteFinality } from './noteFinality.ts'
import { noteAtHead, noteHead } from './noteHead.ts'
import { pollHead } from './pollHead.ts'
import { lookMsMin, toPollMs } from './pollPace.ts'
import { unseenDistance } from './screenTags.ts'

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
  const watch = createHeadWatch(context.env)
  const stopListening = context.client.transport.onHead((head) => watch.announce(head))
  try {
    yield* awaitRightChain(context)
    const state = await start(options)
    context.status.followed = state.followed?.number
    const parameters = { state, options, fetcher }
    const audit = createCoverageAudit(context, fetcher, state)
    let announced: Header | undefined
    for (;;) {
      const step = await takeStep(context, parameters, announced)
      context.status.problem = step.problem
      for (const event of step.events) {
        yield event
        throwIfAborted(context.signal)
      }
      noteAtHead(context, state, options.startBlock)
      if (step.backfillTo !== undefined)
        yield* backfill(context, { state, options, fetcher, toBlock: step.backfillTo })
      for (const event of audit.advance(state)) if (isOfOurChain(state, event)) yield event
      announced = step.hasMore ? undefined : await awaitNext(context, state, watch)
      throwIfAborted(context.signal)
    }
  } catch (error) {
    if (error instanceof RpcAbortedError && context.signal.aborted) return
    throw error
  } finally {
    stopListening()
  }
}

/** A re-reading that met another fork says nothing of what was handed on; what it read is read again after the reorg. */
function isOfOurChain(
  { followed, held, forkLooks }: FollowState,
  { late }: CoverageEvent,
): boolean {
  if (followed === undefined || forkLooks > 0) return false
  return late.blocks.every(
    ({ number, hash }) => number <= followed.number && (held.at(number)?.hash ?? hash) === hash,
  )
}

/** Follows what was announced; else, and again after a failure, looks at the chain. */
async function takeStep(
  context: FollowContext,
  parameters: FollowParameters,
  announced: Header | undefined,
): Promise<HeadStep> {
  let head = announced
  return untilAnswered(context, async () => {
    if (head !== undefined) {
      const child = head
      head = undefined
      return followAnnounced(context, parameters, child)
    }
    const step = await followHead(context, parameters)
    parameters.state.lookedAtMs = context.env.monotonic()
    return step
  })
}

/** Sleeps until the child of the followed block is announced, and returns it; else until the next look is due. */
async function awaitNext(
  context: FollowContext,
  state: FollowState,
  watch: HeadWatch,
): Promise<Header | undefined> {
  const { env, config, signal, status } = context
  for (;;) {
    const heard = watch.next(state)
    if (heard !== undefined && heard !== 'look') return heard
    const isAnnounced = heard !== 'look' && watch.keepsUp(status.head)
    const pollMs = heard === 'look' ? lookMsMin : toPollMs(config.blockTimeMs, isAnnounced)
    const restMs = pollMs - (env.monotonic() - state.lookedAtMs)
    if (restMs <= 0) return undefined
    if (heard === 'look') await env.sleep(restMs, signal)
    else await watch.wait(restMs, signal)
    throwIfAborted(signal)
    if (heard === 'look') return undefined
  }
}

/** Finality goes on from the recorded height, so that a lagging node cannot lower it over a restart. */
async function start({ recorded }: FollowerOptions): Promise<FollowState> {
  const finalized = await recorded.finalized()
  return {
    followed: await recorded.checkpoint(),
    held: createHeldBlocks(),
    finality: finalized === undefined ? undefined : { safe: finalized, finalized, source: 'depth' },
    tagDistance: unseenDistance,
    tagSeen: undefined,
    tagsHead: undefined,
    forkLooks: 0,
    behindLooks: 0,
    lookedAtMs: Number.NEGATIVE_INFINITY,
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
  const end = await createEndWatch(context, toBlock)
  let polledAtMs = context.env.monotonic()
  for await (const event of backfillRanges(context, fetcher, fromBlock, toBlock)) {
    if (event.toBlock.number === toBlock && (await end.hasMoved(event.toBlock.hash))) return
    advanceTo(state, event.toBlock)
    fetcher.book.noteBackfilled(event.toBlock.number)
    context.status.followed = event.toBlock.number
    yield event
    throwIfAborted(context.signal)
    if (context.env.monotonic() - polledAtMs < backfillPollMs) continue
    yield* refreshHead(context, state, options.recorded)
    polledAtMs = context.env.monotonic()
  }
}

/** Keeps head and finality fresh during a long backfill; a failed look waits for the next one. */
async function* refreshHead(
  context: FollowContext,
  state: FollowState,
  recorded: RecordedChain,
): AsyncGenerator<ChainEvent, void, undefined> {
  try {
    const poll = await pollHead(context, { at: undefined, withTags: true })
    noteHead(context, poll.head)
    const { events } = await noteFinality(context, { state, recorded, poll })
    yield* events
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    noteProblem(context, error)
  }
}
