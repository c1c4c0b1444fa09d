import type { EndpointState, EndpointStatus } from '../ChainStatus.ts'
import type { Member } from './Member.ts'
import { isAccused } from './orderMembers.ts'

/** What an operator sees of a member. */
export function describeMember(member: Member, nowMs: number): EndpointStatus {
  const { endpoint, witness, head, rangeBlocks } = member
  return {
    label: endpoint.label,
    transport: endpoint.transport,
    witness,
    ...describeState(member, nowMs),
    latencyMs: endpoint.latency.typicalMs(),
    head,
    concurrency: endpoint.concurrency(),
    rangeBlocks,
    requests: endpoint.counters.requests,
    failures: endpoint.counters.failures,
  }
}

/** The gravest of what holds of it. */
function describeState(
  member: Member,
  nowMs: number,
): { state: EndpointState; reason: string | undefined } {
  const { endpoint, failure, accusation } = member
  if (failure !== undefined && member.failures > 0) return failure
  if (accusation !== undefined && isAccused(member, nowMs))
    return { state: accusation.state, reason: accusation.reason }
  if (member.limitedUntilMs > nowMs)
    return { state: 'limited', reason: `${endpoint.label} limits the request rate.` }
  if (member.isLagging)
    return { state: 'lagging', reason: `${endpoint.label} is behind the head of the others.` }
  const { hasAnswered, subscriptionProblem } = member
  return { state: hasAnswered ? 'ok' : 'connecting', reason: subscriptionProblem }
}
