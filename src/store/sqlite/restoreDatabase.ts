import { copyFileSync, existsSync, linkSync, realpathSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { toIsoTime } from '../../utils/calendar.ts'
import { StoreUnreachableError } from '../StoreUnreachableError.ts'
import type { DigestCheck } from '../Upkeep.ts'
import { acquireWriterLock } from './acquireWriterLock.ts'
import { copyDatabase, type OnProgress } from './copyDatabase.ts'
import { Sqlite } from './driver.ts'

/** A store that was put back. */
export interface Restored {
  /** Where the replaced database lies now; undefined where there was none. */
  keptAs: string | undefined
  chains: readonly DigestCheck[]
}

/**
 * Replaces the store at `path` with a checked copy of a backup. The database that was there is kept beside it. Throws
 * `StoreLockedError` while a process writes the store, and what `copyDatabase` throws; the store is then as it was.
 */
export async function restoreDatabase(parameters: {
  backup: string
  path: string
  pid: number
  /** Wall clock, ms: names what is kept. */
  nowMs: number
  onProgress: OnProgress
}): Promise<Restored> {
  const { backup, pid, nowMs, onProgress } = parameters
  const path = resolvePath(parameters.path)
  const lock = acquireWriterLock({ path, pid, nowMs })
  try {
    const unfinished = `${path}.unfinished-${pid}`
    const { chains } = await copyDatabase({ path: backup, target: unfinished, onProgress })
    const keptAs = existsSync(path) ? keepAside(path, nowMs) : undefined
    renameSync(unfinished, path)
    return { keptAs, chains }
  } finally {
    lock.release()
  }
}

/** As SQLite spells it, so that the lock is the writer's own. */
function resolvePath(path: string): string {
  try {
    return existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path))
  } catch (cause) {
    throw new StoreUnreachableError({ path, cause })
  }
}

/** Gives the database a second name: a crash from here on leaves either the old store or the restored one at its path. */
function keepAside(path: string, nowMs: number): string {
  const aside = freeName(`${path}.replaced-${toIsoTime(nowMs).replaceAll(/[-:]|\.\d+/g, '')}`)
  foldLog(path)
  // What could not be folded belongs to the old database, and would ruin the restored one.
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(`${path}${suffix}`)) renameSync(`${path}${suffix}`, `${aside}${suffix}`)
  }
  try {
    linkSync(path, aside)
  } catch (error) {
    if (!isRefused(error)) throw error
    copyFileSync(path, aside)
  }
  return aside
}

/** A second restore within one second replaces nothing that the first one kept. */
function freeName(name: string): string {
  let free = name
  for (let count = 2; existsSync(free); count += 1) free = `${name}-${count}`
  return free
}

/** Moves what the write-ahead log holds into the file. A database that is too damaged for that is kept as it is. */
function foldLog(path: string): void {
  try {
    const db = new Sqlite(path)
    try {
      db.pragma('wal_checkpoint(TRUNCATE)')
    } finally {
      db.close()
    }
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error
  }
}

/** Some file systems know no second names. */
function isRefused(error: unknown): boolean {
  const codes = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK']
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
