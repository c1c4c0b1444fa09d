import type { EndpointConfig } from '../../config/ChainConfig.ts'
import { BaseError } from '../../errors/BaseError.ts'
import { type Header, readHeader } from '../blocks/Header.ts'
import { awaitSilence, type Watch } from './awaitSilence.ts'
import { createCheckedChannel } from './createCheckedChannel.ts'
import type { Member } from './Member.ts'
import { noteHead } from './noteHead.ts'
import { noteAlive, noteFailure } from './noteOutcome.ts'
import { isBarred } from './orderMembers.ts'
import type { PoolState } from './PoolState.ts'

/** A head as a WebSocket endpoint announced it. */
export interface AnnouncedHead extends Header {
  label: string
}

interface WatchParameters {
  member: Member
  endpoint: EndpointConfig
  onHead(head: AnnouncedHead): void
  signal: AbortSignal
}

/** Deadline of the handshake and of the small requests on the subscription's own connection. */
const askMsMax = 4_000

/**
 * Subscribes to heads over one connection and watches it to its end; what ended it is noted at the member. Returns how
 * many heads it announced.
 */
export async function watchHeads(state: PoolState, parameters: WatchParameters): Promise<number> {
  const { env, config, pin } = state
  const { member, endpoint, signal } = parameters
  const end = new AbortController()
  const onStop = () => end.abort()
  signal.addEventListener('abort', onStop, { once: true })
  const timeoutMs = Math.min(askMsMax, config.timeoutMs)
  let problem: BaseError | undefined
  const { channel, check } = createCheckedChannel(env, config, {
    endpoint,
    position: member.position,
    witness: member.witness,
    pin,
    label: member.endpoint.label,
    counters: member.endpoint.counters,
    timeoutMs,
    onDown: onStop,
    onNotice(subscription, result) {
      if (subscription !== watch.subscription) return
      problem = announce(state, { ...parameters, watch, result })
      if (problem !== undefined) channel.close()
    },
  })
  const watch: Watch = {
    ...{ member, channel, timeoutMs, end: end.signal, subscription: undefined },
    ...{ heads: 0, known: undefined, heardMs: 0 },
  }
  try {
    await check.pass(end.signal)
    await subscribe(state, watch)
    while (!end.signal.aborted) await awaitSilence(state, watch)
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

async function subscribe({ env }: PoolState, watch: Watch): Promise<void> {
  const call = { method: 'eth_subscribe', params: ['newHeads'] }
  const [answer] = await watch.channel.send([call], { timeoutMs: watch.timeoutMs })
  const { member } = watch
  if (answer?.error !== undefined) {
    if (!answer.error.retryable) member.subscriptionProblem = answer.error.shortMessage
    throw answer.error
  }
  member.subscriptionProblem = undefined
  watch.subscription = answer?.result
  watch.heardMs = env.monotonic()
  member.hasAnswered = true
}

/** Hands the head on; returns why the announcement cannot be used. */
function announce(
  { env, config, members }: PoolState,
  { member, onHead, watch, result }: WatchParameters & { watch: Watch; result: unknown },
): BaseError | undefined {
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
    onHead({ ...header, label: member.endpoint.label })
    return undefined
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    return error
  }
}
