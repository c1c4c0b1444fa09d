import type { Member } from './Member.ts'
import type { RpcCall } from './RpcCall.ts'
import { toFirstBlock } from './toFirstBlock.ts'

/**
 * How willingly a member is asked: 0 preferred; 1 others were asked for; 2 it lags or its answers are cut; 3 it fails or
 * limits its rate. A higher rank is asked only when every lower one failed.
 */
export function rankOf(member: Member, nowMs: number): 0 | 1 | 2 | 3 {
  if (member.failures > 0 || member.limitedUntilMs > nowMs) return 3
  if (member.isLagging || isAccused(member, nowMs)) return 2
  return member.demotedUntilMs > nowMs ? 1 : 0
}

/** Members in the order in which they are asked: by rank, then by who is free soonest, then as configured. */
export function orderMembers(members: readonly Member[], nowMs: number): readonly Member[] {
  const first = members[0]
  if (first === undefined || members.length === 1) return members
  return members
    .map((member) => ({ member, rank: rankOf(member, nowMs), waitMs: toWaitMs(member, nowMs) }))
    .sort((a, b) => a.rank - b.rank || a.waitMs - b.waitMs || a.member.position - b.member.position)
    .map(({ member }) => member)
}

function toWaitMs(member: Member, nowMs: number): number {
  switch (rankOf(member, nowMs)) {
    case 3:
      return Math.max(member.restUntilMs, member.limitedUntilMs, nowMs)
    case 1:
      return member.demotedUntilMs
    default:
      return 0
  }
}

export function isAccused(member: Member, nowMs: number): boolean {
  return member.accusation !== undefined && member.accusation.untilMs > nowMs
}

/** Whether it was shown to answer for another chain or to answer wrongly: until its time is over it is not asked at all. */
export function isBarred(member: Member, nowMs: number): boolean {
  const state = member.accusation?.state
  return isAccused(member, nowMs) && (state === 'forked' || state === 'lying')
}

/** The first of `calls` whose method the member said it lacks. */
export function findMissing(member: Member, calls: readonly RpcCall[], nowMs: number) {
  if (member.missing.size === 0) return undefined
  for (const { method } of calls) {
    const missing = member.missing.get(method)
    if (missing !== undefined && missing.untilMs > nowMs) return missing.error
  }
  return undefined
}

/** The first block of `calls` whose history the member said it has no more. */
export function findPruned(
  member: Member,
  calls: readonly RpcCall[],
  nowMs: number,
): bigint | undefined {
  const { pruned } = member
  if (pruned === undefined || pruned.untilMs <= nowMs) return undefined
  for (const call of calls) {
    const block = toFirstBlock(call)
    if (block !== undefined && block <= pruned.block) return block
  }
  return undefined
}
