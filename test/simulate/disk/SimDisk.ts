import { dirname } from 'node:path'
import type { Database } from 'better-sqlite3'
import { Sqlite } from '../../../src/store/sqlite/driver.ts'
import { createRandom } from '../../faults/support/createRandom.ts'
import type { ScriptedDisk } from '../../faults/support/createScriptedEnv.ts'
import { InvariantBroken } from '../Failure.ts'
import { pick } from '../world/Deployment.ts'
import { type WatchedStatement, watchStatements } from './watchStatements.ts'

/**
 * How a disk is full: `reserve` below what the config holds back, so that the program stops by itself; otherwise SQLite
 * finds out, at any statement that changes rows, at a COMMIT, or where the database file itself would grow.
 */
export type FullWay = 'reserve' | 'statement' | 'commit' | 'growth'

/** The disk below a world's databases. */
export interface SimDisk extends ScriptedDisk {
  /** Full from now on until `free`, in the given way; for `statement` after so many more statements. */
  fill(way: FullWay, statements: number): void
  free(): void
  /** How it is full, and since when, virtual ms. */
  full(): { way: FullWay; sinceMs: number } | undefined
  /** To be called before every write that the program asks its store for. */
  noteWrite(): void
  /** Throws `InvariantBroken` where something was written although there was too little room left. */
  assertKept(): void
  end(): void
}

const bytesPerMb = 1_048_576
const plenty = 100 * 2 ** 30

/** What is left while the disk is below the reserve. */
const scarce = 20 * bytesPerMb

/** Pages of the log after which it is copied into the database: a small world would never get to the 4,000 that ship. */
const checkpointPages = [4_000, 4_000, 40, 8]

/** No log of a small world gets there: readers who hold a snapshot are waited for then, and here nobody else lets time pass. */
const logBytesMax = 64 * bytesPerMb

/** How old what the program knows of free space may be, virtual ms. */
const knownMs = 1_000

/** A database cannot have more pages. */
const pagesMax = 4_294_967_294

/** Creates the disk of a seed's world; `folder` holds its databases. */
export function createSimDisk(parameters: {
  seed: number
  folder: string
  nowMs: () => number
}): SimDisk {
  const { seed, folder, nowMs } = parameters
  const pages = pick(createRandom(seed ^ 0xd15c), checkpointPages)
  const limited = new Set<Database>()
  let full: { way: FullWay; sinceMs: number } | undefined
  let left = 0
  let writesBelow = 0

  const refuse = (): never => {
    throw new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL')
  }
  const limit = (db: Database): void => {
    if (limited.has(db)) return
    limited.add(db)
    db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`)
  }
  const end = watchStatements(({ db, sql, moment }) => {
    if (dirname(db.name) !== folder) return
    if (moment === 'after') {
      if (isLease(sql)) db.pragma(`wal_autocheckpoint = ${pages}`)
      return
    }
    if (full === undefined) return
    if (full.way === 'growth') limit(db)
    if (full.way === 'commit' && (sql === 'COMMIT' || isCheckpoint(sql))) refuse()
    if (full.way !== 'statement' || !(isChange(sql) || isCheckpoint(sql))) return
    left -= 1
    if (left < 0) refuse()
  })
  const disk: SimDisk = {
    freeBytes: plenty,
    logBytesMax,
    fill(way, statements) {
      disk.free()
      full = { way, sinceMs: nowMs() }
      left = statements
      if (way === 'reserve') disk.freeBytes = scarce
    },
    free() {
      full = undefined
      disk.freeBytes = plenty
      for (const db of limited) if (db.open) db.pragma(`max_page_count = ${pagesMax}`)
      limited.clear()
    },
    full: () => full,
    noteWrite() {
      if (full?.way === 'reserve' && nowMs() - full.sinceMs > knownMs) writesBelow += 1
    },
    assertKept() {
      if (writesBelow > 0)
        throw new InvariantBroken('disk', `${writesBelow} writes into what is held in reserve`)
    },
    end,
  }
  return disk
}

/** The first statement of every writer, behind the setting up of its connection. */
function isLease(sql: string): boolean {
  return sql.startsWith('UPDATE lease')
}

function isChange(sql: string): boolean {
  return /^\s*(INSERT|UPDATE|DELETE)/.test(sql)
}

function isCheckpoint(sql: WatchedStatement['sql']): boolean {
  return sql.includes('wal_checkpoint')
}
