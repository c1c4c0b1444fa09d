import type { ChainConfig } from '../../config/ChainConfig.ts'
import type { Env } from '../../env/Env.ts'
import { assert } from '../../errors/assert.ts'
import type { Hash } from '../../facts/primitives.ts'
import type { EndpointStatus } from '../ChainStatus.ts'
import { accuseMember } from './accuseMember.ts'
import { hedgeBudgetMax } from './askHedged.ts'
import { askMembers } from './askMembers.ts'
import { createEndpoint } from './createEndpoint.ts'
import { createHeadFeed } from './createHeadFeed.ts'
import { createPin } from './createPin.ts'
import { describeMember } from './describeMember.ts'
import { type Accusation, createMember, type Member } from './Member.ts'
import { noteHead } from './noteHead.ts'
import { notePruned } from './noteOutcome.ts'
import { isBarred, orderMembers } from './orderMembers.ts'
import { findMember, type PoolState } from './PoolState.ts'
import type { RpcAnswer, RpcAnswers, RpcCall, RpcCounters, RpcOptions } from './RpcCall.ts'
import { batchCallsMax } from './sendSplitting.ts'
import type { AnnouncedHead } from './watchHeads.ts'

/**
 * The endpoints of one chain behind one door. It tries each at most once per call and never sleeps for its callers' sake
 * but to keep a rate. Where a `label` is given, it is one that the pool has handed out.
 */
export interface RpcPool {
  counters: RpcCounters
  /** One call; throws the last endpoint's error when none answered. */
  request(call: RpcCall, options: RpcOptions): Promise<unknown>
  /** Many calls; errors of single calls are answers. Refused batches are split down to single calls. */
  batch(calls: readonly RpcCall[], options: RpcOptions): Promise<readonly RpcAnswer[]>
  /** As `batch`, all answered by one endpoint, which is named. */
  ask(calls: readonly RpcCall[], options: RpcOptions): Promise<RpcAnswers>
  /** Prefers the next endpoint for a minute: the present one cannot answer what is needed. */
  rotate(): void
  /** Number of an endpoint's witness, from 1. */
  witnessOf(label: string): number
  /** Different witnesses that may be asked: all of the config but those shown to serve another chain, to sync or to lie. */
  independent(): number
  /**
   * Takes an endpoint out of the rotation, with `reason` for the status: a `forked` or `lying` one is not asked at all, a
   * `lagging` or `truncating` one last. It returns by itself at `untilMs` (of `Env.monotonic`), by default after a time
   * that doubles with each accusation, one hour at most.
   */
  accuse(label: string, state: Accusation, reason: string, untilMs?: number): void
  /** An endpoint named `number` as its head. */
  noteHead(label: string, number: bigint): void
  /** An endpoint was seen to take log ranges of `blocks`. */
  noteRange(label: string, blocks: bigint): void
  /** An endpoint was found to have no logs below `block`: it is not asked for them again for two minutes. */
  noteEarliest(label: string, block: bigint): void
  /** The lowest block whose logs an endpoint may have; undefined while nothing speaks against any. */
  earliestOf(label: string): bigint | undefined
  /** A block known from agreed data, by which every endpoint is recognised after each reconnect. */
  pin(block: { number: bigint; hash: Hash }): void
  endpoints(): readonly EndpointStatus[]
  /** Heads as the WebSocket endpoints announce them, unchecked; none come where there is no such endpoint. */
  onHead(listener: (head: AnnouncedHead) => void): () => void
  /** Ends all connections. The pool may still be asked, which opens them again. */
  close(): void
}

/** How long an endpoint that was rotated away is asked after the others. */
const rotationMs = 60_000

/** Creates the pool of `config.endpoints`, first preferred. Nothing is sent before it is asked. */
export function createRpcPool(env: Env, config: ChainConfig): RpcPool {
  const state = createPoolState(env, config)
  const { members } = state
  const feed = createHeadFeed(state)
  const ask: RpcPool['ask'] = (calls, options) => askMembers(state, calls, options)
  return {
    counters: sumCounters(members),
    ask,
    async request(call, options) {
      const { answers } = await ask([call], options)
      const [answer] = answers
      assert(answer !== undefined, 'one call has one answer')
      if (answer.error !== undefined) throw answer.error
      return answer.result
    },
    async batch(calls, options) {
      const chunks: Promise<RpcAnswers>[] = []
      for (let i = 0; i < calls.length; i += batchCallsMax)
        chunks.push(ask(calls.slice(i, i + batchCallsMax), options))
      return (await Promise.all(chunks)).flatMap(({ answers }) => answers)
    },
    rotate: () => rotate(state),
    ...createFacts(state),
    onHead: (listener) => feed.listen(listener),
    close() {
      feed.close()
      for (const { endpoint } of members) endpoint.close()
    },
  }
}

function createPoolState(env: Env, config: ChainConfig): PoolState {
  const pin = createPin()
  const witnesses = [...new Set(config.endpoints.map(({ witness }) => witness))]
  const members = config.endpoints.map((endpoint, position) => {
    const witness = witnesses.indexOf(endpoint.witness) + 1
    const created = createEndpoint(env, config, { endpoint, position, witness, pin })
    return createMember(created, position, witness)
  })
  assert(members.length > 0, 'a chain has at least one endpoint')
  return { env, config, members, pin, hedgeBudget: hedgeBudgetMax }
}

/** What others learnt of an endpoint, and what is known of all. */
function createFacts(
  state: PoolState,
): Pick<
  RpcPool,
  | 'witnessOf'
  | 'independent'
  | 'accuse'
  | 'noteHead'
  | 'noteRange'
  | 'noteEarliest'
  | 'earliestOf'
  | 'pin'
  | 'endpoints'
> {
  const { env, config, members } = state
  const find = (label: string) => findMember(state, label)
  return {
    witnessOf: (label) => find(label).witness,
    independent: () => countWitnesses(members, env.monotonic()),
    accuse: (label, accused, reason, untilMs) =>
      accuseMember(find(label), { state: accused, reason, untilMs, nowMs: env.monotonic() }),
    noteHead(label, head) {
      const { blockTimeMs } = config
      noteHead(members, find(label), { head, nowMs: env.monotonic(), blockTimeMs })
    },
    noteRange(label, blocks) {
      find(label).rangeBlocks = blocks
    },
    noteEarliest(label, block) {
      if (block > 0n) notePruned(env, find(label), block - 1n)
    },
    earliestOf(label) {
      const { pruned } = find(label)
      return pruned === undefined ? undefined : pruned.block + 1n
    },
    pin: (block) => state.pin.set(block),
    endpoints: () => members.map((member) => describeMember(member, env.monotonic())),
  }
}

/** An endpoint that is merely down still counts: an outage changes no claim about who could have contradicted. */
function countWitnesses(members: readonly Member[], nowMs: number): number {
  const fit = members.filter(
    (member) =>
      !isBarred(member, nowMs) &&
      member.failure?.state !== 'wrongChain' &&
      member.failure?.state !== 'syncing',
  )
  return new Set(fit.map(({ witness }) => witness)).size
}

function rotate({ env, members }: PoolState): void {
  const nowMs = env.monotonic()
  const [first] = orderMembers(members, nowMs)
  if (first === undefined || members.length === 1) return
  // One after the other, also when it is called twice in the same instant.
  const latestMs = Math.max(...members.map(({ demotedUntilMs }) => demotedUntilMs))
  first.demotedUntilMs = Math.max(nowMs + rotationMs, latestMs + 1)
}

/** Read anew at each look. */
function sumCounters(members: readonly Member[]): RpcCounters {
  const sum = (key: keyof RpcCounters) =>
    members.reduce((total, { endpoint }) => total + endpoint.counters[key], 0)
  return {
    get requests() {
      return sum('requests')
    },
    get failures() {
      return sum('failures')
    },
    get bytes() {
      return sum('bytes')
    },
    get hedges() {
      return sum('hedges')
    },
  }
}
