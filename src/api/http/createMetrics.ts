import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Condition } from '../../alerts/Condition.ts'
import { CutError } from '../views/cut/CutError.ts'
import type { Views } from '../views/Views.ts'

/** Prometheus metrics of one server, in base units; chains are the only ids in labels, accounts never are. */
export interface Metrics {
  /** Text of a scrape, with everything read at this moment. */
  scrape(): Promise<string>
  contentType: string
  /** Records one finished request. */
  observeRequest(parameters: { route: string; status: number; seconds: number }): void
}

type Registered = ReturnType<typeof createCollectors>

/** Request times from one margin account out of memory (1 ms) to a page of 200 (seconds). */
const DURATION_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

/** Creates the metrics over `views`; nothing is read between scrapes. */
export function createMetrics(parameters: {
  views: Views
  subscriptions(): number
  version: string
}): Metrics {
  const { views, subscriptions, version } = parameters
  const registry = new Registry()
  const collectors = createCollectors(registry)
  collectors.info.set({ version }, 1)
  return {
    contentType: registry.contentType,
    observeRequest: ({ route, status, seconds }) =>
      collectors.duration.observe({ route, status: String(status) }, seconds),
    async scrape() {
      collectors.subscriptions.set(subscriptions())
      setChains(collectors, views)
      await setStorage(collectors, views)
      await setCut(collectors, views)
      return registry.metrics()
    },
  }
}

function setChains(collectors: Registered, views: Views): void {
  const { height, lagSeconds, lagBlocks, stale, requests, failures, reorgs } = collectors
  requests.reset()
  failures.reset()
  reorgs.count.reset()
  for (const chain of views.status()) {
    const labels = { chain: chain.name, chain_id: String(chain.chainId) }
    setGauge(height.head, labels, chain.head)
    setGauge(height.indexed, labels, chain.followed)
    setGauge(height.safe, labels, chain.safe)
    setGauge(height.finalized, labels, chain.finalized)
    setGauge(lagSeconds, labels, chain.lagSeconds)
    setGauge(lagBlocks, labels, chain.lagBlocks)
    stale.set(labels, chain.isStale ? 1 : 0)
    // The followers count; a counter of ours would start again at zero beside theirs.
    requests.inc(labels, chain.rpc.requests)
    failures.inc(labels, chain.rpc.failures)
    reorgs.count.inc(labels, chain.reorgs.count)
    setGauge(reorgs.deepest, labels, chain.reorgs.deepest)
    setEndpoints(collectors, chain)
  }
}

/** An endpoint is named by its label; its URL is nowhere. */
function setEndpoints(
  { endpointUp, endpointLatency, witnesses }: Registered,
  chain: ReturnType<Views['status']>[number],
): void {
  const labels = { chain: chain.name, chain_id: String(chain.chainId) }
  witnesses.set(labels, chain.independentEndpoints)
  for (const { label, state, latencyMs } of chain.endpoints) {
    const own = { ...labels, endpoint: label }
    endpointUp.set(own, state === 'ok' ? 1 : 0)
    if (latencyMs !== undefined) endpointLatency.set(own, latencyMs / 1_000)
  }
}

async function setStorage({ storage }: Registered, views: Views): Promise<void> {
  const { databaseBytes, walBytes, rawLogBytes, reusableBytes } = await views.storage()
  storage.set({ part: 'database' }, databaseBytes)
  storage.set({ part: 'wal' }, walBytes)
  storage.set({ part: 'raw_logs' }, rawLogBytes)
  storage.set({ part: 'reusable' }, reusableBytes)
}

/** Before the first publication there is no cut: its metrics are absent rather than zero. */
async function setCut(collectors: Registered, views: Views): Promise<void> {
  collectors.conditions.reset()
  const reader = await openLatest(views)
  if (reader === undefined) return
  try {
    collectors.sequence.set(reader.cut.sequence)
    collectors.revision.set(reader.cut.revision)
    for (const condition of reader.conditions()) collectors.conditions.inc(labelsOf(condition))
  } finally {
    reader.release()
  }
}

async function openLatest(views: Views): Promise<Awaited<ReturnType<Views['open']>> | undefined> {
  try {
    return await views.open({ by: 'finality', finality: 'LATEST' })
  } catch (error) {
    if (error instanceof CutError && error.code === 'NO_DATA_YET') return undefined
    throw error
  }
}

function labelsOf({ code, severity }: Condition): { code: string; severity: string } {
  return { code, severity }
}

/** Block numbers and lags are far below 2^53; an unknown one is absent. */
function setGauge<label extends string>(
  gauge: Gauge<label>,
  labels: Record<label, string>,
  value: bigint | undefined,
): void {
  if (value === undefined) gauge.remove(labels)
  else gauge.set(labels, Number(value))
}

function createCollectors(registry: Registry) {
  const registers = [registry]
  const labelNames = ['chain', 'chain_id'] as const
  function chainGauge(name: string, help: string) {
    return new Gauge({ name, help, labelNames, registers })
  }
  function chainCounter(name: string, help: string) {
    return new Counter({ name, help, labelNames, registers })
  }
  return {
    height: {
      head: chainGauge('plimsoll_head_block', 'Highest block any healthy endpoint named.'),
      indexed: chainGauge('plimsoll_indexed_block', 'Last block that was read.'),
      safe: chainGauge('plimsoll_safe_block', 'Height that the chain calls safe.'),
      finalized: chainGauge('plimsoll_finalized_block', 'Height that the chain calls finalized.'),
    },
    lagSeconds: chainGauge('plimsoll_lag_seconds', 'How far the last read block is behind.'),
    lagBlocks: chainGauge('plimsoll_lag_blocks', 'Blocks between head and last read block.'),
    stale: chainGauge('plimsoll_chain_stale', '1 while no endpoint confirms the head in time.'),
    requests: chainCounter('plimsoll_rpc_requests_total', 'RPC requests sent.'),
    failures: chainCounter('plimsoll_rpc_failures_total', 'RPC requests that failed.'),
    reorgs: {
      count: chainCounter('plimsoll_reorgs_total', 'Reorgs seen.'),
      deepest: chainGauge('plimsoll_reorg_depth_max_blocks', 'Blocks the deepest reorg took back.'),
    },
    witnesses: chainGauge('plimsoll_independent_endpoints', 'Different witnesses among endpoints.'),
    endpointUp: new Gauge({
      name: 'plimsoll_endpoint_up',
      help: '1 while an endpoint is asked first, 0 while something is wrong with it.',
      labelNames: ['chain', 'chain_id', 'endpoint'],
      registers,
    }),
    endpointLatency: new Gauge({
      name: 'plimsoll_endpoint_latency_seconds',
      help: 'Typical answer time of late.',
      labelNames: ['chain', 'chain_id', 'endpoint'],
      registers,
    }),
    conditions: new Gauge({
      name: 'plimsoll_conditions',
      help: 'What is wrong at the latest cut.',
      labelNames: ['code', 'severity'],
      registers,
    }),
    storage: new Gauge({
      name: 'plimsoll_storage_bytes',
      help: 'Bytes on disk; raw logs and reusable room are inside the database.',
      labelNames: ['part'],
      registers,
    }),
    sequence: new Gauge({ name: 'plimsoll_sequence', help: 'Sequence of the cut.', registers }),
    revision: new Gauge({ name: 'plimsoll_revision', help: 'Dataset revision.', registers }),
    subscriptions: new Gauge({
      name: 'plimsoll_subscriptions',
      help: 'Open subscriptions.',
      registers,
    }),
    info: new Gauge({
      name: 'plimsoll_build_info',
      help: 'Always 1; the version is a label.',
      labelNames: ['version'],
      registers,
    }),
    duration: new Histogram({
      name: 'plimsoll_http_request_duration_seconds',
      help: 'Time from request to last byte, without event streams.',
      labelNames: ['route', 'status'],
      buckets: DURATION_BUCKETS,
      registers,
    }),
  }
}
