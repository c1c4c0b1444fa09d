import { attempt } from './attempt.ts'
import type { Member } from './Member.ts'
import { isBarred, rankOf } from './orderMembers.ts'
import type { PoolState } from './PoolState.ts'
import type { RpcCall } from './RpcCall.ts'

/** How often a member that nobody asks is asked for its head: it costs 1,440 requests a day, and shows that it is fit. */
const standbyProbeMs = 60_000

/** The same while one was seen behind: whether it stays behind shows only beside the others, and it shall come back soon. */
const behindProbeMs = 5_000

const probe: readonly RpcCall[] = [{ method: 'eth_blockNumber', params: [] }]

/**
 * Starts a request for the head at every member that rests, lags or stands by and whose time has come, so that it returns
 * by itself and no caller waits for one that is still dead. It is driven by the requests of the chain: no timer runs.
 */
export function probeDueMembers(state: PoolState): void {
  const { members } = state
  if (members.length === 1) return
  const nowMs = state.env.monotonic()
  // A failing member that is the best there is gets the callers' own requests.
  const hasBetter = members.some((member) => rankOf(member, nowMs) < 3)
  const isAnyBehind = members.some(({ behindSinceMs }) => behindSinceMs !== undefined)
  const intervalMs = isAnyBehind ? behindProbeMs : standbyProbeMs
  for (const member of members)
    if (isDue(member, { nowMs, hasBetter, intervalMs })) void probeMember(state, member)
}

function isDue(
  member: Member,
  { nowMs, hasBetter, intervalMs }: { nowMs: number; hasBetter: boolean; intervalMs: number },
): boolean {
  if (member.isProbing || isBarred(member, nowMs) || member.limitedUntilMs > nowMs) return false
  if (member.failures > 0) return hasBetter && member.restUntilMs <= nowMs
  return nowMs - member.seenMs >= intervalMs
}

async function probeMember(state: PoolState, member: Member): Promise<void> {
  member.isProbing = true
  member.seenMs = state.env.monotonic()
  try {
    await attempt(state, member, { calls: probe, options: { lane: 'head' } })
  } finally {
    member.isProbing = false
  }
}
