import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { InvariantBroken } from '../Failure.ts'
import type { Session } from '../Session.ts'
import { toProject } from '../toProject.ts'
import type { DiskAction, DiskFigures } from './DiskAction.ts'
import { type DiskImage, readImage, writeImage } from './DiskImage.ts'
import { type DamageFinder, evidence, findChanges, findDamage, readRows } from './findDamage.ts'
import { restartFrom, stopQuietly } from './restart.ts'

/** What became of a flip; `harmless` and `evidence` were found by nobody. */
type Verdict = DamageFinder | 'harmless' | 'evidence'

const figureOf: { readonly [verdict in Verdict]: keyof DiskFigures } = {
  sqlite: 'flipsSqlite',
  digest: 'flipsDigest',
  verify: 'flipsVerify',
  harmless: 'flipsHarmless',
  evidence: 'flipsEvidence',
}

/**
 * While nothing runs, single bits of the file flip. Each is found by `plimsoll db verify`, or has changed no row that a
 * figure is read from; what was found is cured by the file as it was, what changed nothing is gone on with. Throws
 * `InvariantBroken`.
 */
export async function rot(
  session: Session,
  { flips, downMs }: Extract<DiskAction, { type: 'rot' }>,
): Promise<void> {
  const { world, program, figures } = session
  const project = toProject(session)
  world.disk.free()
  await stopQuietly(program)
  const whole = readImage(program.database)
  const rows = readRows(program.database)
  const path = join(dirname(program.database), 'rotten.db')
  let left = whole
  for (let flip = 0; flip < flips; flip += 1) {
    const rotten = flipBit(whole, world.random)
    writeImage(path, rotten)
    if (process.env['ROT'] !== undefined) console.log(whole.database.findIndex((b, i) => b !== rotten.database[i]), whole.database.length)
    const verdict = (await findDamage(path, project)) ?? judgeUnnoticed(path, rotten, rows)
    for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true })
    figures.flips += 1
    figures[figureOf[verdict]] += 1
    left = verdict === 'harmless' ? rotten : whole
  }
  await restartFrom(session, left, downMs)
}

/** Any bit of the file, but mostly of bytes that are in use: a young database is mostly empty pages. */
function flipBit({ database, log }: DiskImage, random: () => number): DiskImage {
  const rotten = Buffer.from(database)
  let at = Math.floor(random() * rotten.length)
  const isAnywhere = random() < 0.2
  while (!isAnywhere && rotten[at] === 0) at = (at + 1) % rotten.length
  rotten[at] = (rotten[at] ?? 0) ^ (1 << Math.floor(random() * 8))
  return { database: rotten, log }
}

function judgeUnnoticed(
  path: string,
  rotten: DiskImage,
  rows: ReadonlyMap<string, string>,
): 'harmless' | 'evidence' {
  // Looking has raised the lease and may have folded the log.
  writeImage(path, rotten)
  const changed = findChanges(path, rows)
  const missed = changed.filter((table) => !evidence.has(table))
  if (missed.length > 0)
    throw new InvariantBroken('stored', `a flip changed ${missed.join()}, and nobody noticed`)
  return changed.length > 0 ? 'evidence' : 'harmless'
}
