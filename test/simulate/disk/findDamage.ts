import type { Project } from '../../../src/config/Project.ts'
import { BaseError } from '../../../src/errors/BaseError.ts'
import { verify } from '../../../src/start/verify.ts'
import { checkFileAt } from '../../../src/store/sqlite/checkFileAt.ts'
import { Sqlite } from '../../../src/store/sqlite/driver.ts'
import { openSqliteStore } from '../../../src/store/sqlite/openSqliteStore.ts'

/** Who finds a damage: SQLite's own check, the digests and what rows imply, or the running values that no facts explain. */
export type DamageFinder = 'sqlite' | 'digest' | 'verify'

/** What `plimsoll db verify` finds in a file that nobody writes; undefined where it finds nothing. */
export async function findDamage(
  path: string,
  project: Project,
): Promise<DamageFinder | undefined> {
  try {
    const { damage, chains } = await checkFileAt({ path })
    if (damage.some((found) => found.startsWith('SQLite'))) return 'sqlite'
    if (damage.length > 0 || chains.some((chain) => chain.damage.length > 0)) return 'digest'
    const store = await openSqliteStore({ path, pid: process.pid, nowMs: 0 })
    try {
      const { chains } = await verify({ store, project })
      return chains.some(({ mismatches }) => mismatches.length > 0) ? 'verify' : undefined
    } finally {
      await store.close()
    }
  } catch (error) {
    // A file that is refused in so many words is found damaged too.
    if (error instanceof BaseError) return 'digest'
    throw error
  }
}

/**
 * What no figure is ever read from, and nothing guards: what a reorg left as evidence, when and why something was published.
 */
export const evidence: ReadonlySet<string> = new Set([
  ...['block', 'fact', 'tx', 'leg', 'leg_holder', 'quarantine'].map(
    (table) => `${table}, orphaned`,
  ),
  ...['revision', 'cut', 'cut_chain', 'migration'],
])

/** Tables whose rows differ between two files, or that cannot be read any more. */
export function findChanges(path: string, rows: ReadonlyMap<string, string>): readonly string[] {
  const now = readRows(path)
  const tables = new Set([...rows.keys(), ...now.keys()])
  return [...tables].filter((table) => rows.get(table) !== now.get(table))
}

/**
 * Every row of every table, as text, those of orphaned blocks apart. The lease is left out, as every writer raises it before
 * it relies on it, and so are kept raw logs: their checksum is looked at when they are read, and else they are asked for anew.
 */
export function readRows(path: string): ReadonlyMap<string, string> {
  const db = new Sqlite(path, { readonly: true })
  const read = (sql: string): string =>
    JSON.stringify(db.prepare(sql).safeIntegers().raw().all(), (_key, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    )
  try {
    const tables = db
      .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'
        AND name <> 'lease' AND name NOT LIKE 'raw\\_%' ESCAPE '\\'`)
      .pluck()
      .all()
    return new Map(
      ['sqlite_schema', ...tables].flatMap((table) =>
        splitOrphaned(table).map(({ name, sql }) => [name, read(sql)] as const),
      ),
    )
  } finally {
    db.close()
  }
}

function splitOrphaned(table: string): readonly { name: string; sql: string }[] {
  const isBlock = table === 'block'
  const sql = `SELECT * FROM ${table}`
  if (!evidence.has(`${table}, orphaned`)) return [{ name: table, sql }]
  const where = (canonical: number): string =>
    isBlock
      ? `WHERE canonical = ${canonical}`
      : `WHERE block_id IN (SELECT id FROM block WHERE canonical = ${canonical})`
  return [
    { name: table, sql: `${sql} ${where(1)}` },
    { name: `${table}, orphaned`, sql: `${sql} ${where(0)}` },
  ]
}
