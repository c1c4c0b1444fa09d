import { loadLayout } from './benchLayout.ts'
import { measureFloor } from './measureFloor.ts'
import type { BackfillResult, ScaleResult } from './Results.ts'
import { prepareBackfill, runBackfill } from './runBackfill.ts'
import { startReplay } from './startReplay.ts'

/** Backfills a world of some three million events once, and sets its cost against the small one's. */
export async function measureScale(parameters: {
  benchDir: string
  folder: string
  commit: string
  small: Pick<BackfillResult, 'events' | 'cpuSeconds'>
}): Promise<ScaleResult> {
  const { benchDir, folder, commit, small } = parameters
  const replay = await startReplay(benchDir, { blocks: 100_000, logsPerBlock: 10 })
  try {
    const layout = await loadLayout(benchDir)
    const run = await runBackfill(prepareBackfill(replay, { benchDir, layout, folder }))
    const floor = await measureFloor(benchDir, replay, 'raw')
    const growth = run.cpuSeconds / replay.events / (small.cpuSeconds / small.events)
    return {
      date: new Date().toISOString(),
      commit,
      events: replay.events,
      eventsPerSecondFromFirstLogs: run.eventsPerSecondFromFirstLogs,
      floorRawEventsPerSecond: floor.eventsPerSecond,
      cpuSeconds: run.cpuSeconds,
      cpuGrowth: Number(growth.toFixed(2)),
      peakRssMb: run.peakRssMb,
      databaseBytesPerEvent: run.databaseBytesPerEvent,
      rawLogBytesPerEvent: run.rawLogBytesPerEvent,
    }
  } finally {
    await replay.stop()
  }
}
