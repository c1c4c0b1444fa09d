import { rmSync } from 'node:fs'
import { basename } from 'node:path'
import type { Database } from 'better-sqlite3'
import { StoreLockedError } from '../../../src/store/StoreLockedError.ts'
import { InvariantBroken } from '../Failure.ts'
import { closeReaders } from '../readers/openReaders.ts'
import type { Session } from '../Session.ts'
import type { DiskAction } from './DiskAction.ts'
import { forgetAnswers, startOver, stopQuietly } from './restart.ts'
import { watchStatements } from './watchStatements.ts'

/** Longer than any block that was read waits to be recorded. */
const flushMs = 11_000

/** A second process opens the database of the one that runs. Throws `InvariantBroken`. */
export async function intrude(
  session: Session,
  { way, ms }: Extract<DiskAction, { type: 'intrude' }>,
): Promise<void> {
  session.figures.intruders += 1
  await (way === 'beside' ? comeBeside(session) : comeInstead(session, ms))
}

/** It is refused, and the first goes on as if nothing had been. */
async function comeBeside({ world, program, configured }: Session): Promise<void> {
  const second = await world
    .start({ database: basename(program.database), kind: 'rpc', configured })
    .catch((error: unknown) => error)
  if (second instanceof StoreLockedError) return
  throw new InvariantBroken('fence', `a second process was answered: ${second}`)
}

/** The first is paused and its lock falls, as on a file system that forgets locks: the second takes over, for good. */
async function comeInstead(session: Session, ms: number): Promise<void> {
  const { world, program: first } = session
  world.disk.free()
  await closeReaders(session, true)
  const resume = first.pause()
  rmSync(`${first.database}.lock`)
  const watch = watchStrangers(first.database)
  try {
    session.program = await startOver(session, basename(first.database))
    forgetAnswers(session)
    await world.clock.run(ms)
    resume()
    await world.clock.run(flushMs)
    const isFenced = first.views.status().some(({ problem }) => problem?.includes('taken over'))
    if (isFenced) session.figures.fenced += 1
    await stopQuietly(first)
  } finally {
    resume()
    watch.end()
  }
  if (watch.writes() > 0)
    throw new InvariantBroken('fence', 'a writer that was taken over from wrote')
}

/** Counts what connections commit that took the lease before this watch. */
function watchStrangers(path: string): { writes(): number; end(): void } {
  const own = new Set<Database>()
  let writes = 0
  const end = watchStatements(({ db, sql, moment }) => {
    if (db.name !== path) return
    if (sql.startsWith('UPDATE lease')) own.add(db)
    else if (sql === 'COMMIT' && moment === 'after' && !own.has(db)) writes += 1
  })
  return { writes: () => writes, end }
}
