/** What `npm run bench` measured, as `results.json` holds it. The README's table is made from nothing else. */
export interface Results {
  commit: string
  /** Files differed from the commit when the bench ran. */
  isDirty: boolean
  /** ISO 8601, UTC. */
  date: string
  machine: Machine
  backfill: BackfillResult
  floor: FloorResult
  latency: LatencyResult
  graphql: GraphqlResult
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
  databaseBytesPerEvent: number
  digest: string
  /** Blocks of the past cuts that were compared with the generator's world. */
  pastCuts: readonly number[]
}

/** JSON.parse, a hand decoder and better-sqlite3, on the same machine right after. */
export interface FloorResult {
  eventsPerSecond: number
  cpuSeconds: number
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
