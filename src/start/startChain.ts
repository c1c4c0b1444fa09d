import type { ChainReport } from '../api/views/createViews.ts'
import type { ChainClient } from '../chain/createChainClients.ts'
import { createFollower } from '../chain/createFollower.ts'
import type { Follower, RecordedChain } from '../chain/Follower.ts'
import type { AuditConfig } from '../config/AuditConfig.ts'
import type { ChainConfig } from '../config/ChainConfig.ts'
import type { Env } from '../env/Env.ts'
import type { Decoder } from '../facts/Decoder.ts'
import type { ChainId } from '../facts/primitives.ts'
import type { Topology } from '../ledger/createTopology.ts'
import type { Store } from '../store/Store.ts'
import type { Log } from '../utils/Log.ts'
import { minOf } from '../utils/minOf.ts'
import { type ChainState, createChainState } from './ChainState.ts'
import type { Publisher } from './createPublisher.ts'
import { createRate } from './createRate.ts'
import { horizonOf } from './horizonOf.ts'
import { ingestChain } from './ingestChain.ts'
import { isStale } from './isStale.ts'

export interface RunningChain {
  report(): ChainReport
  done: Promise<void>
}

/** Follows one chain in the background, from what the store records of it. */
export async function startChain(parameters: {
  chain: ChainConfig
  client: ChainClient
  decoders: readonly Decoder[]
  keepsRawLogs: boolean
  auditing: AuditConfig | undefined
  store: Store
  topology: Topology
  publisher: Publisher
  env: Env
  log: Log
  signal: AbortSignal
}): Promise<RunningChain> {
  const { chain, client, store, env, signal } = parameters
  const decoders = parameters.decoders.filter(({ source }) => source.chainId === chain.id)
  const [first = 0n, ...others] = decoders.map(({ source }) => source.startBlock)
  const follower = createFollower(env, chain, client, {
    chainId: chain.id,
    sources: decoders.map(({ source }) => source),
    startBlock: minOf(first, ...others),
    recorded: createRecordedChain(store, chain.id),
    signal,
  })
  const state = await restoreState(store, chain.id, env.monotonic())
  const ingest = { ...parameters, decoders, follower, state }
  return { report: createReport(chain, follower, state, env), done: ingestChain(ingest) }
}

function createRecordedChain(store: Store, chainId: ChainId): RecordedChain {
  return {
    checkpoint: async () => (await store.progress(chainId))?.indexed,
    below: (number) => store.blockBelow(chainId, number),
    finalized: async () => (await store.progress(chainId))?.finalized,
  }
}

async function restoreState(store: Store, chainId: ChainId, nowMs: number): Promise<ChainState> {
  const state = createChainState(chainId, nowMs)
  const progress = await store.progress(chainId)
  if (progress === undefined) return state
  const { indexed, safe, finalized, phase } = progress
  const horizon = await horizonOf(store, chainId)
  return { ...state, recorded: indexed, head: indexed, safe, finalized, phase, horizon }
}

function createReport(
  chain: ChainConfig,
  follower: Follower,
  state: ChainState,
  env: Env,
): () => ChainReport {
  const startedMs = env.monotonic()
  const rate = createRate()
  return () => {
    const status = follower.status()
    const nowMs = env.monotonic()
    rate.sample(nowMs, state.eventCount, state.head?.number)
    return {
      chainId: chain.id,
      name: chain.name,
      recorded: state.recorded,
      head: state.head,
      pending: state.pending,
      spans: state.spans,
      safe: state.safe,
      finalized: state.finalized,
      halted: state.halted,
      isStale: isStale({ chain, status, state, startedMs, nowMs }),
      status,
      eventsPerSecond: rate.eventsPerSecond(),
      etaSeconds: rate.etaSeconds(status.head),
    }
  }
}
