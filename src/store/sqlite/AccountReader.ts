import type { Database } from 'better-sqlite3'
import type { Address, ChainId } from '../../facts/primitives.ts'
import type { AccountPage, Snapshot } from '../Snapshot.ts'
import { seriesKinds, toCode } from './codes.ts'
import { cutTableSql, toCutParameter } from './cutTable.ts'
import type { Dictionary } from './Dictionary.ts'
import { bytesToHex, hexToBytes } from './hexBytes.ts'
import { storedHeight } from './storedNumber.ts'

export interface AccountReader {
  /** Accounts of a venue by address; one that only orphaned blocks named is none. */
  page(page: AccountPage, chains: readonly ChainId[]): readonly Address[]
  /** Accounts that blocks of a chain may have changed, see `Snapshot`. */
  touched: Snapshot['touched']
}

interface PageParameters {
  cut: string
  venue: number
  edge: Buffer
  limit: number
  accounts: string
}

const kinds = [
  toCode(seriesKinds, 'holding'),
  toCode(seriesKinds, 'liability'),
  toCode(seriesKinds, 'position'),
].join(', ')

/** Above every address of 20 bytes. */
const LAST_EDGE = Buffer.alloc(21, 0xff)

/** No block is above it. */
const HEIGHT_MAX = BigInt(Number.MAX_SAFE_INTEGER)

const hasSeriesSql = `EXISTS (SELECT 1 FROM series_key k CROSS JOIN cut c ON c.chain = k.chain
  CROSS JOIN series s ON s.key_id = k.id AND s.block_number <= c.height
  WHERE k.venue = v.venue AND k.account = v.account AND k.kind IN (${kinds}))`

/** Value on its way to somebody who never had any is in no series yet. */
const hasLegSql = `EXISTS (SELECT 1 FROM leg_holder h CROSS JOIN block b ON b.id = h.block_id
  CROSS JOIN cut c ON c.chain = b.chain AND b.number <= c.height
  WHERE h.account = v.account AND h.venue = v.venue AND b.canonical = 1)`

const blocksSql = `FROM block b CROSS JOIN`
const rangeSql = `b.chain = @chain AND b.canonical = 1 AND b.number > @after AND b.number <= @upTo`

/** A transfer that goes by several names has its holders under any of them. */
const touchedSql = `SELECT a.bytes FROM (
    SELECT k.account AS id ${blocksSql} fact f ON f.block_id = b.id
      CROSS JOIN series_key k ON k.id = f.key_id WHERE ${rangeSql} AND k.venue = @venue
    UNION SELECT h.account ${blocksSql} leg l ON l.block_id = b.id
      CROSS JOIN leg_holder h ON h.venue = @venue AND h.transfer_id = l.transfer_id WHERE ${rangeSql}
    UNION SELECT h.account ${blocksSql} leg l ON l.block_id = b.id
      CROSS JOIN transfer t ON t.id IN (l.transfer_id, l.alias_id) AND t.root <> 0
      CROSS JOIN transfer m ON m.root = t.root AND m.root <> 0
      CROSS JOIN leg_holder h ON h.venue = @venue AND h.transfer_id = m.id WHERE ${rangeSql}
  ) u JOIN address a ON a.id = u.id`

export function createAccountReader(db: Database, dictionary: Dictionary): AccountReader {
  const prepare = (order: 'asc' | 'desc', isListed: boolean) =>
    db
      .prepare<PageParameters, Buffer>(`${cutTableSql} SELECT v.address FROM venue_account v
        WHERE v.venue = @venue AND v.address ${order === 'asc' ? '>' : '<'} @edge
        ${isListed ? 'AND v.account IN (SELECT value FROM json_each(@accounts))' : ''}
        AND (${hasSeriesSql} OR ${hasLegSql})
        ORDER BY v.address ${order} LIMIT @limit`)
      .pluck()
  const all = { asc: prepare('asc', false), desc: prepare('desc', false) }
  const listed = { asc: prepare('asc', true), desc: prepare('desc', true) }

  const touched = db
    .prepare<{ chain: number; venue: number; after: number; upTo: number }, Buffer>(touchedSql)
    .pluck()

  return {
    touched({ chainId: chain, venue: name, after, upTo }) {
      const venue = dictionary.findText(name)
      if (venue === undefined) return []
      const range = { after: storedHeight(after), upTo: storedHeight(upTo) }
      return touched.all({ chain, venue, ...range }).map(bytesToHex)
    },
    page({ venue: name, accounts, order, after, limit, at }, chains) {
      const venue = dictionary.findText(name)
      if (venue === undefined) return []
      const first = order === 'asc' ? Buffer.alloc(0) : LAST_EDGE
      const edge = after === undefined ? first : hexToBytes(after)
      const ids = accounts?.flatMap((account) => dictionary.findAddress(account) ?? [])
      const statement = ids === undefined ? all[order] : listed[order]
      const cut = toCutParameter(at ?? new Map(chains.map((id) => [id, HEIGHT_MAX])), chains)
      const rows = statement.all({ cut, venue, edge, limit, accounts: JSON.stringify(ids ?? []) })
      return rows.map(bytesToHex)
    },
  }
}
