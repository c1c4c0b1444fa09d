import type { Database } from 'better-sqlite3'
import type { Fact } from '../../facts/Fact.ts'
import type { Address, ChainId } from '../../facts/primitives.ts'
import type { Dictionary } from './Dictionary.ts'
import { decodeFact } from './factCodec.ts'
import { packOrder, txSlotSql } from './factOrder.ts'
import { type PositionRow, toFactPosition } from './factPosition.ts'
import { storedHeight } from './storedNumber.ts'

export interface FactReader {
  /** At most `limit` canonical facts after a fact, or from a block on, in chain order. */
  page(
    chainId: ChainId,
    start: { fromBlock: bigint } | { after: Fact },
    limit: number,
  ): readonly Fact[]
  /** Canonical facts of (after, upTo] filed under an account of the venue, in chain order. */
  ofAccounts(parameters: {
    chainId: ChainId
    venue: string
    accounts: readonly Address[]
    after: bigint
    upTo: bigint
  }): readonly Fact[]
}

interface FactRow extends PositionRow {
  kind: number
  decoder: number
  key_id: number
  payload: Buffer
}

const columns = `b.chain, b.number, b.hash, f.ord, t.hash AS tx_hash, f.kind, f.decoder, f.key_id,
  f.payload`
const txJoin = `JOIN tx t ON t.block_id = f.block_id AND t.slot = ${txSlotSql('f.ord')}`

export function createFactReader(db: Database, dictionary: Dictionary): FactReader {
  const { page, keysOf, touched } = prepareStatements(db)

  function toFact(row: FactRow): Fact {
    const { kind, decoder, key_id: keyId, payload } = row
    return decodeFact({ kind, decoder, keyId, payload }, toFactPosition(row), dictionary)
  }

  return {
    page(chainId, start, limit) {
      const number = 'after' in start ? start.after.at.blockNumber : start.fromBlock
      const ord = 'after' in start ? packOrder(start.after.at) : -1
      const cursor = { chain: chainId, number: storedHeight(number), ord, limit }
      return page.all(cursor).map(toFact)
    },
    ofAccounts({ chainId, venue, accounts, after, upTo }) {
      const venueId = dictionary.findText(venue)
      if (venueId === undefined) return []
      const keys = accounts.flatMap((account) => {
        const id = dictionary.findAddress(account)
        return id === undefined ? [] : keysOf.all(venueId, id, chainId)
      })
      if (keys.length === 0) return []
      const range = { chain: chainId, after: storedHeight(after), upTo: storedHeight(upTo) }
      return touched.all({ keys: JSON.stringify(keys), ...range }).map(toFact)
    },
  }
}

function prepareStatements(db: Database) {
  const page = db.prepare<
    { chain: number; number: number; ord: number; limit: number },
    FactRow
  >(`SELECT ${columns}
    FROM block b CROSS JOIN fact f ON f.block_id = b.id ${txJoin}
    WHERE b.chain = @chain AND b.canonical = 1 AND b.number >= @number
      AND (b.number > @number OR f.ord > @ord)
    ORDER BY b.number, f.ord LIMIT @limit`)
  // The running values of an account say which blocks touched it.
  const keysOf = db
    .prepare<[number, number, number], number>(
      'SELECT id FROM series_key WHERE venue = ? AND account = ? AND chain = ?',
    )
    .pluck()
  const touched = db.prepare<
    { keys: string; chain: number; after: number; upTo: number },
    FactRow
  >(`
    WITH k (id) AS MATERIALIZED (SELECT value FROM json_each(@keys)),
    touched (number) AS MATERIALIZED (SELECT DISTINCT s.block_number FROM k CROSS JOIN series s
      ON s.key_id = k.id AND s.block_number > @after AND s.block_number <= @upTo)
    SELECT ${columns} FROM touched n
    CROSS JOIN block b ON b.chain = @chain AND b.number = n.number AND b.canonical = 1
    CROSS JOIN fact f ON f.block_id = b.id AND f.key_id IN (SELECT id FROM k) ${txJoin}
    ORDER BY b.number, f.ord`)
  return { page, keysOf, touched }
}
