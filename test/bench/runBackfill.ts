import { rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore.ts'
import type { BenchLayout } from './benchLayout.ts'
import { collectDigest } from './collectDigest.ts'
import { readUsage } from './processes.ts'
import { replayConfig } from './replayConfig.ts'
import { type Compiled, startCompiled } from './startCompiled.ts'
import type { Replay } from './startReplay.ts'

/** What is measured of one backfill into a fresh database. */
export interface BackfillRun {
  eventsPerSecond: number
  eventsPerSecondFromFirstLogs: number
  cpuSeconds: number
  serverCpuSeconds: number
  rpcCallsPerThousandEvents: number
  httpRequestsPerThousandEvents: number
  peakRssMb: number
  databaseBytesPerEvent: number
  rawLogBytesPerEvent: number
}

/** A job that can be repeated: the same world, config and database. */
export interface BackfillJob {
  replay: Replay
  benchDir: string
  layout: BenchLayout
  config: string
  database: string
}

export function prepareBackfill(
  replay: Replay,
  parameters: { benchDir: string; layout: BenchLayout; folder: string },
): BackfillJob {
  const { benchDir, layout, folder } = parameters
  const database = join(folder, 'plimsoll.db')
  const config = join(folder, 'plimsoll.config.json')
  writeFileSync(config, JSON.stringify(replayConfig(layout, { database, rpcBase: replay.base })))
  return { replay, benchDir, layout, config, database }
}

/** Backfills a fresh database with default settings and checks the digest. `meanwhile` runs beside it, until it is through. */
export async function runBackfill(
  job: BackfillJob,
  meanwhile?: (plimsoll: Compiled, caughtUp: Promise<void>) => Promise<void>,
): Promise<BackfillRun> {
  const { replay, config, database } = job
  for (const suffix of ['', '-wal', '-shm']) rmSync(database + suffix, { force: true })
  await replay.get('/reset')
  const plimsoll = await startCompiled(config)
  const { program, startedAtMs } = plimsoll
  const caughtUp = plimsoll.caughtUp()
  const beside = meanwhile?.(plimsoll, caughtUp)
  await caughtUp
  const endedAtMs = Date.now()
  const { cpuSeconds, peakRssMb } = readUsage(program.pid)
  // CAST: the fields of /stats that the server's README names.
  const stats = (await replay.get('/stats')) as unknown as {
    firstGetLogs: number
    http: number
    rpc: Record<string, number>
    cpuSeconds: number
  }
  await beside
  const exitCode = await program.stop()
  if (exitCode !== 0) throw new Error(`plimsoll start ended with ${exitCode}.`)
  const sizes = await readSizes(job)
  const perSecond = (fromMs: number) => Math.round((replay.events * 1000) / (endedAtMs - fromMs))
  const perThousand = (count: number) => round((count * 1000) / replay.events)
  return {
    eventsPerSecond: perSecond(startedAtMs),
    eventsPerSecondFromFirstLogs: perSecond(stats.firstGetLogs),
    cpuSeconds: round(cpuSeconds),
    serverCpuSeconds: round(stats.cpuSeconds),
    rpcCallsPerThousandEvents: perThousand(Object.values(stats.rpc).reduce((a, b) => a + b, 0)),
    httpRequestsPerThousandEvents: perThousand(stats.http),
    peakRssMb: Math.round(peakRssMb),
    ...sizes,
  }
}

/** Reads the recorded state back: its digest has to be the server's. */
async function readSizes({ replay, benchDir, layout, database }: BackfillJob) {
  const digest = await collectDigest(database, layout, benchDir)
  if (digest !== replay.digest) throw new Error(`Digest ${digest}, expected ${replay.digest}.`)
  const store = await openSqliteStore({ path: database, pid: process.pid, nowMs: Date.now() })
  const raw = (await store.rawLogSizes()).reduce((sum, { bytes }) => sum + bytes, 0)
  await store.close()
  const total = statSync(database).size
  return {
    databaseBytesPerEvent: Math.round((total - raw) / replay.events),
    rawLogBytesPerEvent: Math.round(raw / replay.events),
  }
}

function round(value: number): number {
  return Number(value.toFixed(1))
}
