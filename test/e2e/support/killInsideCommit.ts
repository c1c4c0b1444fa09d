import { setTimeout as sleep } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import type { Random } from '../../lab/random.ts'
import type { CliProcess } from './startCli.ts'

/** Stops until the process must have been caught: each catches it with a chance of several percent. */
const attemptsMax = 3_000

/** A signal takes effect within microseconds; a commit of the lab takes a millisecond or two. */
const settleMs = 3

/**
 * Kills the process with SIGKILL inside a write transaction of its database. It is frozen with SIGSTOP at random moments
 * until SQLite's write lock is found held, which only a transaction of the frozen process can do; then it is killed as it
 * stands. So the commit was under way for certain, without any hook in the product. Throws when it was never caught.
 */
export async function killInsideCommit(
  child: CliProcess,
  { database, random }: { database: string; random: Random },
): Promise<void> {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    child.kill('SIGSTOP')
    await sleep(settleMs)
    // Asked twice: a process that ran on in between would have ended its commit.
    if (isWriting(database) && (await sleep(settleMs).then(() => isWriting(database)))) {
      child.kill('SIGKILL')
      await child.ended
      return
    }
    child.kill('SIGCONT')
    await sleep(random.below(4))
  }
  throw new Error(`Process ${child.pid} was never found inside a commit.`)
}

/** Whether somebody is inside a write transaction. The connection is closed before the kill, so that it repairs nothing. */
function isWriting(database: string): boolean {
  const db = new Sqlite(database, { timeout: 0, fileMustExist: true })
  try {
    db.exec('BEGIN IMMEDIATE')
    db.exec('ROLLBACK')
    return false
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return true
    throw error
  } finally {
    db.close()
  }
}
