import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Outcome } from './Outcome.ts'
import type { Edit } from './PlantedBug.ts'

/** Outcomes so far, in a file outside the repository. */
export interface Scratch {
  path: string
  /** Undefined where the bug was not played, or was another edit then. */
  get(id: string, edit: Edit): Outcome | undefined
  put(outcome: Outcome): void
}

/** Opens what earlier runs that began at the same seed left behind; `isFresh` begins again. */
export function createScratch({ from, isFresh }: { from: number; isFresh: boolean }): Scratch {
  const user = createHash('sha256')
    .update(import.meta.dirname)
    .digest('hex')
    .slice(0, 8)
  const path = join(tmpdir(), `plimsoll-planted-${user}-${from}.json`)
  if (isFresh) rmSync(path, { force: true })
  // CAST: written below.
  const known = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Outcome[]) : []
  const outcomes = new Map(known.map((outcome) => [outcome.id, outcome]))
  return {
    path,
    get(id, edit) {
      const outcome = outcomes.get(id)
      return outcome !== undefined && isSame(outcome.edit, edit) ? outcome : undefined
    },
    put(outcome) {
      outcomes.set(outcome.id, outcome)
      // Renamed into place, so that a run that is stopped here leaves a whole file.
      writeFileSync(`${path}.new`, `${JSON.stringify([...outcomes.values()], undefined, 2)}\n`)
      renameSync(`${path}.new`, path)
    },
  }
}

function isSame(a: Edit, b: Edit): boolean {
  return a.file === b.file && a.search === b.search && a.replace === b.replace
}
