import type { Database } from 'better-sqlite3'
import type { ChainId } from '../../src/facts/primitives.ts'
import type { DigestedLeg } from '../../src/store/sqlite/BlockDigest.ts'
import { legSteps, phases, toCode } from '../../src/store/sqlite/codes.ts'
import { createInsertRows } from '../../src/store/sqlite/createInsertRows.ts'
import { createDictionary } from '../../src/store/sqlite/Dictionary.ts'
import { Sqlite } from '../../src/store/sqlite/driver.ts'
import { txSlotSql } from '../../src/store/sqlite/factOrder.ts'
import { hexToBytes } from '../../src/store/sqlite/hexBytes.ts'
import { runOfTransferSql } from '../../src/store/sqlite/runOfTransfer.ts'
import { storedHeight } from '../../src/store/sqlite/storedNumber.ts'
import { createWriters, type Writers } from '../../src/store/sqlite/Writers.ts'
import { batch, chainA, chainB, position } from '../store/support/rows.ts'
import { blockOf, isLost, keyOf, lostEvery, perCommit } from './transferWorld.ts'

/** Blocks per transaction: pages that random keys change are written once for many of them. */
const BLOCKS_PER_TRANSACTION = 500

/** KiB: the random indexes of ten million transfers fit. */
const CACHE_KIB = 2 * 1_024 * 1_024

/** A block of one chain and what stands in it. */
interface FilledBlock {
  chainId: ChainId
  /** Of `commitsOf`; the block's own number is one more. */
  number: number
  step: number
  /** Row of the first transfer. */
  first: number
  ranks: readonly number[]
}

/**
 * Goes on with a closed store of `commitsOf(0)`, and of all up to `from`, as the commits up to `until` would: the same rows in
 * every table, with digests, derived columns and seals. Rows come in the order of arrival, random keys unsorted, and a
 * transfer is inserted, sent and delivered in three steps, so that pages fill and split as in a store that grew.
 */
export function fillTransfers(path: string, from: number, until: number): void {
  const db = new Sqlite(path)
  try {
    db.pragma('journal_mode = MEMORY')
    db.pragma('synchronous = OFF')
    db.pragma(`cache_size = -${CACHE_KIB}`)
    const fillBlocks = prepareFill(db)
    for (let first = from; first < until; first += BLOCKS_PER_TRANSACTION) {
      const end = Math.min(until, first + BLOCKS_PER_TRANSACTION)
      db.transaction(() => {
        for (let number = first; number < end; number += 1) fillBlocks(number)
      })()
    }
  } finally {
    db.close()
  }
}

/** Records a block on each chain, inside the open transaction. */
function prepareFill(db: Database): (number: number) => void {
  const writers = createWriters(db, createDictionary(db, 1))
  const insertTransfers = prepareTransfers(db)
  const fillBlock = prepareBlock(db, writers)
  const { send, deliver } = prepareUpdates(db)
  const [sent, credited] = [toCode(legSteps, 'sent'), toCode(legSteps, 'credited')]
  const all = Array.from({ length: perCommit }, (_, rank) => rank)

  return (number) => {
    const arrived = all.filter((rank) => !isLost(number, rank))
    const first = insertTransfers(number)
    const last = first + perCommit - 1
    fillBlock({ chainId: chainA, number, step: sent, first, ranks: all })
    send.run({ number: number + 1, first, last })
    fillBlock({ chainId: chainB, number, step: credited, first, ranks: arrived })
    deliver.run({ number: number + 1, first, last, place: number * perCommit })
  }
}

/** Rows of transfers that nothing is known of yet. Returns the first one's. */
function prepareTransfers(db: Database): (number: number) => number {
  const insert = db.prepare<[Buffer]>(`INSERT INTO transfer (key, bridge, origin,
    destination, closed, sent_chain, sent_number, credited_chain, credited_number)
    VALUES (?, 0, 0, 0, 0, 0, 0, 0, 0)`)
  return (number) => {
    let last = 0
    for (let rank = 0; rank < perCommit; rank += 1)
      last = Number(insert.run(hexToBytes(keyOf(number, rank))).lastInsertRowid)
    return last - perCommit + 1
  }
}

/** Derived columns, as of the transfers of the first block: its first one is lost, its second arrived. */
function prepareUpdates(db: Database) {
  const send = db.prepare<object>(`UPDATE transfer SET (bridge, origin, destination, sent_chain,
    sent_number) = (SELECT bridge, origin, destination, sent_chain, @number FROM transfer
    WHERE id = 2) WHERE id BETWEEN @first AND @last`)
  const deliver = db.prepare<object>(`UPDATE transfer SET closed = 1, credited_number = @number,
    credited_chain = (SELECT credited_chain FROM transfer WHERE id = 2)
    WHERE id BETWEEN @first AND @last AND (@place + id - @first) % ${lostEvery} <> 0`)
  return { send, deliver }
}

/** Records a block with its transactions, legs and holders, and publishes it. */
function prepareBlock(db: Database, writers: Writers): (block: FilledBlock) => void {
  const insertTransactions = createInsertRows(db, 'INSERT INTO tx (block_id, slot, hash)', 3)
  const insertLegs = prepareLegs(db)
  const hint = db.prepare<[number, Buffer, number]>(`INSERT INTO transfer_tx
    (run, prefix, transfer_id) VALUES (${runOfTransferSql('?')}, substr(?, 1, 8), ?)`)
  const template = db
    .prepare<[], DigestedLeg>('SELECT * FROM leg WHERE block_id = 1 ORDER BY ord')
    .all()

  return (filled) => {
    const { chainId, number, step, first, ranks } = filled
    const at = blockOf(chainId, number)
    const stored = {
      number: number + 1,
      hash: hexToBytes(at.hash),
      timestamp: Number(at.timestamp),
    }
    const { id } = writers.blocks.record(chainId, stored)
    const slots = ranks.map((rank) => {
      return { rank, hash: hexToBytes(position(chainId, at, rank).txHash) }
    })
    insertTransactions(slots.flatMap(({ rank, hash }) => [id, rank, hash]))
    insertLegs(id, filled)
    for (const { rank, hash } of slots) hint.run(first + rank, hash, first + rank)
    writers.digests.begin(id, stored)
    for (const { rank, hash } of slots) writers.digests.transaction(id, rank, hash)
    for (const rank of ranks) {
      const leg = template[rank]
      if (leg !== undefined) writers.digests.leg(id, { ...leg, step, transfer_id: first + rank })
    }
    writers.digests.settle(chainId)
    publish(writers, filled, id)
  }
}

/** Legs differ from those of the first block in where they stand, in their transfer and in their step. */
function prepareLegs(db: Database): (blockId: number, block: FilledBlock) => void {
  db.exec(`CREATE TEMP TABLE template AS SELECT l.*, h.account, h.venue, ${txSlotSql('l.ord')} AS rank
    FROM leg l JOIN leg_holder h USING (block_id, ord) WHERE l.block_id = 1 ORDER BY l.ord`)
  const stands = `FROM template WHERE @isSent OR (@place + rank) % ${lostEvery} <> 0`
  const legs = db.prepare<object>(`INSERT INTO leg SELECT @first + rank, @block, ord, via, @step,
    bridge, payload_hash, asset, amount, sender, recipient, origin, destination, unbound, bindings,
    alias_id ${stands}`)
  const holders = db.prepare<object>(
    `INSERT INTO leg_holder SELECT account, venue, @first + rank, @block, ord ${stands}`,
  )
  return (blockId, { chainId, number, step, first }) => {
    const isSent = chainId === chainA ? 1 : 0
    const parameters = { block: blockId, first, isSent, place: number * perCommit }
    legs.run({ ...parameters, step })
    holders.run(parameters)
  }
}

function publish(writers: Writers, { chainId, number }: FilledBlock, blockId: number): void {
  const { progress, publishedAtMs } = batch(chainId, blockOf(chainId, number))
  const finalized = storedHeight(progress.finalized)
  writers.progress.write({
    chain: chainId,
    block_id: blockId,
    safe: storedHeight(progress.safe),
    finalized,
    phase: toCode(phases, progress.phase),
    recent_above: finalized,
  })
  writers.seals.settle(chainId)
  writers.cuts.publish({ chainId, publishedAtMs, revision: undefined })
}
