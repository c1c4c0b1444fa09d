import type { Database } from 'better-sqlite3'
import { assert } from '../../errors/assert.ts'
import type { ChainId } from '../../facts/primitives.ts'
import { joinWords } from '../../utils/joinWords.ts'
import type { CutHeights } from '../Snapshot.ts'
import type { Retention } from '../Upkeep.ts'
import { baselineDigest } from './baselineDigest.ts'
import { seriesKinds, toCode } from './codes.ts'
import { createDictionary } from './Dictionary.ts'
import { createDigestWriter } from './DigestWriter.ts'
import { dropStrangers } from './dropStrangers.ts'
import { txSlotSql } from './factOrder.ts'
import { createLegReader } from './LegReader.ts'

/** Rows that went, by what they were. */
export interface PrunedHistory {
  series: number
  facts: number
  /** Of strangers, see `dropStrangers`. */
  legs: number
  blocks: number
  retention: readonly Retention[]
}

/** Words held in memory while the legs of open transfers are read. */
const WORDS_MAX = 10_000

/** Blocks whose digests are replaced between two notes of the sum. */
const BLOCKS_PER_PAGE = 2_000

/**
 * Drops what no cut at or after a moment needs. Of every series the value at the horizon stays, and older rows of accounts
 * whose transfers are open there: they are judged by what was shown since their first leg. Every leg stays but those of
 * strangers, and the blocks and transactions that legs name. Nothing above a chain's finalized height goes. `strangersOf` are the
 * bridges that tell of transfers which they do not carry. Inside one write transaction.
 */
export function pruneHistory(
  db: Database,
  parameters: { before: bigint; nowMs: number; strangersOf: readonly string[] },
): PrunedHistory {
  const horizons = findHorizons(db, parameters.before)
  const heights: CutHeights = new Map(horizons.map(({ chainId, number }) => [chainId, number]))
  const legs = dropStrangers(db, horizons, parameters.strangersOf)
  const floors = findFloors(db, heights)
  const pruned = { series: 0, facts: 0, legs, blocks: 0 }
  for (const horizon of horizons) {
    pruned.series += collapseSeries(db, horizon, floors)
    pruned.facts += dropFacts(db, horizon)
    replaceDigests(db, horizon)
    pruned.blocks += dropBlocks(db, horizon)
    note(db, horizon, parameters.nowMs)
  }
  return { ...pruned, retention: horizons }
}

/** Per chain the last finalized block at the moment; a chain that would keep no less than now is left out. */
function findHorizons(db: Database, before: bigint): readonly Retention[] {
  const chains = db.prepare<[], { chain: number; finalized: number; kept: number }>(`SELECT p.chain,
    p.finalized, ifnull(r.number, -1) AS kept FROM progress p LEFT JOIN retention r
    ON r.chain = p.chain ORDER BY p.chain`)
  // Running maxima rise with the number, so that the index on times is one on numbers too.
  const newest = db.prepare<[number, number, number], { number: number; timestamp: number }>(`
    SELECT number, max_timestamp AS timestamp FROM block
    WHERE chain = ? AND canonical = 1 AND max_timestamp <= ? AND number <= ?
    ORDER BY max_timestamp DESC, number DESC LIMIT 1`)
  return chains.all().flatMap(({ chain, finalized, kept }) => {
    const block = newest.get(chain, Number(before), finalized)
    if (block === undefined || block.number <= kept) return []
    const { number, timestamp } = block
    return [{ chainId: chain, number: BigInt(number), timestamp: BigInt(timestamp) }]
  })
}

/** Lowest block per chain and account, by their words, from which an open transfer may look at what books showed. */
type Floors = ReadonlyMap<string, number>

function findFloors(db: Database, heights: CutHeights): Floors {
  const dictionary = createDictionary(db, WORDS_MAX)
  const legs = createLegReader(db, dictionary).select(
    { of: 'open', venue: undefined, at: heights },
    [...heights.keys()],
  )
  const names = joinWords(
    legs.flatMap(({ key, alias }) => (alias === undefined ? [] : [[key, alias]])),
  )
  const firstByTransfer = new Map<string, number>()
  for (const { key, at } of legs) {
    const id = `${names.get(key) ?? key}${at.chainId}`
    const first = firstByTransfer.get(id) ?? Number.MAX_SAFE_INTEGER
    firstByTransfer.set(id, Math.min(first, Number(at.blockNumber)))
  }
  const floors = new Map<string, number>()
  for (const leg of legs) {
    for (const { holder, beneficiary } of leg.bindings) {
      for (const { account } of beneficiary === undefined ? [holder] : [holder, beneficiary]) {
        for (const chainId of heights.keys()) {
          const first = firstByTransfer.get(`${names.get(leg.key) ?? leg.key}${chainId}`)
          const word = dictionary.findAddress(account)
          if (first === undefined || word === undefined) continue
          const id = `${chainId}:${word}`
          floors.set(id, Math.min(floors.get(id) ?? first, first))
        }
      }
    }
  }
  return floors
}

/** Drops the rows of each key below the one in force at the horizon, or at its account's floor. */
function collapseSeries(db: Database, { chainId, number }: Retention, floors: Floors): number {
  const keys = db.prepare<[number], { id: number; account: number }>(
    'SELECT id, account FROM series_key WHERE chain = ?',
  )
  const drop = db.prepare<{ key: number; height: number }>(`DELETE FROM series
    WHERE key_id = @key AND block_number < (SELECT max(block_number) FROM series
      WHERE key_id = @key AND block_number <= @height)`)
  let rows = 0
  for (const { id, account } of keys.all(chainId)) {
    const floor = floors.get(`${chainId}:${account}`) ?? Number.MAX_SAFE_INTEGER
    rows += drop.run({ key: id, height: Math.min(Number(number), floor) }).changes
  }
  return rows
}

const datedKinds = [toCode(seriesKinds, 'price'), toCode(seriesKinds, 'parameter')].join()

const blocksBelow = 'SELECT id FROM block WHERE chain = ? AND number <= ?'

/** Facts of canonical and of orphaned blocks; a transaction that a leg stands in keeps its hash. */
function dropFacts(db: Database, { chainId, number }: Retention): number {
  const facts = db.prepare<[number, number]>(`DELETE FROM fact WHERE block_id IN (${blocksBelow})`)
  const transactions = db.prepare<[number, number]>(`DELETE FROM tx
    WHERE block_id IN (${blocksBelow}) AND NOT EXISTS (SELECT 1 FROM leg l
      WHERE l.block_id = tx.block_id AND (${txSlotSql('l.ord')}) = tx.slot)`)
  const { changes } = facts.run(chainId, Number(number))
  transactions.run(chainId, Number(number))
  return changes
}

function replaceDigests(db: Database, { chainId, number }: Retention): void {
  const digests = createDigestWriter(db)
  const page = db
    .prepare<[number, number, number], number>(`SELECT b.id FROM block b JOIN block_digest d
      ON d.block_id = b.id WHERE b.chain = ? AND b.number <= ? AND b.id > ?
      ORDER BY b.id LIMIT ${BLOCKS_PER_PAGE}`)
    .pluck()
  const height = Number(number)
  for (let ids = page.all(chainId, height, 0); ids.length > 0; ) {
    for (const id of ids) digests.touch(id)
    digests.settle(chainId)
    ids = page.all(chainId, height, ids.at(-1) ?? 0)
  }
}

/**
 * Blocks below the horizon that nothing names any more. What a contract says of itself is dated by its block, such as an
 * index from which interest runs: the block of a value that stays is kept.
 */
function dropBlocks(db: Database, { chainId, number }: Retention): number {
  return db
    .prepare<{
      chain: ChainId
      number: number
    }>(`DELETE FROM block WHERE chain = @chain AND number < @number
      AND number NOT IN (SELECT s.block_number FROM series_key k JOIN series s ON s.key_id = k.id
        WHERE k.chain = @chain AND k.account = 0 AND k.kind IN (${datedKinds}) AND s.block_number < @number)
      AND id NOT IN (SELECT block_id FROM progress)
      AND id NOT IN (SELECT block_id FROM cut_chain)
      AND NOT EXISTS (SELECT 1 FROM leg l WHERE l.block_id = block.id)
      AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.block_id = block.id)`)
    .run({ chain: chainId, number: Number(number) }).changes
}

function note(db: Database, { chainId, number, timestamp }: Retention, nowMs: number): void {
  const digest = baselineDigest(db, chainId, Number(number))
  const { changes } = db
    .prepare<[ChainId, number, number, Buffer, number]>(`INSERT OR REPLACE INTO retention
      (chain, number, timestamp, baseline, pruned_at_ms) VALUES (?, ?, ?, ?, ?)`)
    .run(chainId, Number(number), Number(timestamp), digest, nowMs)
  assert(changes === 1, 'the horizon of a chain is noted')
}
