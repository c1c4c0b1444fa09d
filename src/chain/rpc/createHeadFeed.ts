import type { EndpointConfig } from '../../config/ChainConfig.ts'
import { BaseError } from '../../errors/BaseError.ts'
import { type Header, readHeader } from '../blocks/Header.ts'
import type { Channel } from './Channel.ts'
import { createCheckedChannel } from './createEndpoint.ts'
import type { Member } from './Member.ts'
import { findBestHead, noteHead } from './noteHead.ts'
import { noteAlive, noteFailure } from './noteOutcome.ts'
import { isBarred } from './orderMembers.ts'
import type { PoolState } from './PoolState.ts'
import { parseQuantity } from './parseHex.ts'
import { RpcProtocolError, RpcSilentError } from './rpcErrors.ts'

/** A head as a WebSocket endpoint announced it. */
export interface AnnouncedHead extends Header {
  label: string
}

/** New heads over the WebSocket endpoints of a chain. */
export interface HeadFeed {
  /** Connects with the first listener; the returned function takes it off, and disconnects with the last. */
  listen(listener: (head: AnnouncedHead) => void): () => void
  close(): void
}

/** Silence that is looked into: three blocks, but neither a hiccup of a fast chain nor minutes of a slow one. */
const silentBlocks = 3
const silentMsMin = 3_000
const silentMsMax = 60_000

/** Deadline of the handshake and of the small requests on the subscription's own connection. */
const askMsMax = 4_000

/** Blocks that others may be ahead before a quiet subscription counts as a dead one. */
const behindBlocksMax = 3n

const reconnectMsMin = 500
const reconnectMsMax = 30_000

interface Feed {
  state: PoolState
  sockets: readonly { member: Member; endpoint: EndpointConfig }[]
  listeners: Set<(head: AnnouncedHead) => void>
  stop: AbortController
}

/**
 * Subscribes to `newHeads` on a connection of its own at every WebSocket endpoint, so that no large answer stands before a
 * head. A subscription that is silent while the chain goes on is torn down and made anew (rpc-faults F060).
 */
export function createHeadFeed(state: PoolState): HeadFeed {
  const sockets = state.members.flatMap((member) => {
    const endpoint = state.config.endpoints[member.position]
    return member.endpoint.transport === 'ws' && endpoint !== undefined
      ? [{ member, endpoint }]
      : []
  })
  const feed: Feed = { state, sockets, listeners: new Set(), stop: new AbortController() }
  const end = () => {
    feed.stop.abort()
    feed.stop = new AbortController()
  }
  return {
    listen(listener) {
      // Each listener is told apart, also one that is added twice.
      const own = (head: AnnouncedHead) => listener(head)
      feed.listeners.add(own)
      if (feed.listeners.size === 1)
        for (const socket of sockets) void keepSubscribed(feed, socket, feed.stop.signal)
      return () => {
        if (feed.listeners.delete(own) && feed.listeners.size === 0) end()
      }
    },
    close() {
      feed.listeners.clear()
      end()
    },
  }
}

async function keepSubscribed(
  feed: Feed,
  socket: Feed['sockets'][number],
  signal: AbortSignal,
): Promise<void> {
  const { env } = feed.state
  for (let failures = 1; !signal.aborted; failures += 1) {
    const heads = await watchOnce(feed, socket, signal)
    if (heads > 0) failures = 1
    const waitMs = Math.min(reconnectMsMin * 2 ** Math.min(failures - 1, 10), reconnectMsMax)
    await env.sleep(waitMs * (0.5 + env.random() / 2), signal)
  }
}

interface Watch {
  heads: number
  /** Highest block that the node is known to have, announced or not. */
  known: bigint | undefined
  subscription: unknown
  heardMs: number
}

/** One connection from its handshake to its end. Returns how many heads it announced. */
async function watchOnce(
  feed: Feed,
  { member, endpoint }: Feed['sockets'][number],
  signal: AbortSignal,
): Promise<number> {
  const { env, config, pin } = feed.state
  const watch: Watch = { heads: 0, known: undefined, subscription: undefined, heardMs: 0 }
  const end = new AbortController()
  const onStop = () => end.abort()
  signal.addEventListener('abort', onStop, { once: true })
  let problem: BaseError | undefined
  const { channel, check } = createCheckedChannel(env, config, {
    endpoint,
    position: member.position,
    witness: member.witness,
    pin,
    label: member.endpoint.label,
    counters: member.endpoint.counters,
    timeoutMs: toAskMs(feed),
    onDown: onStop,
    onNotice(subscription, result) {
      if (subscription !== watch.subscription) return
      problem = announce(feed, { member, watch, result })
      if (problem !== undefined) channel.close()
    },
  })
  try {
    await check.pass(end.signal)
    await subscribe(feed, { member, channel, watch })
    while (!end.signal.aborted) await awaitSilence(feed, { member, channel, watch, end })
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    problem ??= error
  } finally {
    signal.removeEventListener('abort', onStop)
    channel.close()
  }
  if (problem !== undefined && !signal.aborted) noteFailure(env, member, problem)
  return watch.heads
}

async function subscribe(
  feed: Feed,
  { member, channel, watch }: { member: Member; channel: Channel; watch: Watch },
): Promise<void> {
  const options = { timeoutMs: toAskMs(feed) }
  const [answer] = await channel.send([{ method: 'eth_subscribe', params: ['newHeads'] }], options)
  if (answer?.error !== undefined) throw answer.error
  watch.subscription = answer?.result
  watch.heardMs = feed.state.env.monotonic()
  member.hasAnswered = true
}

/** Tells the listeners; returns why the announcement cannot be used. */
function announce(
  feed: Feed,
  { member, watch, result }: { member: Member; watch: Watch; result: unknown },
): BaseError | undefined {
  const { env, config, members } = feed.state
  const nowMs = env.monotonic()
  try {
    const header = readHeader(result, { chain: config.name })
    if (header === undefined) return undefined
    const { number } = header
    watch.heads += 1
    watch.heardMs = nowMs
    noteAlive(member)
    if (watch.known === undefined || number > watch.known) watch.known = number
    if (isBarred(member, nowMs)) return undefined
    noteHead(members, member, { head: number, nowMs, blockTimeMs: config.blockTimeMs })
    const { label } = member.endpoint
    for (const listener of [...feed.listeners]) listener({ ...header, label })
    return undefined
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    return error
  }
}

/**
 * Waits until the subscription was silent for long, then asks the node for its head over the same connection. A chain that
 * mines on demand is quiet and its node says so; throws `RpcSilentError` where the chain went on without a word, and what
 * asking threw where the connection is dead.
 */
async function awaitSilence(
  feed: Feed,
  {
    member,
    channel,
    watch,
    end,
  }: { member: Member; channel: Channel; watch: Watch; end: AbortController },
): Promise<void> {
  const { env, config, members } = feed.state
  const { label } = member.endpoint
  const silentMs = Math.min(Math.max(silentBlocks * config.blockTimeMs, silentMsMin), silentMsMax)
  if (watch.known !== undefined) {
    await env.sleep(watch.heardMs + silentMs - env.monotonic(), end.signal)
    if (end.signal.aborted || env.monotonic() - watch.heardMs < silentMs) return
  }
  const before = watch.known
  const options = { timeoutMs: toAskMs(feed), signal: end.signal }
  const [answer] = await channel.send([{ method: 'eth_blockNumber', params: [] }], options)
  if (answer?.error !== undefined) throw answer.error
  const head = parseQuantity(answer?.result)
  if (head === undefined)
    throw new RpcProtocolError({ label, kind: 'shape', detail: 'its head is no number' })
  const nowMs = env.monotonic()
  noteHead(members, member, { head, nowMs, blockTimeMs: config.blockTimeMs })
  const best = findBestHead(members, nowMs) ?? head
  const hasMissed = before !== undefined && before === watch.known && head > before
  if (hasMissed || best - head > behindBlocksMax) throw new RpcSilentError({ label, silentMs })
  if (watch.known === undefined || head > watch.known) watch.known = head
  watch.heardMs = nowMs
}

function toAskMs({ state }: Feed): number {
  return Math.min(askMsMax, state.config.timeoutMs)
}
