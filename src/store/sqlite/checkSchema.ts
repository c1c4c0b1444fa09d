import type { Database } from 'better-sqlite3'
import { Sqlite } from './driver.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations.ts'

const schemaSql = 'SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name'

/**
 * Holds the schema, which is text inside the file, against the one that the same migrations make: a changed letter of it may
 * name another column or drop a constraint, and SQLite takes it as it is. A sentence when it differs. Reads only.
 */
export function checkSchema(db: Database): readonly string[] {
  const version = Number(db.pragma('user_version', { simple: true }))
  const made = new Sqlite(':memory:')
  try {
    const steps = migrations.slice(0, version)
    migrate(made, { path: ':memory:', migrations: steps, nowMs: 0 })
    const [stored, wanted] = [db, made].map((each) => JSON.stringify(each.prepare(schemaSql).all()))
    return stored === wanted ? [] : [`Its schema is not that of version ${version}.`]
  } finally {
    made.close()
  }
}
