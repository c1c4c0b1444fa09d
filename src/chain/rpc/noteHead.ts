import type { Member } from './Member.ts'
import { isBarred } from './orderMembers.ts'

/** Blocks behind that are the ordinary spread between nodes, and the time in which a fast chain makes more of them. */
const behindBlocksMin = 3n
const behindMs = 6_000

/** Time behind after which it is lag, not a moment: at least this, and three block times. */
const laggingAfterMs = 10_000
const laggingBlocks = 3

/**
 * Notes the head that a member named. One that stays behind the highest head of the others counts as lagging until it has
 * caught up; a lower head is no reorg (DESIGN §4).
 */
export function noteHead(
  members: readonly Member[],
  member: Member,
  parameters: { head: bigint; nowMs: number; blockTimeMs: number },
): void {
  const { head, nowMs, blockTimeMs } = parameters
  member.head = head
  member.seenMs = nowMs
  const best = findBestHead(members, nowMs)
  if (best === undefined || best - head <= toBlocksBehindMax(blockTimeMs)) {
    member.behindSinceMs = undefined
    member.isLagging = false
    return
  }
  member.behindSinceMs ??= nowMs
  if (nowMs - member.behindSinceMs >= Math.max(laggingAfterMs, laggingBlocks * blockTimeMs))
    member.isLagging = true
}

/** Blocks that a healthy endpoint may be behind the best one. */
export function toBlocksBehindMax(blockTimeMs: number): bigint {
  const blocks = BigInt(Math.ceil(behindMs / blockTimeMs))
  return blocks > behindBlocksMin ? blocks : behindBlocksMin
}

/** Highest head that a member named whose word still counts. */
export function findBestHead(members: readonly Member[], nowMs: number): bigint | undefined {
  let best: bigint | undefined
  for (const member of members) {
    const { head, failure } = member
    const isTrusted = !isBarred(member, nowMs) && failure?.state !== 'wrongChain'
    if (head !== undefined && isTrusted && (best === undefined || head > best)) best = head
  }
  return best
}
