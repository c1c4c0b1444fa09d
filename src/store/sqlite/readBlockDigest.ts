import type { Database } from 'better-sqlite3'
import { BlockDigest, type DigestedBlock, type DigestedLeg } from './BlockDigest.ts'
import type { StoredFact } from './factCodec.ts'

/** Digest of what is stored of a block now; undefined where it holds neither facts nor legs. */
export type ReadBlockDigest = (blockId: number, block: DigestedBlock) => Buffer | undefined

interface FactRow extends Omit<StoredFact, 'keyId'> {
  ord: number
  key_id: number
}

export function createReadBlockDigest(db: Database): ReadBlockDigest {
  const factsOf = db.prepare<[number], FactRow>(
    'SELECT ord, kind, decoder, key_id, payload FROM fact WHERE block_id = ? ORDER BY ord',
  )
  const transactionsOf = db.prepare<[number], { slot: number; hash: Buffer }>(
    'SELECT slot, hash FROM tx WHERE block_id = ? ORDER BY slot',
  )
  const legsOf = db.prepare<[number], DigestedLeg>(
    'SELECT * FROM leg WHERE block_id = ? ORDER BY ord',
  )

  return (blockId, block) => {
    const digest = new BlockDigest()
    const facts = factsOf.all(blockId)
    const legs = legsOf.all(blockId)
    if (facts.length === 0 && legs.length === 0) return undefined
    for (const { slot, hash } of transactionsOf.all(blockId)) digest.transaction(slot, hash)
    for (const { ord, key_id: keyId, ...fact } of facts) digest.fact(ord, { ...fact, keyId })
    for (const leg of legs) digest.leg(leg)
    return digest.finish(block)
  }
}
