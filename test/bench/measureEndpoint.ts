import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadLayout } from './benchLayout.ts'
import { measureFloor } from './measureFloor.ts'
import type { EndpointResult } from './Results.ts'
import { prepareBackfill, runBackfill } from './runBackfill.ts'
import { startReplay } from './startReplay.ts'

/** Backfills once behind an endpoint of another kind, with the floor behind the same one. */
export async function measureEndpoint(parameters: {
  benchDir: string
  folder: string
  world: { blocks: number; logsPerBlock: number }
  latencyMs: number
  resultsMax: number
}): Promise<EndpointResult> {
  const { benchDir, folder, world, latencyMs, resultsMax } = parameters
  const limits = { LATENCY_MS: `${latencyMs}`, MAX_RESULTS: `${resultsMax}` }
  const replay = await startReplay(benchDir, world, limits)
  try {
    const layout = await loadLayout(benchDir)
    const run = await runBackfill(prepareBackfill(replay, { benchDir, layout, folder }))
    const floor = await measureFloor(benchDir, replay, 'raw')
    return {
      latencyMs,
      resultsMax,
      eventsPerSecondFromFirstLogs: run.eventsPerSecondFromFirstLogs,
      floorRawEventsPerSecond: floor.eventsPerSecond,
      rpcCallsPerThousandEvents: run.rpcCallsPerThousandEvents,
    }
  } finally {
    await replay.stop()
  }
}

/** Makes the server of a copied bench leave the time of the block out of its logs, as older nodes do. */
export function dropLogTimestamps(benchDir: string): void {
  const path = join(benchDir, 'server', 'chaingen.mjs')
  const text = readFileSync(path, 'utf8')
  const without = text.replace(`"blockTimestamp":"' + ts + '",`, '')
  if (without === text) throw new Error(`${path} spells the time of a log in another way.`)
  writeFileSync(path, without)
}
