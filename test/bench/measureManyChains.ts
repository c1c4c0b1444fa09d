import { setTimeout as sleep } from 'node:timers/promises'
import { readUsage } from './processes.ts'
import { startCompiled } from './startCompiled.ts'
import { type LiveHead, startLive, writeLiveConfig } from './startLive.ts'

/** What following many live chains costs. Lag is how long a block has been there that is not served yet. */
export interface ManyChainsResult {
  chains: number
  blockMs: number
  transport: 'http' | 'ws'
  seconds: number
  lagP50Ms: number
  lagP99Ms: number
  lagMaxMs: number
  /** CPU seconds per second of the follower's process. */
  cpuShare: number
  peakRssMb: number
  blocksServed: number
  requestsPerBlock: number
}

const sampleMs = 250

/**
 * Follows `chains` live chains at one block per `blockMs` with the shipped command line, and samples which mined blocks
 * are not served yet, and for how long.
 */
export async function measureManyChains(parameters: {
  folder: string
  chains: number
  blockMs: number
  transport: 'http' | 'ws'
  seconds: number
}): Promise<ManyChainsResult> {
  const { folder, chains, blockMs, transport, seconds } = parameters
  const live = await startLive({ chains, blockMs, history: 200, logEvery: 5 })
  try {
    const config = writeLiveConfig(live, { folder, chains, blockMs, transport })
    const plimsoll = await startCompiled(config)
    const readAll = () => readServed(plimsoll.url)
    await awaitAll(chains, readAll)
    await sleep(5_000)
    const before = readUsage(plimsoll.program.pid)
    const servedBefore = await readAll()
    const startedMs = performance.now()
    const lags: number[] = []
    while (performance.now() - startedMs < seconds * 1_000) {
      await sleep(sampleMs)
      // Served is read first: a block that is mined between the two counts as lag, never the other way round.
      const { served } = await readAll()
      const heads = await live.heads()
      lags.push(...heads.map((head) => toLagMs(head, served, blockMs)))
    }
    const measuredSeconds = (performance.now() - startedMs) / 1_000
    const after = readUsage(plimsoll.program.pid)
    const servedAfter = await readAll()
    await plimsoll.program.stop()
    const blocks = sum(servedAfter.served) - sum(servedBefore.served)
    const at = (share: number) => Math.round(quantile(lags, share))
    return {
      ...{ chains, blockMs, transport, seconds },
      lagP50Ms: at(0.5),
      lagP99Ms: at(0.99),
      lagMaxMs: at(1),
      cpuShare: round((after.cpuSeconds - before.cpuSeconds) / measuredSeconds),
      peakRssMb: Math.round(after.peakRssMb),
      blocksServed: blocks,
      requestsPerBlock: round((servedAfter.requests - servedBefore.requests) / blocks),
    }
  } finally {
    await live.program.stop()
  }
}

interface Served {
  /** Height per chain id. */
  served: ReadonlyMap<number, number>
  requests: number
}

async function readServed(url: string): Promise<Served> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: '{ meta { chains { chainId indexed endpoints { requests } } } }',
    }),
  })
  // CAST: the shape of the query.
  const { data } = (await response.json()) as {
    data: {
      meta: {
        chains: { chainId: number; indexed: string | null; endpoints: { requests: string }[] }[]
      }
    } | null
  }
  const rows = data?.meta.chains ?? []
  return {
    served: new Map(rows.map(({ chainId, indexed }) => [chainId, Number(indexed ?? -1)])),
    requests: rows
      .flatMap(({ endpoints }) => endpoints)
      .reduce((total, { requests }) => total + Number(requests), 0),
  }
}

async function awaitAll(chains: number, read: () => Promise<Served>): Promise<void> {
  for (;;) {
    const { served } = await read().catch(() => ({ served: new Map<number, number>() }))
    const isThere = served.size === chains && [...served.values()].every((number) => number >= 199)
    if (isThere) return
    await sleep(200)
  }
}

/** Age of the first block that is not served: blocks before the head are `blockMs` apart. */
function toLagMs(head: LiveHead, served: ReadonlyMap<number, number>, blockMs: number): number {
  const missing = head.number - (served.get(head.id) ?? 0)
  return missing <= 0 ? 0 : Date.now() - head.minedAtMs + (missing - 1) * blockMs
}

function sum(heights: ReadonlyMap<number, number>): number {
  return [...heights.values()].reduce((total, number) => total + number, 0)
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
