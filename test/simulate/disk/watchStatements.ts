import type { Database, Statement } from 'better-sqlite3'
import { Sqlite } from '../../../src/store/sqlite/driver.ts'

/** A statement that writes, or ends a write, right before or after it runs. */
export interface WatchedStatement {
  db: Database
  /** As it was prepared. */
  sql: string
  moment: 'before' | 'after'
}

type Listener = (statement: WatchedStatement) => void
type Method = (this: Statement | Database, ...given: unknown[]) => unknown

const listeners = new Set<Listener>()
let isPatched = false

/**
 * Calls `listen` around every statement that any SQLite connection of this process runs for its effect; what it throws before
 * a statement is thrown in place of the statement. Returns what ends it.
 */
export function watchStatements(listen: Listener): () => void {
  if (!isPatched) patch()
  isPatched = true
  listeners.add(listen)
  return () => {
    listeners.delete(listen)
  }
}

/** Every connection of the process shares the two prototypes. */
function patch(): void {
  const probe = new Sqlite(':memory:')
  const statements = Object.getPrototypeOf(probe.prepare('SELECT 1'))
  // COMMIT counts as reading for SQLite, and runs like what writes.
  for (const name of ['run', 'get', 'all']) wrap(statements, name, (name) => name === 'run')
  wrap(Object.getPrototypeOf(probe), 'exec', () => true)
  probe.close()
}

function wrap(
  prototype: { [name: string]: Method },
  name: string,
  isAlways: (name: string) => boolean,
): void {
  const method = prototype[name]
  if (method === undefined) throw new Error(`better-sqlite3 has no ${name}`)
  prototype[name] = function (...given) {
    const call = (): unknown => method.apply(this, given)
    if (listeners.size === 0 || !(isAlways(name) || isWrite(this))) return call()
    const db = 'database' in this ? this.database : this
    if (db.readonly) return call()
    const sql = 'source' in this ? this.source : String(given[0])
    tell({ db, sql, moment: 'before' })
    const result = call()
    tell({ db, sql, moment: 'after' })
    return result
  }
}

function isWrite(target: Statement | Database): boolean {
  return 'source' in target && !target.readonly
}

function tell(statement: WatchedStatement): void {
  for (const listen of [...listeners]) listen(statement)
}
