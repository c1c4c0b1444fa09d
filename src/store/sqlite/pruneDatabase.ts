import { realpathSync, statSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { StoreDamagedError } from '../StoreDamagedError.ts'
import { StoreUnreachableError } from '../StoreUnreachableError.ts'
import type { Retention } from '../Upkeep.ts'
import { acquireWriterLock } from './acquireWriterLock.ts'
import { assertPlimsollFile } from './assertPlimsollFile.ts'
import { checkDatabase } from './checkDatabase.ts'
import { Sqlite } from './driver.ts'
import { pruneHistory } from './pruneHistory.ts'
import { pruneOrphans } from './pruneOrphans.ts'
import { pruneRawLogs } from './pruneRawLogs.ts'
import { readSize } from './readSize.ts'
import { sealChains } from './sealChains.ts'
import { upgradeStore } from './upgradeStore.ts'

/** Compacting writes every page once more, to a temporary file and to the log. */
const VACUUM_FACTOR = 2

export interface Pruned {
  /** Rows that went, or would go. */
  rows: {
    orphans: number
    cuts: number
    series: number
    facts: number
    legs: number
    blocks: number
  }
  /** Of these the compressed raw logs, in bytes. */
  rawLogBytes: number
  /** Where the history of chains begins after it. */
  retention: readonly Retention[]
  /** Bytes that are free for reuse inside the file because of it. */
  freedBytes: number
  databaseBytes: number
  /** `short`: the disk has not got the room that compacting needs. */
  compacted: 'yes' | 'no' | 'short'
}

interface PruneParameters {
  path: string
  pid: number
  /** Wall clock, ms. */
  nowMs: number
  /** Seconds; without it history stays whole. */
  before: bigint | undefined
  /** Ids of the bridges that tell of transfers which they do not carry: what is of no followed one goes with its history. */
  strangersOf: readonly string[]
  /** Orphaned evidence older than this goes, seconds. */
  orphansBefore: bigint
  /** Raw logs of finalized blocks go as well; else those of pruned history only. */
  withRawLogs: boolean
  /** Otherwise everything is rolled back, and only told. */
  isApplied: boolean
  freeBytes: number
}

/**
 * Drops what nothing needs from a store that nobody else writes, in one transaction, and then compacts the file. Readers see
 * the state before until it is done. Throws `StoreLockedError`, `StoreDamagedError` when the store is not whole, and what
 * opening it throws.
 */
export async function pruneDatabase(parameters: PruneParameters): Promise<Pruned> {
  const { path, pid, nowMs, isApplied } = parameters
  const db = openFile(path)
  try {
    assertPlimsollFile(db, path, { mayBeEmpty: false })
    const lock = acquireWriterLock({ path: realpathSync(path), pid, nowMs })
    try {
      db.pragma('journal_mode = WAL')
      upgradeStore(db, { path, nowMs, notice: () => undefined })
      assertWhole(db, path)
      const pruned = prune(db, parameters)
      const compacted = isApplied ? compact(db, parameters) : 'no'
      const databaseBytes = compacted === 'yes' ? statSync(path).size : pruned.databaseBytes
      return { ...pruned, databaseBytes, compacted }
    } finally {
      lock.release()
    }
  } finally {
    db.close()
  }
}

function openFile(path: string): Database {
  try {
    return new Sqlite(path, { fileMustExist: true })
  } catch (cause) {
    throw new StoreUnreachableError({ path, cause })
  }
}

/** What is damaged would be taken for the baseline of everything later. */
function assertWhole(db: Database, path: string): void {
  const { damage, chains } = checkDatabase(db)
  const [found] = [...damage, ...chains.flatMap((chain) => chain.damage)]
  if (found !== undefined) throw new StoreDamagedError({ path, found })
}

function prune(db: Database, parameters: PruneParameters): Omit<Pruned, 'compacted'> {
  const { path, nowMs, before, strangersOf, orphansBefore, withRawLogs, isApplied } = parameters
  const free = readSize(db, path).reusableBytes
  db.exec('BEGIN IMMEDIATE')
  try {
    const cuts = db
      .prepare('DELETE FROM cut WHERE sequence < (SELECT max(sequence) FROM cut)')
      .run().changes
    db.exec('DELETE FROM cut_chain WHERE sequence < (SELECT max(sequence) FROM cut)')
    const orphans = pruneOrphans(db, orphansBefore)
    const { series, facts, legs, blocks, retention } =
      before === undefined
        ? { series: 0, facts: 0, legs: 0, blocks: 0, retention: [] }
        : pruneHistory(db, { before, nowMs, strangersOf })
    const rawLogBytes = pruneRawLogs(db, withRawLogs ? 'finalized' : 'pruned')
    sealChains(db)
    const { reusableBytes, databaseBytes } = readSize(db, path)
    db.exec(isApplied ? 'COMMIT' : 'ROLLBACK')
    const rows = { orphans, cuts, series, facts, legs, blocks }
    return { rows, rawLogBytes, retention, freedBytes: reusableBytes - free, databaseBytes }
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
}

function compact(db: Database, { path, freeBytes }: PruneParameters): Pruned['compacted'] {
  const { databaseBytes, reusableBytes } = readSize(db, path)
  if ((databaseBytes - reusableBytes) * VACUUM_FACTOR > freeBytes) return 'short'
  db.exec('VACUUM')
  db.pragma('wal_checkpoint(TRUNCATE)')
  return 'yes'
}
