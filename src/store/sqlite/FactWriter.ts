import type { Database } from 'better-sqlite3'
import type { Fact, FactPosition } from '../../facts/Fact.ts'
import { encodeFact } from './factCodec.ts'
import { packOrder, txSlot } from './factOrder.ts'
import { hexToBytes } from './hexBytes.ts'
import type { Interning } from './Interning.ts'

export interface FactWriter {
  /** Records a fact at its position in a recorded block; one that stands there already is replaced. */
  record(blockId: number, fact: Fact): void
  /** Records the hash of the transaction that a fact or a leg stands in, and returns its packed order. */
  recordPosition(blockId: number, at: FactPosition): number
}

export function createFactWriter(db: Database, interning: Interning): FactWriter {
  const insertFact = db.prepare<[number, number, number, number, number, Buffer]>(
    `INSERT OR REPLACE INTO fact (block_id, ord, kind, decoder, key_id, payload)
    VALUES (?, ?, ?, ?, ?, ?)`,
  )
  const insertTx = db.prepare<[number, number, Buffer]>(
    'INSERT OR IGNORE INTO tx (block_id, slot, hash) VALUES (?, ?, ?)',
  )
  function recordPosition(blockId: number, at: FactPosition): number {
    const order = packOrder(at)
    insertTx.run(blockId, txSlot(order), hexToBytes(at.txHash))
    return order
  }

  return {
    recordPosition,
    record(blockId, fact) {
      const order = recordPosition(blockId, fact.at)
      const { kind, decoder, keyId, payload } = encodeFact(fact, interning)
      insertFact.run(blockId, order, kind, decoder, keyId, payload)
    },
  }
}
