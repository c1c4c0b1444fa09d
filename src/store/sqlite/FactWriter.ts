import type { Database } from 'better-sqlite3'
import { createInsertRows, type StoredValue } from './createInsertRows.ts'
import type { DigestWriter } from './DigestWriter.ts'
import type { EncodedFacts, EncodedTransactions } from './EncodedBatch.ts'
import { readHashes } from './readHashes.ts'
import { relocate } from './relocate.ts'
import type { StoredWords } from './StoredWords.ts'

export interface FactWriter {
  /** Records the hashes of the transactions that facts and legs stand in. `blockIds` are stored ids by place in the batch. */
  recordTransactions(transactions: EncodedTransactions, blockIds: readonly number[]): void
  /** Drops the fact at a packed order. */
  drop(blockId: number, order: number): void
  /** Drops all facts of a block. */
  dropBlock(blockId: number): void
  /** Records facts at their positions; one that stands there already is replaced. */
  record(facts: EncodedFacts, blockIds: readonly number[]): void
}

export function createFactWriter(
  db: Database,
  words: StoredWords,
  digests: DigestWriter,
): FactWriter {
  const insertFacts = createInsertRows(
    db,
    'INSERT OR REPLACE INTO fact (block_id, ord, kind, decoder, key_id, payload)',
    6,
  )
  const insertTransactions = createInsertRows(
    db,
    'INSERT OR IGNORE INTO tx (block_id, slot, hash)',
    3,
  )
  const dropFact = db.prepare<[number, number]>('DELETE FROM fact WHERE block_id = ? AND ord = ?')
  const dropFacts = db.prepare<[number]>('DELETE FROM fact WHERE block_id = ?')

  return {
    drop(blockId, order) {
      dropFact.run(blockId, order)
      digests.touch(blockId)
    },
    dropBlock(blockId) {
      dropFacts.run(blockId)
      digests.touch(blockId)
    },
    recordTransactions({ blocks, slots, hashes }, blockIds) {
      const hashAt = readHashes(hashes)
      const rows: StoredValue[] = []
      for (let i = 0; i < blocks.length; i += 1) {
        const blockId = blockIds[blocks[i] ?? 0] ?? 0
        const [slot, hash] = [slots[i] ?? 0, hashAt(i)]
        rows.push(blockId, slot, hash)
        digests.transaction(blockId, slot, hash)
      }
      insertTransactions(rows)
    },
    record(facts, blockIds) {
      const { payload, ends } = relocate(facts, words)
      const rows: StoredValue[] = []
      let start = 0
      for (let i = 0; i < facts.orders.length; i += 1) {
        const end = ends[i] ?? start
        const blockId = blockIds[facts.blocks[i] ?? 0] ?? 0
        const order = facts.orders[i] ?? 0
        const stored = {
          kind: facts.kinds[i] ?? 0,
          decoder: words.text(facts.decoders[i] ?? 0),
          keyId: words.key(facts.keys[i] ?? 0),
          payload: payload.subarray(start, end),
        }
        rows.push(blockId, order, stored.kind, stored.decoder, stored.keyId, stored.payload)
        digests.fact(blockId, order, stored)
        start = end
      }
      insertFacts(rows)
    },
  }
}
