import type { Database } from 'better-sqlite3'
import type { DigestCheck, DigestSample } from '../Upkeep.ts'
import { checkDerived } from './checkDerived.ts'
import { checkDigests } from './checkDigests.ts'
import { checkSchema } from './checkSchema.ts'
import { probeTrees } from './probeTrees.ts'
import { toDamage } from './toDamage.ts'

/** Sentences that SQLite's own check may fill: the first few are enough to give a file up. */
const FILE_DAMAGE_MAX = 20

/** What was found in a whole database. */
export interface DatabaseCheck {
  /** Of the file: pages, indexes, rows that other rows imply. */
  damage: readonly string[]
  chains: readonly DigestCheck[]
}

/**
 * Checks the file and the digests of every chain in one consistent state, beside a writer if need be. A sample looks at some
 * blocks only; 'file' is for a store from before the digests. Reads only.
 */
export function checkDatabase(db: Database, scope?: DigestSample | 'file'): DatabaseCheck {
  const sample = scope === 'file' ? undefined : scope
  try {
    return db.transaction(() => {
      if (scope === 'file') return { damage: checkFile(db), chains: [] }
      const damage = sample === undefined ? checkWhole(db) : []
      const chains = db
        .prepare<[], number>('SELECT chain FROM progress ORDER BY chain')
        .pluck()
        .all()
        .map((chainId) => checkDigests(db, chainId, sample))
      return { damage, chains }
    })()
  } catch (error) {
    return { damage: [toDamage(error)], chains: [] }
  }
}

/** In a damaged file, or under another schema, the queries of what follows may not even be understood. */
function checkWhole(db: Database): readonly string[] {
  const damage = [...checkFile(db), ...checkSchema(db)]
  if (damage.length > 0) return damage
  probeTrees(db)
  return checkDerived(db)
}

/** SQLite's own check: the shape of pages, rows in their order, and every index against its table. */
function checkFile(db: Database): readonly string[] {
  // CAST: the pragma answers one column of text per problem, or `ok`.
  const found = db.pragma(`integrity_check(${FILE_DAMAGE_MAX})`) as { integrity_check: string }[]
  return found
    .map((row) => row.integrity_check)
    .filter((text) => text !== 'ok')
    .map((text) => `SQLite: ${text}.`)
}
