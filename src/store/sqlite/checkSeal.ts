import type { Database } from 'better-sqlite3'
import type { ChainId } from '../../facts/primitives.ts'
import { sumBlocks } from './sealChains.ts'
import { createReadState } from './sealState.ts'

/** Versions from which chains are sealed, and from which their quarantined logs and incidents are guarded too. */
const SEAL_VERSION_MIN = 4
export const EVIDENCE_VERSION_MIN = 6

/**
 * Holds how far a chain has come and what is covered of it against its seal, and with `isWhole` every canonical block too. A
 * sentence per difference. Reads only.
 */
export function checkSeal(db: Database, chainId: ChainId, isWhole: boolean): readonly string[] {
  const version = Number(db.pragma('user_version', { simple: true }))
  if (version < SEAL_VERSION_MIN) return []
  const seal = db
    .prepare<[number], { blocks: Buffer; state: Buffer }>(
      'SELECT blocks, state FROM seal WHERE chain = ?',
    )
    .get(chainId)
  const progress = db.prepare<[number]>('SELECT 1 FROM progress WHERE chain = ?').get(chainId)
  if (seal === undefined) return progress === undefined ? [] : ['Nothing seals its progress.']
  const readState = createReadState(db, version >= EVIDENCE_VERSION_MIN)
  const isState = readState(chainId, seal.blocks).equals(seal.state)
  const isSum = !isWhole || sumBlocks(db, chainId).equals(seal.blocks)
  return [
    ...(isState ? [] : ['Its progress, its coverage or its incidents are not what was recorded.']),
    ...(isSum ? [] : ['Its blocks are not those that were recorded.']),
  ]
}
