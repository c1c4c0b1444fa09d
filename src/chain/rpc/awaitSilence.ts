import type { Channel } from './Channel.ts'
import type { Member } from './Member.ts'
import { findBestHead, noteHead, toBlocksBehindMax } from './noteHead.ts'
import type { PoolState } from './PoolState.ts'
import { parseQuantity } from './parseHex.ts'
import { RpcProtocolError, RpcSilentError } from './rpcErrors.ts'

/** One subscription to heads on its connection. */
export interface Watch {
  member: Member
  channel: Channel
  /** Deadline of the small requests beside the subscription. */
  timeoutMs: number
  /** Aborts when the connection ended. */
  end: AbortSignal
  subscription: unknown
  /** Heads announced so far. */
  heads: number
  /** Highest block that the node is known to have, announced or not. */
  known: bigint | undefined
  /** Monotonic ms of the last sign that it is alive. */
  heardMs: number
}

/** Silence that is looked into: three blocks, but neither a hiccup of a fast chain nor minutes of a slow one. */
const silentBlocks = 3
const silentMsMin = 3_000
const silentMsMax = 60_000

/** A node may answer its new head a moment before it announces it. */
const graceMs = 1_000

/**
 * Waits until the subscription was silent for long, then asks the node for its head over the same connection. A chain that
 * mines on demand is quiet and its node says so; throws `RpcSilentError` where the chain went on without a word, and what
 * asking threw where the connection is dead.
 */
export async function awaitSilence(state: PoolState, watch: Watch): Promise<void> {
  const { env, config, members } = state
  const { known: before, end } = watch
  // The first look only tells where the chain stands.
  if (before === undefined) {
    watch.known = await askHead(state, watch)
    return
  }
  const silentMs = Math.min(Math.max(silentBlocks * config.blockTimeMs, silentMsMin), silentMsMax)
  await env.sleep(watch.heardMs + silentMs - env.monotonic(), end)
  if (end.aborted || env.monotonic() - watch.heardMs < silentMs) return
  const head = await askHead(state, watch)
  if (head > before) await env.sleep(graceMs, end)
  if (end.aborted || env.monotonic() - watch.heardMs < silentMs) return
  const best = findBestHead(members, env.monotonic()) ?? head
  const isStuck = best - head > toBlocksBehindMax(config.blockTimeMs)
  if (head > before || isStuck)
    throw new RpcSilentError({ label: watch.member.endpoint.label, silentMs })
  watch.heardMs = env.monotonic()
}

async function askHead({ env, config, members }: PoolState, watch: Watch): Promise<bigint> {
  const { member, channel, timeoutMs, end } = watch
  const call = { method: 'eth_blockNumber', params: [] }
  const [answer] = await channel.send([call], { timeoutMs, signal: end })
  if (answer?.error !== undefined) throw answer.error
  const head = parseQuantity(answer?.result)
  const { label } = member.endpoint
  if (head === undefined)
    throw new RpcProtocolError({ label, kind: 'shape', detail: 'its head is no number' })
  noteHead(members, member, { head, nowMs: env.monotonic(), blockTimeMs: config.blockTimeMs })
  return head
}
