import type { Database } from 'better-sqlite3'
import type { Address } from '../../facts/primitives.ts'
import type { AccountPage } from '../Snapshot.ts'
import { seriesKinds, toCode } from './codes.ts'
import type { Dictionary } from './Dictionary.ts'
import { bytesToHex, hexToBytes } from './hexBytes.ts'

export interface AccountReader {
  /** Accounts of a venue by address; one that only orphaned blocks named is none. */
  page(page: AccountPage): readonly Address[]
}

interface PageParameters {
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

export function createAccountReader(db: Database, dictionary: Dictionary): AccountReader {
  const prepare = (order: 'asc' | 'desc', isListed: boolean) =>
    db
      .prepare<PageParameters, Buffer>(`SELECT v.address FROM venue_account v
        WHERE v.venue = @venue AND v.address ${order === 'asc' ? '>' : '<'} @edge
        ${isListed ? 'AND v.account IN (SELECT value FROM json_each(@accounts))' : ''}
        AND EXISTS (SELECT 1 FROM series_key k JOIN series s ON s.key_id = k.id
          WHERE k.venue = v.venue AND k.account = v.account AND k.kind IN (${kinds}))
        ORDER BY v.address ${order} LIMIT @limit`)
      .pluck()
  const all = { asc: prepare('asc', false), desc: prepare('desc', false) }
  const listed = { asc: prepare('asc', true), desc: prepare('desc', true) }

  return {
    page({ venue: name, accounts, order, after, limit }) {
      const venue = dictionary.findText(name)
      if (venue === undefined) return []
      const first = order === 'asc' ? Buffer.alloc(0) : LAST_EDGE
      const edge = after === undefined ? first : hexToBytes(after)
      const ids = accounts?.flatMap((account) => dictionary.findAddress(account) ?? [])
      const statement = ids === undefined ? all[order] : listed[order]
      const rows = statement.all({ venue, edge, limit, accounts: JSON.stringify(ids ?? []) })
      return rows.map(bytesToHex)
    },
  }
}
