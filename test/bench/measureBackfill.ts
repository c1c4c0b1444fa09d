import { type BenchLayout, loadLayout } from './benchLayout.ts'
import { checkPastCuts } from './checkPastCuts.ts'
import { measureFloor } from './measureFloor.ts'
import { median } from './median.ts'
import type { BackfillResult, FloorResult } from './Results.ts'
import { type BackfillRun, prepareBackfill, runBackfill } from './runBackfill.ts'
import { type Compiled, startCompiled, verifyCompiled } from './startCompiled.ts'
import type { Replay } from './startReplay.ts'

/**
 * Backfills a fresh database `runs` times, each time with both floors right after, and checks the last one in every way:
 * digest, `plimsoll verify`, past cuts. `onServing` is called while that one is still being served.
 */
export async function measureBackfill(parameters: {
  replay: Replay
  benchDir: string
  folder: string
  world: { blocks: number; logsPerBlock: number }
  runs: number
  seed: number
  say(text: string): void
  onServing(plimsoll: Compiled, layout: BenchLayout): Promise<void>
}): Promise<{ backfill: BackfillResult; floor: FloorResult; floorRaw: FloorResult }> {
  const { replay, benchDir, world, say } = parameters
  const layout = await loadLayout(benchDir)
  const job = prepareBackfill(replay, { ...parameters, layout })
  const runs: BackfillRun[] = []
  const floors: FloorResult[] = []
  const rawFloors: FloorResult[] = []
  for (let i = 0; i < parameters.runs; i += 1) {
    const run = await runBackfill(job)
    const raw = await measureFloor(benchDir, replay, 'raw')
    const batch = await measureFloor(benchDir, replay, 'batch')
    say(
      `run ${i + 1}: ${run.eventsPerSecondFromFirstLogs} events/s, digest right; floor raw ${raw.eventsPerSecond}, batch ${batch.eventsPerSecond}`,
    )
    runs.push(run)
    floors.push(batch)
    rawFloors.push(raw)
  }
  await verifyCompiled(job.config)
  say('plimsoll verify passes')
  const plimsoll = await startCompiled(job.config)
  await plimsoll.caughtUp()
  const pastCuts = await checkPastCuts({ ...parameters, plimsoll, layout })
  say(`past cuts at blocks ${pastCuts.join(', ')} are right`)
  await parameters.onServing(plimsoll, layout)
  await plimsoll.program.stop()
  const middle = median(runs, (run) => run.eventsPerSecondFromFirstLogs)
  const backfill = {
    ...world,
    chains: layout.chainIds.length,
    events: replay.events,
    runs: runs.map((run) => run.eventsPerSecondFromFirstLogs),
    ...middle,
    digest: replay.digest,
    pastCuts,
  }
  const byRate = (floor: FloorResult) => floor.eventsPerSecond
  return { backfill, floor: median(floors, byRate), floorRaw: median(rawFloors, byRate) }
}
