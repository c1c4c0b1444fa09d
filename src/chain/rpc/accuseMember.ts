import type { Accusation, Member } from './Member.ts'

/** First time out, doubled with each further accusation; a node that lags has often caught up in seconds. */
const quarantineMsMin = 60_000
const lagMsMin = 15_000
const quarantineMsMax = 3_600_000

/** Probation after a time out: an accusation within it counts as a further one. */
const probationMs = 3_600_000

/** Takes a member out of the rotation until its time is over; then it is asked as before, on probation. */
export function accuseMember(
  member: Member,
  parameters: { state: Accusation; reason: string; untilMs: number | undefined; nowMs: number },
): void {
  const { state, reason, nowMs } = parameters
  if (nowMs >= member.offences.forgivenMs) member.offences.count = 0
  member.offences.count += 1
  const firstMs = state === 'lagging' ? lagMsMin : quarantineMsMin
  const doublings = Math.min(member.offences.count - 1, 10)
  const untilMs = parameters.untilMs ?? nowMs + Math.min(firstMs * 2 ** doublings, quarantineMsMax)
  member.accusation = { state, reason, untilMs }
  member.offences.forgivenMs = untilMs + probationMs
}
