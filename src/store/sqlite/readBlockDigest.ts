import type { Database } from 'better-sqlite3'
import {
  BlockDigest,
  type DigestedBlock,
  type DigestedLeg,
  type DigestedQuarantine,
} from './BlockDigest.ts'
import type { StoredFact } from './factCodec.ts'

/** Digest of what is stored of a block now; undefined where it holds no facts, legs or quarantined logs. */
export type ReadBlockDigest = (blockId: number, block: DigestedBlock) => Buffer | undefined

interface FactRow extends Omit<StoredFact, 'keyId'> {
  ord: number
  key_id: number
}

/** `hasQuarantine` is false for a file from before quarantined logs were guarded. */
export function createReadBlockDigest(db: Database, hasQuarantine = true): ReadBlockDigest {
  const factsOf = db.prepare<[number], FactRow>(
    'SELECT ord, kind, decoder, key_id, payload FROM fact WHERE block_id = ? ORDER BY ord',
  )
  const transactionsOf = db.prepare<[number], { slot: number; hash: Buffer }>(
    'SELECT slot, hash FROM tx WHERE block_id = ? ORDER BY slot',
  )
  const legsOf = db.prepare<[number], DigestedLeg>(
    'SELECT * FROM leg WHERE block_id = ? ORDER BY ord',
  )
  const quarantinedOf = db
    .prepare<[number], DigestedQuarantine>(`SELECT tx_index, log_index, source, reason, log
      FROM quarantine WHERE block_id = ? ORDER BY tx_index, log_index, source`)
    .raw()

  return (blockId, block) => {
    const digest = new BlockDigest()
    const facts = factsOf.all(blockId)
    const legs = legsOf.all(blockId)
    const quarantined = hasQuarantine ? quarantinedOf.all(blockId) : []
    if (facts.length + legs.length + quarantined.length === 0) return undefined
    for (const { slot, hash } of transactionsOf.all(blockId)) digest.transaction(slot, hash)
    for (const { ord, key_id: keyId, ...fact } of facts) digest.fact(ord, { ...fact, keyId })
    for (const leg of legs) digest.leg(leg)
    for (const log of quarantined) digest.quarantine(log)
    return digest.finish(block)
  }
}
