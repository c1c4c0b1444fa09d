import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Sqlite } from '../../../src/store/sqlite/driver.ts'
import { pickIndex } from '../../faults/support/createRandom.ts'
import { InvariantBroken } from '../Failure.ts'
import type { Session } from '../Session.ts'
import { toProject } from '../toProject.ts'
import { pick } from '../world/Deployment.ts'
import type { DiskAction, DiskFigures } from './DiskAction.ts'
import { type DiskImage, pageBytes, readImage, writeImage } from './DiskImage.ts'
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
  const trees = readTrees(program.database)
  const path = join(dirname(program.database), 'rotten.db')
  let left = whole
  for (let flip = 0; flip < flips; flip += 1) {
    const rotten = flipBit(whole, trees, world.random)
    writeImage(path, rotten)
    const verdict = (await findDamage(path, project)) ?? judgeUnnoticed(path, rotten, rows)
    for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true })
    figures.flips += 1
    figures[figureOf[verdict]] += 1
    left = verdict === 'harmless' ? rotten : whole
  }
  await restartFrom(session, left, downMs)
}

/** Offsets of the pages of each table and index. */
type Trees = readonly (readonly number[])[]

function readTrees(path: string): Trees {
  const db = new Sqlite(path, { readonly: true })
  try {
    const pages = db
      .prepare<[], { name: string; pgoffset: number }>('SELECT name, pgoffset FROM dbstat')
      .all()
    const trees = new Map<string, number[]>()
    for (const { name, pgoffset } of pages) trees.set(name, [...(trees.get(name) ?? []), pgoffset])
    return [...trees.values()]
  } finally {
    db.close()
  }
}

/** Share of flips that hit the file anywhere; the others hit a byte in use, in each table and index as often. */
const anywhereShare = 0.25

function flipBit({ database, log }: DiskImage, trees: Trees, random: () => number): DiskImage {
  const rotten = Buffer.from(database)
  const isAnywhere = random() < anywhereShare
  const page = pick(random, pick(random, trees))
  const from = isAnywhere ? 0 : page
  const span = isAnywhere ? rotten.length : pageBytes
  let at = from + pickIndex(random, span)
  while (!isAnywhere && rotten[at] === 0) at = from + ((at + 1 - from) % span)
  rotten[at] = (rotten[at] ?? 0) ^ (1 << pickIndex(random, 8))
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
