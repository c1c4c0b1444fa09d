import type { Database } from 'better-sqlite3'
import type { FactPosition, Holder } from '../../facts/Fact.ts'
import type { Leg } from '../../facts/Leg.ts'
import type { ChainId, Hex } from '../../facts/primitives.ts'
import type { FactWriter } from './FactWriter.ts'
import { packOrder } from './factOrder.ts'
import { hexToBytes } from './hexBytes.ts'
import type { Interning } from './Interning.ts'
import { encodeLeg } from './legCodec.ts'
import { storedNumber } from './storedNumber.ts'

export interface LegWriter {
  /** Records a leg at its position in a recorded block, in place of what stood there. Returns the transfers it touched. */
  record(blockId: number, leg: Leg): readonly number[]
  /** Drops the legs of the transaction that a leg stands in. Returns the transfers they belonged to. */
  dropTransaction(at: FactPosition): readonly number[]
  /** Transfers that have a leg in a block. */
  transfersOfBlock(blockId: number): readonly number[]
  /** Transfers that have a canonical leg above a block of a chain. */
  transfersAbove(chainId: ChainId, number: bigint): readonly number[]
}

/** Packed orders of one transaction in a block. */
interface TransactionRange {
  chain: number
  number: number
  hash: Buffer
  from: number
  below: number
}

export function createLegWriter(db: Database, interning: Interning, facts: FactWriter): LegWriter {
  const {
    findTransfer,
    insertTransfer,
    findLeg,
    insertLeg,
    dropHolders,
    insertHolder,
    dropRange,
    dropHoldersOfRange,
    ofBlock,
    above,
  } = prepareStatements(db)

  function internTransfer(key: Hex): number {
    const bytes = hexToBytes(key)
    return findTransfer.get(bytes) ?? Number(insertTransfer.run(bytes).lastInsertRowid)
  }

  return {
    record(blockId, leg) {
      const order = facts.recordPosition(blockId, leg.at)
      const before = findLeg.get(blockId, order)
      const id = internTransfer(leg.key)
      const place = { block_id: blockId, ord: order, transfer_id: id }
      insertLeg.run({ ...encodeLeg(leg, interning), ...place })
      if (before !== undefined) dropHolders.run(blockId, order)
      for (const { account, venue } of holdersOf(leg)) {
        insertHolder.run(interning.address(account), interning.text(venue), id, blockId, order)
      }
      return before === undefined || before === id ? [id] : [before, id]
    },
    dropTransaction({ chainId, blockNumber, blockHash, txIndex }) {
      const range = {
        chain: chainId,
        number: storedNumber(blockNumber),
        hash: hexToBytes(blockHash),
        from: packOrder({ txIndex, logIndex: 0, k: 0 }),
        below: packOrder({ txIndex: txIndex + 1, logIndex: 0, k: 0 }),
      }
      dropHoldersOfRange.run(range)
      return dropRange.all(range)
    },
    transfersOfBlock: (blockId) => ofBlock.all(blockId),
    transfersAbove: (chainId, number) => above.all(chainId, storedNumber(number)),
  }
}

/** Everybody whose value a leg moves: who the book names, and who owns it on the other side. */
function holdersOf(leg: Leg): readonly Holder[] {
  return leg.bindings.flatMap(({ holder, beneficiary }) =>
    beneficiary === undefined ? [holder] : [holder, beneficiary],
  )
}

function prepareStatements(db: Database) {
  const findTransfer = db.prepare<[Buffer], number>('SELECT id FROM transfer WHERE key = ?').pluck()
  // `deriveTransfers` fills in the rest in the same transaction.
  const insertTransfer = db.prepare<[Buffer]>(`INSERT INTO transfer (key, bridge, origin,
    destination, closed, sent_chain, sent_number, credited_chain, credited_number)
    VALUES (?, 0, 0, 0, 0, 0, 0, 0, 0)`)
  const findLeg = db
    .prepare<[number, number], number>('SELECT transfer_id FROM leg WHERE block_id = ? AND ord = ?')
    .pluck()
  const insertLeg = db.prepare(`INSERT OR REPLACE INTO leg (block_id, ord, transfer_id, via, step,
    bridge, payload_hash, asset, amount, sender, recipient, origin, destination, unbound, bindings)
    VALUES (@block_id, @ord, @transfer_id, @via, @step, @bridge, @payload_hash, @asset, @amount,
    @sender, @recipient, @origin, @destination, @unbound, @bindings)`)
  const dropHolders = db.prepare<[number, number]>(
    'DELETE FROM leg_holder WHERE block_id = ? AND ord = ?',
  )
  const insertHolder = db.prepare<[number, number, number, number, number]>(`INSERT OR IGNORE
    INTO leg_holder (account, venue, transfer_id, block_id, ord) VALUES (?, ?, ?, ?, ?)`)
  const inRange = `block_id IN (SELECT id FROM block WHERE chain = @chain AND number = @number
    AND hash = @hash) AND ord >= @from AND ord < @below`
  const dropRange = db
    .prepare<TransactionRange, number>(`DELETE FROM leg WHERE ${inRange} RETURNING transfer_id`)
    .pluck()
  const dropHoldersOfRange = db.prepare<TransactionRange>(`DELETE FROM leg_holder WHERE ${inRange}`)
  const ofBlock = db
    .prepare<[number], number>('SELECT DISTINCT transfer_id FROM leg WHERE block_id = ?')
    .pluck()
  const above = db
    .prepare<[number, number], number>(`SELECT DISTINCT l.transfer_id
      FROM block b CROSS JOIN leg l ON l.block_id = b.id
      WHERE b.chain = ? AND b.number > ? AND b.canonical = 1`)
    .pluck()
  return {
    findTransfer,
    insertTransfer,
    findLeg,
    insertLeg,
    dropHolders,
    insertHolder,
    dropRange,
    dropHoldersOfRange,
    ofBlock,
    above,
  }
}
