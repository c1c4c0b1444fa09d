import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { assert } from '../../errors/assert.ts'
import { StoreAlteredError } from '../StoreAlteredError.ts'
import { StoreTooNewError } from '../StoreTooNewError.ts'
import { APPLICATION_ID } from './assertPlimsollFile.ts'
import type { Migration } from './migrations.ts'

/**
 * Brings the schema to the newest version, each step in a transaction of its own, and checks that the steps taken before
 * were the ones known here. Throws `StoreTooNewError`, `StoreAlteredError`.
 */
export function migrate(
  db: Database,
  parameters: { path: string; migrations: readonly Migration[]; nowMs: number },
): void {
  const { path, migrations, nowMs } = parameters
  const version = db.pragma('user_version', { simple: true })
  assert(typeof version === 'number', 'a schema version is a number')
  if (version > migrations.length) {
    throw new StoreTooNewError({ path, version, versionMax: migrations.length })
  }
  assertUnaltered(db, path, migrations.slice(0, version))
  for (const migration of migrations.slice(version)) apply(db, migration, nowMs)
}

function assertUnaltered(db: Database, path: string, taken: readonly Migration[]): void {
  if (taken.length === 0) return
  const recorded = db
    .prepare<[number], string>('SELECT checksum FROM migration WHERE version = ?')
    .pluck()
  for (const migration of taken) {
    const { version } = migration
    if (recorded.get(version) !== checksum(migration))
      throw new StoreAlteredError({ path, version })
  }
}

function apply(db: Database, migration: Migration, nowMs: number): void {
  const { version, sql, run } = migration
  db.transaction(() => {
    db.exec(sql)
    run?.(db)
    db.pragma(`application_id = ${APPLICATION_ID}`)
    db.pragma(`user_version = ${version}`)
    db.prepare('INSERT INTO migration (version, checksum, applied_at_ms) VALUES (?, ?, ?)').run(
      version,
      checksum(migration),
      nowMs,
    )
  }).immediate()
}

function checksum(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex')
}
