import type { Database } from 'better-sqlite3'
import { assert } from '../../errors/assert.ts'
import type { Leg } from '../../facts/Leg.ts'
import type { ChainId, Hex } from '../../facts/primitives.ts'
import type { LegSelector } from '../Snapshot.ts'
import { cutTableSql, inCutSql, seenInCutSql, toCutParameter } from './cutTable.ts'
import type { Dictionary } from './Dictionary.ts'
import { txSlotSql } from './factOrder.ts'
import { type PositionRow, toFactPosition } from './factPosition.ts'
import { bytesToHex, hexToBytes } from './hexBytes.ts'
import { decodeLeg, type StoredLeg } from './legCodec.ts'

export interface LegReader {
  /**
   * All legs of every selected transfer under all of its names, orphaned ones included: by name, then chain, then position.
   * Which of its names a cut does not link yet is for the ledger to say.
   */
  select(selector: LegSelector, chains: readonly ChainId[]): readonly Leg[]
}

interface LegRow extends PositionRow, StoredLeg {
  timestamp: number
  canonical: number
  alias: Buffer | null
}

/** Transfers that one of their two sides leaves open at the cut, or that are never taken for closed. */
const openSql = `SELECT id FROM transfer WHERE closed = 0
  UNION SELECT t.id FROM cut c CROSS JOIN transfer t
    ON t.closed = 1 AND t.sent_chain = c.chain AND t.sent_number > c.height
  UNION SELECT t.id FROM cut c CROSS JOIN transfer t
    ON t.closed = 1 AND t.credited_chain = c.chain AND t.credited_number > c.height`

/** Legs under one name: one seek, and for each leg its block and its transaction. */
export const legsOfSql = `SELECT l.*, b.chain, b.number, b.hash, b.timestamp, b.canonical,
    x.hash AS tx_hash, a.key AS alias FROM leg l JOIN block b ON b.id = l.block_id
    LEFT JOIN transfer a ON a.id = l.alias_id
    JOIN tx x ON x.block_id = l.block_id AND x.slot = ${txSlotSql('l.ord')}
    WHERE l.transfer_id = ? ORDER BY b.chain, b.number, b.hash, l.ord`

export function createLegReader(db: Database, dictionary: Dictionary): LegReader {
  const statements = prepareStatements(db)
  const { byKey, keyOf, open, openOfVenue, openOfAccounts, legsOf, names } = statements
  const anyRoot = db.prepare<[], number>('SELECT 1 FROM transfer WHERE root <> 0 LIMIT 1').pluck()

  /** Fills `asked` with the keys that the selector says, so that they need not be read. */
  function transferIds(
    selector: LegSelector,
    chains: readonly ChainId[],
    asked: Map<number, Hex>,
  ): readonly number[] {
    switch (selector.of) {
      case 'keys':
        for (const key of selector.keys) {
          const bytes = hexToBytes(key)
          const id = byKey.get(bytes)
          if (id !== undefined) asked.set(id, bytesToHex(bytes))
        }
        return [...asked.keys()]
      case 'open': {
        const cut = toCutParameter(selector.at, chains)
        if (selector.venue === undefined) return open.all({ cut })
        const venue = dictionary.findText(selector.venue)
        return venue === undefined ? [] : openOfVenue.all({ cut, venue })
      }
      case 'openOfAccounts':
        return idsOfAccounts(selector, chains)
    }
  }

  function idsOfAccounts(
    selector: Extract<LegSelector, { of: 'openOfAccounts' }>,
    chains: readonly ChainId[],
  ): readonly number[] {
    const { accounts, at, since = at } = selector
    const venue = dictionary.findText(selector.venue)
    if (venue === undefined) return []
    const ids = accounts.flatMap((account) => dictionary.findAddress(account) ?? [])
    const [cut, open] = [toCutParameter(at, chains), toCutParameter(since, chains)]
    return openOfAccounts.all({ cut, since: open, venue, accounts: JSON.stringify(ids) })
  }

  function readKey(id: number): Hex {
    const key = keyOf.get(id)
    assert(key !== undefined, 'a transfer that legs name is recorded')
    return bytesToHex(key)
  }

  /** With the other names of the same transfers, each once. */
  function withNames(ids: readonly number[]): readonly number[] {
    if (anyRoot.get() === undefined) return ids
    const all = new Set(ids)
    for (const id of ids) for (const name of names.all(id)) all.add(name)
    return [...all]
  }

  return {
    select(selector, chains) {
      const asked = new Map<number, Hex>()
      return withNames(transferIds(selector, chains, asked)).flatMap((id) => {
        const key = asked.get(id) ?? readKey(id)
        return legsOf.all(id).map((row) => toLeg(row, key, dictionary))
      })
    },
  }
}

function toLeg(row: LegRow, key: Hex, dictionary: Dictionary): Leg {
  const place = {
    at: toFactPosition(row),
    timestamp: BigInt(row.timestamp),
    canonical: row.canonical === 1,
    key,
    alias: row.alias === null ? undefined : bytesToHex(row.alias),
  }
  return decodeLeg(row, place, dictionary)
}

function prepareStatements(db: Database) {
  const byKey = db.prepare<[Buffer], number>('SELECT id FROM transfer WHERE key = ?').pluck()
  const keyOf = db.prepare<[number], Buffer>('SELECT key FROM transfer WHERE id = ?').pluck()
  const open = db
    .prepare<{ cut: string }, number>(`${cutTableSql}, open (id) AS (${openSql})
      SELECT o.id FROM open o WHERE ${seenInCutSql('o.id')} ORDER BY o.id`)
    .pluck()
  const openOfVenue = db
    .prepare<{ cut: string; venue: number }, number>(`${cutTableSql}, open (id) AS (${openSql})
      SELECT o.id FROM open o
      WHERE EXISTS (SELECT 1 FROM leg_holder h ${inCutSql}
        AND h.venue = @venue AND h.transfer_id = o.id) ORDER BY o.id`)
    .pluck()
  const openOfAccounts = db
    .prepare<
      { cut: string; since: string; venue: number; accounts: string },
      number
    >(`${cutTableSql},
      since (chain, height) AS MATERIALIZED
        (SELECT value ->> 0, value ->> 1 FROM json_each(@since)),
      own (id) AS MATERIALIZED (SELECT DISTINCT h.transfer_id
        FROM json_each(@accounts) a CROSS JOIN leg_holder h
        ON h.account = a.value AND h.venue = @venue ${inCutSql})
      SELECT t.id FROM own o CROSS JOIN transfer t ON t.id = o.id
      WHERE (t.closed = 0
        OR t.sent_number > (SELECT height FROM since WHERE chain = t.sent_chain)
        OR t.credited_number > (SELECT height FROM since WHERE chain = t.credited_chain))
      ORDER BY t.id`)
    .pluck()
  const legsOf = db.prepare<[number], LegRow>(legsOfSql)
  const names = db
    .prepare<[number], number>(`SELECT m.id FROM transfer t JOIN transfer m ON m.root = t.root
      WHERE t.id = ? AND t.root <> 0 AND m.root <> 0`)
    .pluck()
  return { byKey, keyOf, open, openOfVenue, openOfAccounts, legsOf, names }
}
