import type { Session } from '../Session.ts'
import { awaitArmed, awaitStrike } from './awaitStrike.ts'
import type { CrashAction, DiskAction } from './DiskAction.ts'
import { type DiskImage, readImage } from './DiskImage.ts'
import { PowerWatch } from './PowerWatch.ts'
import { restartFrom } from './restart.ts'
import { tearCommit } from './tearCommit.ts'
import { watchStatements } from './watchStatements.ts'

type Of<type extends DiskAction['type']> = Extract<DiskAction, { type: type }>

/** Kills the process at the moment that the action names, and starts it over from what the disk then holds. */
export async function crash(session: Session, action: CrashAction): Promise<void> {
  const { database } = session.program
  const image = (await imageAt(session, action)) ?? readImage(database)
  session.figures.crashes += 1
  switch (action.at) {
    case 'start':
      return restartTwice(session, image, action)
    case 'firstStart':
      return restartTwice(session, nothing, action)
    default:
      return restartFrom(session, image, action.downMs)
  }
}

/** SQLite makes a database of an empty file. */
const nothing: DiskImage = { database: Buffer.alloc(0), log: Buffer.alloc(0) }

/** Undefined for now, or where the awaited moment did not come. */
async function imageAt(session: Session, action: CrashAction): Promise<DiskImage | undefined> {
  const { world, program } = session
  const { at, moment } = action
  if (action.writes === 0 || at === 'start' || at === 'firstStart') return undefined
  if (at === undefined || at === 'write') return imageAtWrite(session, action)
  let left = action.writes
  return awaitStrike(world, program.database, (statement) => {
    if (statement.moment !== moment) return undefined
    if (at === 'commit' && statement.sql !== 'COMMIT') return undefined
    left -= 1
    return left === 0 ? readImage(program.database) : undefined
  })
}

/** Between what the ingest asks of the store. */
async function imageAtWrite(
  { world, program }: Session,
  { writes, moment }: CrashAction,
): Promise<DiskImage | undefined> {
  let image: DiskImage | undefined
  let left = writes
  world.onWrite = async (at) => {
    if (at !== moment) return
    left -= 1
    if (left === 0) image = readImage(program.database)
  }
  await awaitArmed(world, () => image !== undefined)
  world.onWrite = undefined
  return image
}

/** Statements in which a database is made and opened: a moment further on would hardly come. */
const openStatements = 36

/** Dies once more while it opens its database: around the n-th statement of that. */
async function restartTwice(
  session: Session,
  image: DiskImage,
  { writes, moment, downMs }: CrashAction,
): Promise<void> {
  let left = 1 + (writes % openStatements)
  let second: DiskImage | undefined
  const end = watchStatements((statement) => {
    if (statement.moment !== moment || !isNext(session, statement.db.name)) return
    left -= 1
    if (left === 0) second = readImage(statement.db.name)
  })
  try {
    await restartFrom(session, image, downMs)
  } finally {
    end()
  }
  if (second === undefined) return
  session.figures.crashes += 1
  await restartFrom(session, second, 0)
}

/** Not the lock, nor the file of the one that died. */
function isNext({ generation }: Session, name: string): boolean {
  return name.endsWith(`world-${generation}.db`)
}

/** Kills the process in the middle of a COMMIT. */
export async function tear(session: Session, action: Of<'tear'>): Promise<void> {
  const { world, program, figures } = session
  let left = action.commits
  let before: DiskImage | undefined
  const image = await awaitStrike(world, program.database, ({ sql, moment }) => {
    if (sql !== 'COMMIT') return undefined
    if (moment === 'before') {
      left -= 1
      if (left === 0) before = readImage(program.database)
      return undefined
    }
    if (before === undefined) return undefined
    const { random } = world
    return tearCommit(before, readImage(program.database), { ...action, random })
  })
  if (image !== undefined) figures.tornCommits += 1
  figures.crashes += 1
  await restartFrom(session, image ?? readImage(program.database), action.downMs)
}

/** The power goes right after a COMMIT: of what the last few wrote the disk has a part. */
export async function cutPower(session: Session, action: Of<'powerCut'>): Promise<void> {
  const { world, program, figures } = session
  let left = action.commits
  let watch: PowerWatch | undefined
  const image = await awaitStrike(world, program.database, ({ db, sql, moment }) => {
    if (sql !== 'COMMIT') return undefined
    const now = readImage(program.database)
    watch ??= new PowerWatch(now, Number(db.pragma('synchronous', { simple: true })))
    watch.take(now, moment === 'after')
    if (moment === 'after') left -= 1
    return left === 0 ? watch.cut(world.random) : undefined
  })
  if (image !== undefined) figures.powerCuts += 1
  figures.crashes += 1
  await restartFrom(session, image ?? readImage(program.database), action.downMs)
}
