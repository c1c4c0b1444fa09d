import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { StoreDamagedError } from '../StoreDamagedError.ts'
import { StoreFullError } from '../StoreFullError.ts'
import { StoreTooNewError } from '../StoreTooNewError.ts'
import { StoreUnreachableError } from '../StoreUnreachableError.ts'
import { assertPlimsollFile } from './assertPlimsollFile.ts'
import { checkDatabase, type DatabaseCheck } from './checkDatabase.ts'
import { Sqlite } from './driver.ts'
import { migrations } from './migrations.ts'

/** 8 MiB of pages a batch: progress is shown between two. */
const PAGES_PER_BATCH = 2_048

/** A writer elsewhere holds the file for moments only. */
const BUSY_TIMEOUT_MS = 5_000

/** Versions from which blocks carry digests. */
const DIGEST_VERSION_MIN = 2

export type OnProgress = (done: { pages: number; pagesTotal: number }) => void

/**
 * Copies a whole store into one new file at `target` and checks the copy, beside a writer if need be. One read transaction
 * is held over the source: writers go on, and no commit of theirs makes the copy start again. Throws `StoreForeignError`,
 * `StoreTooNewError`, `StoreDamagedError`, `StoreUnreachableError`; what was written is then removed again.
 */
export async function copyDatabase(parameters: {
  path: string
  target: string
  onProgress: OnProgress
  pagesPerBatch?: number | undefined
}): Promise<DatabaseCheck> {
  const { path, target, onProgress, pagesPerBatch = PAGES_PER_BATCH } = parameters
  const db = openSource(path)
  try {
    db.exec('BEGIN')
    const version = db.pragma('user_version', { simple: true })
    if (typeof version === 'number' && version > migrations.length) {
      throw new StoreTooNewError({ path, version, versionMax: migrations.length })
    }
    await db.backup(target, {
      progress({ totalPages, remainingPages }) {
        onProgress({ pages: totalPages - remainingPages, pagesTotal: totalPages })
        return pagesPerBatch
      },
    })
    return seal(target, { path, hasDigests: Number(version) >= DIGEST_VERSION_MIN })
  } catch (error) {
    for (const suffix of ['', '-wal', '-shm', '-journal'])
      rmSync(`${target}${suffix}`, { force: true })
    throw toStoreError(error, path, target)
  } finally {
    db.close()
  }
}

function openSource(path: string): Database {
  let db: Database
  try {
    db = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS })
  } catch (cause) {
    throw new StoreUnreachableError({ path, cause })
  }
  try {
    assertPlimsollFile(db, path, { mayBeEmpty: false })
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Makes the copy one file that needs no other, checks it and waits until the disk has it. */
function seal(target: string, source: { path: string; hasDigests: boolean }): DatabaseCheck {
  const copy = new Sqlite(target)
  try {
    copy.pragma('journal_mode = DELETE')
    const check = checkDatabase(copy, source.hasDigests ? undefined : 'file')
    const [found] = [...check.damage, ...check.chains.flatMap(({ damage }) => damage)]
    if (found !== undefined) throw new StoreDamagedError({ path: source.path, found })
    return check
  } finally {
    copy.close()
    syncFile(target)
  }
}

function syncFile(path: string): void {
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}

function toStoreError(error: unknown, path: string, target: string): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error
  if (error.code === 'SQLITE_FULL') return new StoreFullError({ path: target, cause: error })
  if (error.code === 'SQLITE_CANTOPEN')
    return new StoreUnreachableError({ path: target, cause: error })
  if (error.code.startsWith('SQLITE_CORRUPT'))
    return new StoreDamagedError({
      path,
      found: `SQLite cannot read it (${error.code})`,
      cause: error,
    })
  return error
}
