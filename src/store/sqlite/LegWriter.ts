import type { Database } from 'better-sqlite3'
import type { ChainId } from '../../facts/primitives.ts'
import type { DigestedLeg } from './BlockDigest.ts'
import type { DigestWriter } from './DigestWriter.ts'
import { type EncodedLegs, LEG_COLUMNS } from './EncodedBatch.ts'
import { packOrder, TX_FACTOR, txSlot } from './factOrder.ts'
import { readLeg } from './readLeg.ts'
import { runOfTransferSql } from './runOfTransfer.ts'
import type { StoredWords } from './StoredWords.ts'
import { storedNumber } from './storedNumber.ts'

export interface LegWriter {
  /**
   * Records legs at their positions in recorded blocks, in place of what stood there. `blockIds` are stored ids by place in
   * the batch. Returns the transfers it touched.
   */
  record(legs: EncodedLegs, blockIds: readonly number[]): Iterable<number>
  /** Drops the legs of the transactions that these legs stand in. Returns the transfers they belonged to. */
  dropTransactions(legs: EncodedLegs, blockIds: readonly number[]): Iterable<number>
  /** The same of one transaction of a stored block. */
  dropTransaction(blockId: number, txIndex: number): Iterable<number>
  /** The same of all of a stored block. */
  dropBlock(blockId: number): Iterable<number>
  /** Transfers that have a canonical leg above a block of a chain. */
  transfersAbove(chainId: ChainId, number: bigint): readonly number[]
}

/** Packed orders of one transaction in a block. */
interface TransactionRange {
  block: number
  from: number
  below: number
}

export function createLegWriter(
  db: Database,
  words: StoredWords,
  digests: DigestWriter,
): LegWriter {
  const statements = prepareStatements(db)
  const { findTransfer, insertTransfer, findLeg, insertLeg, dropHolders, insertHolder } = statements
  const { dropRange, dropHoldersOfRange, above, insertAccount, hintTransfer } = statements

  function recordLeg(leg: DigestedLeg & { block_id: number }): number | undefined {
    const { block_id: blockId, ord } = leg
    const before = findLeg.get(blockId, ord)
    insertLeg.run(toColumns(blockId, leg))
    digests.leg(blockId, leg)
    if (before === undefined) return undefined
    digests.touch(blockId)
    dropHolders.run(blockId, ord)
    return before
  }

  const toTransfer = (key: Buffer): number =>
    findTransfer.get(key) ?? Number(insertTransfer.run(key).lastInsertRowid)

  function dropRanges(ranges: Iterable<TransactionRange>): Iterable<number> {
    const touched = new Set<number>()
    for (const range of ranges) {
      dropHoldersOfRange.run(range)
      const dropped = dropRange.all(range)
      if (dropped.length > 0) digests.touch(range.block)
      for (const transfer of dropped) touched.add(transfer)
    }
    return touched
  }

  return {
    record(legs, blockIds) {
      const touched = new Set<number>()
      const { holders } = legs
      const named = new Map<number, Set<number>>()
      let holder = 0
      for (let i = 0; i < legs.blocks.length; i += 1) {
        const { key, alias, ...stored } = readLeg(legs, i, words)
        const id = toTransfer(key)
        const alias_id = alias === undefined ? null : toTransfer(alias)
        const blockId = blockIds[legs.blocks[i] ?? 0] ?? 0
        const before = recordLeg({ ...stored, alias_id, block_id: blockId, transfer_id: id })
        hintTransfer.run(id, id, blockId, txSlot(stored.ord))
        touched.add(id)
        if (before !== undefined) touched.add(before)
        for (; holders[holder] === i; holder += 3) {
          const account = words.address(holders[holder + 1] ?? 0)
          const venue = words.text(holders[holder + 2] ?? 0)
          insertHolder.run(account, venue, id, blockId, stored.ord)
          named.set(venue, (named.get(venue) ?? new Set()).add(account))
        }
      }
      for (const [venue, accounts] of named)
        for (const account of accounts) insertAccount.run({ venue, account })
      return touched
    },
    dropTransactions: (legs, blockIds) => dropRanges(toRanges(legs, blockIds)),
    dropTransaction: (block, txIndex) => dropRanges([toRange(block, txIndex)]),
    dropBlock: (block) => dropRanges([{ block, from: 0, below: Number.MAX_SAFE_INTEGER }]),
    transfersAbove: (chainId, number) => above.all(chainId, storedNumber(number)),
  }
}

/** In the order of `insertLeg`: by place, because a name per column is looked up for every row. */
function toColumns(
  blockId: number,
  leg: DigestedLeg,
): readonly (number | string | Buffer | null)[] {
  return [
    blockId,
    leg.ord,
    leg.transfer_id,
    leg.via,
    leg.step,
    leg.bridge,
    leg.payload_hash,
    leg.asset,
    leg.amount,
    leg.sender,
    leg.recipient,
    leg.origin,
    leg.destination,
    leg.unbound,
    leg.bindings,
    leg.alias_id,
  ]
}

function toRange(block: number, txIndex: number): TransactionRange {
  const from = packOrder({ txIndex, logIndex: 0, k: 0 })
  return { block, from, below: from + TX_FACTOR }
}

function toRanges(legs: EncodedLegs, blockIds: readonly number[]): Iterable<TransactionRange> {
  const ranges = new Map<string, TransactionRange>()
  for (let i = 0; i < legs.blocks.length; i += 1) {
    const block = blockIds[legs.blocks[i] ?? 0] ?? 0
    const txIndex = legs.columns[i * LEG_COLUMNS + 1] ?? 0
    ranges.set(`${block}:${txIndex}`, toRange(block, txIndex))
  }
  return ranges.values()
}

function prepareStatements(db: Database) {
  const findTransfer = db.prepare<[Buffer], number>('SELECT id FROM transfer WHERE key = ?').pluck()
  // `deriveTransfers` fills in the rest in the same transaction.
  const insertTransfer = db.prepare<[Buffer]>(`INSERT INTO transfer (key, bridge, origin,
    destination, closed, sent_chain, sent_number, credited_chain, credited_number)
    VALUES (?, 0, 0, 0, 0, 0, 0, 0, 0)`)
  const hintTransfer = db.prepare<[number, number, number, number]>(`INSERT OR IGNORE
    INTO transfer_tx (run, transfer_id, prefix)
    SELECT ${runOfTransferSql('?')}, ?, substr(hash, 1, 8) FROM tx WHERE block_id = ? AND slot = ?`)
  const findLeg = db
    .prepare<[number, number], number>('SELECT transfer_id FROM leg WHERE block_id = ? AND ord = ?')
    .pluck()
  const insertLeg = db.prepare(`INSERT OR REPLACE INTO leg (block_id, ord, transfer_id, via, step,
    bridge, payload_hash, asset, amount, sender, recipient, origin, destination, unbound, bindings,
    alias_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const dropHolders = db.prepare<[number, number]>(
    'DELETE FROM leg_holder WHERE block_id = ? AND ord = ?',
  )
  const insertHolder = db.prepare<[number, number, number, number, number]>(`INSERT OR IGNORE
    INTO leg_holder (account, venue, transfer_id, block_id, ord) VALUES (?, ?, ?, ?, ?)`)
  // Who is sent something is one of the venue's accounts before it arrives.
  const insertAccount = db.prepare<{ venue: number; account: number }>(`INSERT OR IGNORE
    INTO venue_account (venue, address, account)
    SELECT @venue, bytes, id FROM address WHERE id = @account`)
  const inRange = 'block_id = @block AND ord >= @from AND ord < @below'
  const dropRange = db
    .prepare<TransactionRange, number>(`DELETE FROM leg WHERE ${inRange} RETURNING transfer_id`)
    .pluck()
  const dropHoldersOfRange = db.prepare<TransactionRange>(`DELETE FROM leg_holder WHERE ${inRange}`)
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
    insertAccount,
    dropRange,
    dropHoldersOfRange,
    above,
    hintTransfer,
  }
}
