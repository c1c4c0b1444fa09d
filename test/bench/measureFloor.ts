import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from './processes.ts'
import type { FloorResult } from './Results.ts'
import { repository } from './startCompiled.ts'
import type { Replay } from './startReplay.ts'

/**
 * The floor of the shared bench: JSON.parse, a hand decoder and better-sqlite3, without reorgs or headers; `batch` keeps the
 * state in large transactions, `raw` a row per log beside it. It runs on this repository's own better-sqlite3.
 */
export async function measureFloor(
  benchDir: string,
  replay: Replay,
  mode: 'batch' | 'raw',
): Promise<FloorResult> {
  mkdirSync(join(benchDir, '.tmp'), { recursive: true })
  const modules = join(benchDir, 'floor', 'node_modules')
  if (!existsSync(modules)) symlinkSync(join(repository, 'node_modules'), modules)
  const script = join(benchDir, 'floor', 'backfill.mjs')
  const env = { RPC_BASE: replay.base, MODE: mode, PREFETCH: '0' }
  const output = await runProgram([script], { env })
  // CAST: the floor prints one line of JSON.
  const row = JSON.parse(output.slice(output.indexOf('{"'))) as {
    evs: number
    cpu: number
    match: boolean
  }
  if (!row.match) throw new Error('The floor reached another digest.')
  return { eventsPerSecond: row.evs, cpuSeconds: row.cpu }
}

/** Copies the shared bench, which is read-only, to a folder of one's own. */
export function copyBench(from: string, to: string): string {
  cpSync(from, to, { recursive: true })
  return to
}
