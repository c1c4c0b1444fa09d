import type { Database } from 'better-sqlite3'

interface Tree {
  type: 'table' | 'index'
  name: string
  tbl_name: string
  sql: string | null
}

/**
 * Looks for the first row of every table and of every index. SQLite's own check passes an empty tree whose page says that it
 * has branches, and whoever then looks something up in it fails. Throws what SQLite throws.
 */
export function probeTrees(db: Database): void {
  const trees = db
    .prepare<[], Tree>(`SELECT type, name, tbl_name, sql FROM sqlite_schema
      WHERE type IN ('table', 'index')`)
    .all()
  for (const { type, name, tbl_name, sql } of trees) {
    const by = type === 'index' ? `INDEXED BY ${name}` : ''
    db.prepare(`SELECT 1 FROM ${tbl_name} ${by} ${partOf(type, sql)} LIMIT 1`).get()
  }
}

/** A partial index serves only what its own condition lets in. */
function partOf(type: Tree['type'], sql: string | null): string {
  const at = sql?.indexOf(' WHERE ') ?? -1
  return type === 'index' && sql !== null && at !== -1 ? sql.slice(at) : ''
}
