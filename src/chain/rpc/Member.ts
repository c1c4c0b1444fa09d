import type { EndpointState } from '../ChainStatus.ts'
import type { Endpoint } from './createEndpoint.ts'
import type { RpcError } from './rpcErrors.ts'

/** Faults that only a comparison of answers can show; whoever compared them says so. */
export type Accusation = Extract<EndpointState, 'lagging' | 'forked' | 'truncating' | 'lying'>

/** What the pool knows of one endpoint. Monotonic ms throughout; written by the pool only. */
export interface Member {
  endpoint: Endpoint
  /** Place in the config, from 0. */
  position: number
  /** Number of its witness among the chain's. */
  witness: number
  hasAnswered: boolean
  /** Failures since the last success; while there are any, others are asked first. */
  failures: number
  /** Which kind the last failure was, and its sentence. */
  failure: { state: EndpointState; reason: string } | undefined
  /** Before this it is not probed. */
  restUntilMs: number
  /** Before this it asked not to be called at all, and how often in a row it did. */
  limitedUntilMs: number
  limits: number
  /** Before this others are preferred, because a caller asked to go round. */
  demotedUntilMs: number
  accusation: { state: Accusation; reason: string; untilMs: number } | undefined
  /** Accusations that still count for the length of the next one, and when they are forgiven. */
  offences: { count: number; forgivenMs: number }
  /** Highest head it named last, since when that was behind the others, and whether for long enough. */
  head: bigint | undefined
  behindSinceMs: number | undefined
  isLagging: boolean
  /** Times in a row that a second endpoint was quicker. */
  lostHedges: number
  /** Methods it lacks, as it said, until they are asked for again. */
  missing: Map<string, { untilMs: number; error: RpcError }>
  /** Highest block whose history it refused, and until when that is believed. */
  pruned: { block: bigint; untilMs: number } | undefined
  rangeBlocks: bigint | undefined
  /** Why it announces no heads although it is well, such as a subscription that it does not offer. */
  subscriptionProblem: string | undefined
  isProbing: boolean
  /** When it was last asked anything that told its head. */
  seenMs: number
}

export function createMember(endpoint: Endpoint, position: number, witness: number): Member {
  return {
    endpoint,
    position,
    witness,
    hasAnswered: false,
    failures: 0,
    failure: undefined,
    restUntilMs: 0,
    limitedUntilMs: 0,
    limits: 0,
    demotedUntilMs: 0,
    accusation: undefined,
    offences: { count: 0, forgivenMs: 0 },
    head: undefined,
    behindSinceMs: undefined,
    isLagging: false,
    lostHedges: 0,
    missing: new Map(),
    pruned: undefined,
    rangeBlocks: undefined,
    subscriptionProblem: undefined,
    isProbing: false,
    seenMs: Number.NEGATIVE_INFINITY,
  }
}
