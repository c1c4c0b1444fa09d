import { readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { toIsoTime } from '../../utils/calendar.ts'
import { StoreFullError } from '../StoreFullError.ts'
import { isFull } from './isFull.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations.ts'

/** Copies from before earlier upgrades; each is as large as the database was. */
const COPIES_MAX = 2

/** Makes one file of a state of the database; a writer waits for it. */
const copySql = 'VACUUM INTO ?'

/**
 * Brings a store to the newest schema. One of an older schema is first copied to `<path>.v<version>-<date>.bak`, which `notice`
 * says; the oldest of such copies go. Throws what `migrate` throws, and `StoreFullError`; the store is then as it was.
 */
export function upgradeStore(
  db: Database,
  parameters: { path: string; nowMs: number; notice: (sentence: string) => void },
): void {
  const { path, nowMs, notice } = parameters
  const version = db.pragma('user_version', { simple: true })
  if (typeof version === 'number' && version > 0 && version < migrations.length) {
    const copy = `${path}.v${version}-${toIsoTime(nowMs).slice(0, 10)}.bak`
    copyTo(db, path, copy)
    notice(
      `The database ${path} is brought from schema version ${version} to ${migrations.length}; it was copied to ${copy} first.`,
    )
    dropOldCopies(path)
  }
  migrate(db, { path, migrations, nowMs })
}

function copyTo(db: Database, path: string, copy: string): void {
  const unfinished = `${copy}.unfinished`
  rmSync(unfinished, { force: true })
  try {
    db.prepare(copySql).run(unfinished)
  } catch (cause) {
    rmSync(unfinished, { force: true })
    throw isFull(cause) ? new StoreFullError({ path, cause }) : cause
  }
  renameSync(unfinished, copy)
}

/** Their names end with the day, so that within one version the order of names is that of time. */
function dropOldCopies(path: string): void {
  const start = `${basename(path)}.v`
  const copies = readdirSync(dirname(path))
    .filter(
      (name) =>
        name.startsWith(start) && /^\d+-\d{4}-\d{2}-\d{2}\.bak$/.test(name.slice(start.length)),
    )
    .sort((a, b) => a.slice(-14).localeCompare(b.slice(-14)))
  for (const name of copies.slice(0, -COPIES_MAX)) rmSync(join(dirname(path), name))
}
