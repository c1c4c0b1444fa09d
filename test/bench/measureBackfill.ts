import { rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BenchLayout, loadLayout } from './benchLayout.ts'
import { checkPastCuts } from './checkPastCuts.ts'
import { collectDigest } from './collectDigest.ts'
import { readUsage } from './processes.ts'
import type { BackfillResult } from './Results.ts'
import { replayConfig } from './replayConfig.ts'
import { type Compiled, startCompiled, verifyCompiled } from './startCompiled.ts'
import type { Replay } from './startReplay.ts'

/** One run; what is the same in all is added later. */
interface Run {
  eventsPerSecond: number
  eventsPerSecondFromFirstLogs: number
  cpuSeconds: number
  serverCpuSeconds: number
  rpcCalls: number
  httpRequests: number
  peakRssMb: number
  databaseBytes: number
}

/**
 * Backfills a fresh database `runs` times and checks the last one in every way: digest, `plimsoll verify`, past cuts.
 * `onServing` is called while that one is still being served.
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
}): Promise<BackfillResult> {
  const { replay, benchDir, folder, world, say } = parameters
  const layout = await loadLayout(benchDir)
  const database = join(folder, 'plimsoll.db')
  const config = join(folder, 'plimsoll.config.json')
  writeFileSync(config, JSON.stringify(replayConfig(layout, { database, rpcBase: replay.base })))
  const runs: Run[] = []
  for (let i = 0; i < parameters.runs; i += 1) {
    runs.push(await runOnce(replay, config, database))
    const digest = await collectDigest(database, layout, benchDir)
    if (digest !== replay.digest) throw new Error(`Digest ${digest}, expected ${replay.digest}.`)
    say(`run ${i + 1}: ${runs.at(-1)?.eventsPerSecond} events/s, digest right`)
  }
  await verifyCompiled(config)
  say('plimsoll verify passes')
  const plimsoll = await startCompiled(config)
  await plimsoll.caughtUp()
  const pastCuts = await checkPastCuts({ ...parameters, plimsoll, layout })
  say(`past cuts at blocks ${pastCuts.join(', ')} are right`)
  await parameters.onServing(plimsoll, layout)
  await plimsoll.program.stop()
  return toResult(runs, { events: replay.events, digest: replay.digest, layout, world, pastCuts })
}

async function runOnce(replay: Replay, config: string, database: string): Promise<Run> {
  for (const suffix of ['', '-wal', '-shm']) rmSync(database + suffix, { force: true })
  await replay.get('/reset')
  const { program, startedAtMs, caughtUp } = await startCompiled(config)
  await caughtUp()
  const endedAtMs = Date.now()
  const { cpuSeconds, peakRssMb } = readUsage(program.pid)
  // CAST: the fields of /stats that the server's README names.
  const stats = (await replay.get('/stats')) as unknown as {
    firstGetLogs: number
    http: number
    rpc: Record<string, number>
    cpuSeconds: number
  }
  const exitCode = await program.stop()
  if (exitCode !== 0) throw new Error(`plimsoll start ended with ${exitCode}.`)
  const perSecond = (fromMs: number) => Math.round((replay.events * 1000) / (endedAtMs - fromMs))
  return {
    eventsPerSecond: perSecond(startedAtMs),
    eventsPerSecondFromFirstLogs: perSecond(stats.firstGetLogs),
    cpuSeconds,
    serverCpuSeconds: stats.cpuSeconds,
    rpcCalls: Object.values(stats.rpc).reduce((sum, count) => sum + count, 0),
    httpRequests: stats.http,
    peakRssMb,
    databaseBytes: statSync(database).size,
  }
}

function toResult(
  runs: readonly Run[],
  job: {
    events: number
    digest: string
    layout: BenchLayout
    world: { blocks: number; logsPerBlock: number }
    pastCuts: readonly number[]
  },
): BackfillResult {
  const { events, digest, layout, world, pastCuts } = job
  const sorted = [...runs].sort((a, b) => a.eventsPerSecond - b.eventsPerSecond)
  const median = sorted[sorted.length >> 1]
  if (median === undefined) throw new Error('No run was made.')
  const { rpcCalls, httpRequests, databaseBytes, ...figures } = median
  return {
    ...world,
    chains: layout.chainIds.length,
    events,
    runs: runs.map(({ eventsPerSecond }) => eventsPerSecond),
    eventsPerSecond: figures.eventsPerSecond,
    eventsPerSecondFromFirstLogs: figures.eventsPerSecondFromFirstLogs,
    cpuSeconds: round(figures.cpuSeconds, 1),
    serverCpuSeconds: round(figures.serverCpuSeconds, 1),
    rpcCallsPerThousandEvents: round((rpcCalls * 1000) / events, 1),
    httpRequestsPerThousandEvents: round((httpRequests * 1000) / events, 1),
    peakRssMb: Math.round(figures.peakRssMb),
    databaseBytesPerEvent: Math.round(databaseBytes / events),
    digest,
    pastCuts,
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
