import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadLayout } from './benchLayout.ts'
import { measureFloor } from './measureFloor.ts'
import { median } from './median.ts'
import type { EndpointResult, FloorResult } from './Results.ts'
import { type BackfillRun, prepareBackfill, runBackfill } from './runBackfill.ts'
import { startReplay } from './startReplay.ts'

/** Backfills `runs` times behind an endpoint of another kind, each time with the floor right after: the medians of both. */
export async function measureEndpoint(parameters: {
  benchDir: string
  folder: string
  world: { blocks: number; logsPerBlock: number }
  latencyMs: number
  resultsMax: number
  runs: number
}): Promise<EndpointResult> {
  const { benchDir, folder, world, latencyMs, resultsMax } = parameters
  const limits = { LATENCY_MS: `${latencyMs}`, MAX_RESULTS: `${resultsMax}` }
  const replay = await startReplay(benchDir, world, limits)
  try {
    const layout = await loadLayout(benchDir)
    const job = prepareBackfill(replay, { benchDir, layout, folder })
    const runs: BackfillRun[] = []
    const floors: FloorResult[] = []
    for (let i = 0; i < parameters.runs; i += 1) {
      runs.push(await runBackfill(job))
      floors.push(await measureFloor(benchDir, replay, 'raw'))
    }
    const run = median(runs, (each) => each.eventsPerSecondFromFirstLogs)
    const floor = median(floors, (each) => each.eventsPerSecond)
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
