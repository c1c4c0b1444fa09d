import type { BlocksEvent, FinalityEvent, ReorgEvent } from '../chain/ChainEvent.ts'
import type { Follower } from '../chain/Follower.ts'
import type { ChainConfig } from '../config/ChainConfig.ts'
import type { Env } from '../env/Env.ts'
import { InvariantError } from '../errors/assert.ts'
import { BaseError } from '../errors/BaseError.ts'
import type { Decoder } from '../facts/Decoder.ts'
import { comparePositions } from '../facts/Fact.ts'
import type { BlockRef } from '../facts/primitives.ts'
import type { Topology } from '../ledger/createTopology.ts'
import { filterDigest } from '../protocols/filterDigest.ts'
import type { RecordedCoverage, RecordedProgress } from '../store/Recorded.ts'
import type { Commit, Store } from '../store/Store.ts'
import type { Log } from '../utils/Log.ts'
import { answerReads } from './answerReads.ts'
import type { ChainState } from './ChainState.ts'
import type { Publisher } from './createPublisher.ts'
import { createRateReads, type RateReads } from './createRateReads.ts'
import { createDispatch, type Dispatch, decodeBlocks } from './decodeBlocks.ts'
import { joinSources } from './joinSources.ts'
import { bindFacts, foldBatch } from './ledgerRows.ts'

export interface IngestParameters {
  chain: ChainConfig
  follower: Follower
  decoders: readonly Decoder[]
  store: Store
  topology: Topology
  state: ChainState
  publisher: Publisher
  env: Env
  log: Log
  signal: AbortSignal
}

interface Ingest extends IngestParameters {
  dispatch: Dispatch
  decodersById: ReadonlyMap<string, Decoder>
  rates: RateReads
  coverage: readonly RecordedCoverage[]
}

/** Empty blocks are recorded this often: a restart reads them again, which costs little. */
const flushIntervalMs = 10_000

/** A full disk or a busy store is tried again after this. */
const storeRetryMs = 5_000

/**
 * Moves one chain from its follower into the store until the signal aborts or the chain halts; sources that the config
 * added join first. A bug or a violated finality stops this chain alone; what was recorded stays served.
 */
export async function ingestChain(parameters: IngestParameters): Promise<void> {
  const { decoders, state, log, chain, store, signal } = parameters
  const ingest: Ingest = {
    ...parameters,
    dispatch: createDispatch(decoders),
    decodersById: new Map(decoders.map((decoder) => [decoder.source.id, decoder])),
    rates: createRateReads(decoders),
    coverage: [],
  }
  try {
    await joinSources(parameters)
    ingest.coverage = await store.coverage(chain.id)
    await takeEvents(ingest)
  } catch (error) {
    // Stopped, maybe before its sources had joined: a flush now would claim coverage that they have not.
    if (signal.aborted && error instanceof BaseError) return
    if (!(error instanceof InvariantError) && !(error instanceof BaseError)) throw error
    const code = error instanceof BaseError ? error.code : 'INVARIANT_BROKEN'
    state.halted = { code, text: `Chain ${chain.name} stopped: ${error.message}` }
    log.error({ chain: chain.name, code }, state.halted.text)
    parameters.publisher.publish()
  }
  await flush(ingest)
}

async function takeEvents(ingest: Ingest): Promise<void> {
  for await (const event of ingest.follower.events()) {
    switch (event.type) {
      case 'blocks':
        await takeBlocks(ingest, event)
        break
      case 'reorg':
        if (await takeReorg(ingest, event)) break
        return
      case 'finality':
        await takeFinality(ingest, event)
        break
      case 'halt':
        ingest.state.halted = { code: event.code, text: event.text }
        ingest.log.error({ chain: ingest.chain.name, code: event.code }, event.text)
        ingest.publisher.publish()
        return
    }
  }
}

async function takeBlocks(ingest: Ingest, event: BlocksEvent): Promise<void> {
  const { state, store, topology, follower, decodersById, env, log } = ingest
  const decoded = decodeBlocks(event, ingest.dispatch)
  const isLive = event.phase === 'live'
  const head = follower.status().head
  const isAtHead = isLive || (head !== undefined && event.toBlock.number >= head)
  const requests = ingest.rates.plan(event, decoded.reads, isAtHead)
  const read = await answerReads({
    requests,
    follower,
    decoders: decodersById,
    isLive,
    env,
    log,
  })
  if (read.length === 0) ingest.rates.miss(requests)
  const facts =
    read.length === 0
      ? decoded.facts
      : [...decoded.facts, ...read].sort((a, b) => comparePositions(a.at, b.at))
  state.eventCount += event.logs.length
  // That a chain has caught up is recorded at once: until then its cut is BACKFILLING, and an idle chain mines no more.
  const hasCaughtUp = isAtHead && state.phase === 'backfill'
  if (isAtHead) state.phase = 'live'
  const isEmpty = facts.length === 0 && decoded.quarantined.length === 0
  if (isEmpty && !hasCaughtUp && mayWait(ingest)) {
    state.pending.push(...event.blocks)
    state.head = toRef(event.toBlock)
    ingest.publisher.publish()
    return
  }
  const times = new Map(event.blocks.map(({ hash, timestamp }) => [hash, timestamp]))
  const timeOf = (hash: BlockRef['hash']): bigint => times.get(hash) ?? event.toBlock.timestamp
  const { legs, residuals } = bindFacts(facts, timeOf, topology)
  const series = await foldBatch(facts, residuals, store)
  await record(ingest, event.toBlock, {
    blocks: [...state.pending, ...event.blocks],
    facts,
    legs,
    series,
    quarantined: decoded.quarantined,
  })
}

/** Live blocks without facts are recorded together; in backfill every range is. */
function mayWait({ state, env }: Ingest): boolean {
  return (
    state.phase === 'live' &&
    state.recorded !== undefined &&
    env.monotonic() - state.flushedAtMs < flushIntervalMs
  )
}

async function record(
  ingest: Ingest,
  to: BlockRef,
  rows: Pick<Commit, 'blocks' | 'facts' | 'legs' | 'series' | 'quarantined'>,
): Promise<void> {
  const { chain, state, env, decoders } = ingest
  const block = toRef(to)
  const progress: RecordedProgress = {
    chainId: chain.id,
    indexed: block,
    safe: state.safe < block.number ? state.safe : block.number,
    finalized: state.finalized < block.number ? state.finalized : block.number,
    phase: state.phase,
  }
  ingest.coverage = await coverTo(ingest, decoders, block)
  await commitUntilDone(ingest, {
    chainId: chain.id,
    ...rows,
    progress,
    coverage: ingest.coverage,
    publishedAtMs: env.now(),
  })
  state.recorded = block.number
  state.head = block
  state.pending = []
  state.flushedAtMs = env.monotonic()
  ingest.publisher.publish()
}

/** Every source set is covered from its start block to the end of the range, without a gap. */
async function coverTo(
  { chain, coverage, follower }: Ingest,
  decoders: readonly Decoder[],
  to: BlockRef,
): Promise<readonly RecordedCoverage[]> {
  const known = new Map(coverage.map((row) => [row.sourceId, row]))
  const rows: RecordedCoverage[] = []
  for (const { source } of decoders) {
    if (source.startBlock > to.number) continue
    const before = known.get(source.id)
    rows.push({
      chainId: chain.id,
      sourceId: source.id,
      filterDigest: filterDigest(source),
      fromBlock: source.startBlock,
      fromTimestamp:
        before?.fromTimestamp ??
        (await follower.block(source.startBlock))?.timestamp ??
        to.timestamp,
      toBlock: to.number,
    })
  }
  return rows
}

async function commitUntilDone({ store, env, log, signal, chain }: Ingest, commit: Commit) {
  for (;;) {
    try {
      return await store.commit(commit)
    } catch (error) {
      if (!(error instanceof BaseError) || !error.retryable || signal.aborted) throw error
      log.error({ chain: chain.name, code: error.code }, error.message)
      await env.sleep(storeRetryMs, signal)
    }
  }
}

/** Returns whether the chain goes on. */
async function takeReorg(ingest: Ingest, event: ReorgEvent): Promise<boolean> {
  const { state, store, chain, env, log } = ingest
  const depth = (state.head?.number ?? event.orphaned.number) - event.ancestor.number
  log.warn(
    { chain: chain.name, ancestor: event.ancestor.number, depth },
    `Chain ${chain.name} reorganised ${depth} blocks.`,
  )
  const text = `A reorg of chain ${chain.name} went below its finalized height, to block ${event.ancestor.number}.`
  const incident = {
    code: 'FINALITY_VIOLATED',
    chainId: chain.id,
    atMs: env.now(),
    text,
    evidence: { ancestor: event.ancestor.hash, orphaned: event.orphaned.hash },
  }
  if (event.belowFinalized && chain.finality.onViolation === 'halt') {
    await store.recordIncident(incident)
    const cure = `Confirm it by setting chains.${chain.name}.finality.onViolation to 'repair' and restart.`
    state.halted = { code: incident.code, text: `${text} ${cure}` }
    log.error({ chain: chain.name, code: incident.code }, state.halted.text)
    ingest.publisher.publish()
    return false
  }
  // Orphaned blocks are recorded first: a checkpoint that names one must find out what became of it.
  if (state.pending.some(({ number }) => number > event.ancestor.number)) await flush(ingest)
  if (state.recorded !== undefined && state.recorded > event.ancestor.number) {
    await store.retract({
      chainId: chain.id,
      ancestor: event.ancestor,
      publishedAtMs: env.now(),
      ...(event.belowFinalized ? { revision: text, incidents: [incident] } : {}),
    })
    state.recorded = event.ancestor.number
    ingest.coverage = await store.coverage(chain.id)
  }
  if (event.belowFinalized) {
    state.finalized = event.ancestor.number
    state.safe = event.ancestor.number
  }
  state.head = event.ancestor
  ingest.rates.retract(event.ancestor.number)
  ingest.publisher.publish()
  return true
}

async function takeFinality(ingest: Ingest, event: FinalityEvent): Promise<void> {
  const { state } = ingest
  state.safe = event.safe
  state.finalized = event.finalized
  ingest.publisher.publish()
  if (!mayWait(ingest)) await flush(ingest)
}

/** Records what only memory knows: empty blocks and finality. */
async function flush(ingest: Ingest): Promise<void> {
  const { state } = ingest
  if (state.head === undefined || state.recorded === undefined || state.halted) return
  await record(ingest, state.head, {
    blocks: state.pending,
    facts: [],
    legs: [],
    series: [],
    quarantined: [],
  })
}

function toRef({ number, hash, timestamp }: BlockRef): BlockRef {
  return { number, hash, timestamp }
}
