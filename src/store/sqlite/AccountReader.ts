import type { Database } from 'better-sqlite3'
import type { Address, ChainId } from '../../facts/primitives.ts'
import type { AccountPage } from '../Snapshot.ts'
import { seriesKinds, toCode } from './codes.ts'
import { cutTableSql, toCutParameter } from './cutTable.ts'
import type { Dictionary } from './Dictionary.ts'
import { bytesToHex, hexToBytes } from './hexBytes.ts'

export interface AccountReader {
  /** Accounts of a venue by address; one that only orphaned blocks named is none. */
  page(page: AccountPage, chains: readonly ChainId[]): readonly Address[]
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

  return {
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
