import type { ManyChainsResult } from './measureManyChains.ts'
import type { Measured, PlantedResult, SimulationResult } from './SimulationResults.ts'

/** What `npm run bench` measured, as `results.json` holds it. The README's table is made from nothing else. */
export interface Results {
  commit: string
  /** Files differed from the commit when the bench ran. */
  isDirty: boolean
  /** ISO 8601, UTC. */
  date: string
  machine: Machine
  backfill: BackfillResult
  /** In large transactions, keeping nothing but the state; median of as many runs as the backfill. */
  floor: FloorResult
  /** The same with one row per log. */
  floorRaw?: FloorResult
  /** Behind an endpoint that takes its time. */
  slowEndpoint?: EndpointResult
  /** From a node whose logs do not say when their block was. */
  withoutTimestamps?: EndpointResult
  /** GraphQL while a backfill runs. */
  graphqlInBackfill?: BusyGraphqlResult
  manyChains?: ManyChainsResult
  /** Measured by itself, with `--scale`: it takes long. */
  scale?: ScaleResult
  latency: LatencyResult
  graphql: GraphqlResult
  /** Pure rooms by themselves, with `--rooms`. */
  rooms?: RoomsResult
  /** Measured by themselves: `npm run simulate -- --record`, `npm run simulate:planted -- --record`. */
  simulation?: Measured & SimulationResult
  planted?: Measured & PlantedResult
}

export interface Machine {
  cpu: string
  cores: number
  memoryGb: number
  node: string
  os: string
  /** Load average of one minute before the first measurement: other work on the machine. */
  loadBefore: number
}

/** Figures of the median run by events a second; `runs` are the events a second of all. */
export interface BackfillResult {
  blocks: number
  logsPerBlock: number
  chains: number
  events: number
  runs: readonly number[]
  /** From the start of the process until every chain stands at its head. */
  eventsPerSecond: number
  /** From the first `eth_getLogs` on. */
  eventsPerSecondFromFirstLogs: number
  cpuSeconds: number
  serverCpuSeconds: number
  rpcCallsPerThousandEvents: number
  httpRequestsPerThousandEvents: number
  peakRssMb: number
  /** Facts, series and what they need; without raw logs. */
  databaseBytesPerEvent: number
  rawLogBytesPerEvent?: number
  digest: string
  /** Blocks of the past cuts that were compared with the generator's world. */
  pastCuts: readonly number[]
}

/** JSON.parse, a hand decoder and better-sqlite3, on the same machine right after. */
export interface FloorResult {
  eventsPerSecond: number
  cpuSeconds: number
}

/** One backfill of the same job behind another kind of endpoint, with the floor beside it. */
export interface EndpointResult {
  latencyMs: number
  resultsMax: number
  eventsPerSecondFromFirstLogs: number
  floorRawEventsPerSecond: number
  rpcCallsPerThousandEvents: number
}

/** A steady load of requests for one margin account, from the first to the last logs of a backfill. */
export interface BusyGraphqlResult {
  requestsPerSecond: number
  requests: number
  p50Ms: number
  p99Ms: number
  maxMs: number
  /** Of every run; the other figures are those of the one in the middle. */
  p99sMs: readonly number[]
  /** Of the backfill beside it. */
  eventsPerSecondFromFirstLogs: number
}

/** One backfill of a larger world. */
export interface ScaleResult {
  date: string
  commit: string
  events: number
  eventsPerSecondFromFirstLogs: number
  floorRawEventsPerSecond: number
  cpuSeconds: number
  /** CPU seconds per event over those of the small world. */
  cpuGrowth: number
  peakRssMb: number
  databaseBytesPerEvent: number
  rawLogBytesPerEvent: number
}

/** What pure rooms cost, without chains and database. */
export interface RoomsResult {
  date: string
  commit: string
  loadBefore: number
  ticks: TickResult
  /** One account of four exposures, exactly. */
  accountUs: number
  /** Joining and judging, of processor time. */
  legUs: number
}

/** Ticks over accounts of four exposures and 64 assets. */
export interface TickResult {
  accounts: number
  bytesPerAccount: number
  oneAsset: { medianMs: number; worstMs: number }
  /** Every asset moves by 1 %. */
  everyAsset: { medianMs: number; worstMs: number }
  /** Random steps after which every account was held against the exact pass. */
  steps: number
  differences: number
}

/** Milliseconds from a block's being mined to its arrival in a GraphQL subscription. */
export interface LatencyResult {
  samples: number
  p50Ms: number
  p99Ms: number
  maxMs: number
}

export interface GraphqlResult {
  connections: number
  seconds: number
  marginAccount: Rate
  /** graphql-yoga answering a constant, on the same machine right after. */
  hello: Rate
}

export interface Rate {
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
}
