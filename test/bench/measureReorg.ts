import { setTimeout as sleep } from 'node:timers/promises'
import { readUsage } from './processes.ts'
import { startCompiled, verifyCompiled } from './startCompiled.ts'
import { startLive, writeLiveConfig } from './startLive.ts'

/** What a deep reorg costs: from the moment in which the chain changed until its new head is served. */
export interface ReorgResult {
  depth: number
  seconds: number
  secondsPerThousandBlocks: number
  cpuSeconds: number
  peakRssMb: number
}

/** Blocks below the first reorg, so that each has a common ancestor. */
const spareBlocks = 1_000

const pollMs = 10

/**
 * Lets the shipped command line follow one chain, block by block as all of it is unfinalized, replaces its newest blocks
 * (one in five with a fact in it) by as many others and one, and measures until the new head is served; once per depth. In
 * the end every recorded row must follow from the facts.
 */
export async function measureReorg(parameters: {
  folder: string
  depths: readonly number[]
}): Promise<readonly ReorgResult[]> {
  const { folder, depths } = parameters
  const history = Math.max(...depths) + spareBlocks
  const live = await startLive({ chains: 1, blockMs: 0, history, logEvery: 5 })
  try {
    const finality = { policy: 'depth', safeDepth: 50_000, finalizedDepth: 50_000 } as const
    const config = writeLiveConfig(live, {
      ...{ folder, chains: 1, blockMs: 1_000, transport: 'ws', finality },
    })
    const plimsoll = await startCompiled(config)
    const awaitHead = async () => {
      const [head] = await live.heads()
      while ((await readHash(plimsoll.url)) !== head?.hash) await sleep(pollMs)
    }
    await awaitHead()
    const results: ReorgResult[] = []
    for (const depth of depths) {
      const before = readUsage(plimsoll.program.pid)
      const startedMs = performance.now()
      await live.reorg(0, depth)
      await awaitHead()
      const seconds = (performance.now() - startedMs) / 1_000
      const after = readUsage(plimsoll.program.pid)
      results.push({
        depth,
        seconds: round(seconds),
        secondsPerThousandBlocks: round((seconds / depth) * 1_000),
        cpuSeconds: round(after.cpuSeconds - before.cpuSeconds),
        peakRssMb: Math.round(after.peakRssMb),
      })
    }
    await plimsoll.program.stop()
    await verifyCompiled(config)
    return results
  } finally {
    await live.program.stop()
  }
}

/** Hash of the block that answers are served at. */
async function readHash(url: string): Promise<string | undefined> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ meta { cut { chains { hash } } } }' }),
  }).catch(() => undefined)
  // CAST: the shape of the query; there is no data before the first block.
  const answer = (await response?.json()) as
    | { data?: { meta: { cut: { chains: { hash: string }[] } | null } } | null }
    | undefined
  return answer?.data?.meta.cut?.chains[0]?.hash
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000
}
