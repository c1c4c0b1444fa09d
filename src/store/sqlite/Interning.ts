import type { Database } from 'better-sqlite3'
import { assert } from '../../errors/assert.ts'
import type { Address } from '../../facts/primitives.ts'
import type { SeriesKey } from '../../facts/Series.ts'
import { type Dictionary, type KeyRow, NONE, toKeyRow } from './Dictionary.ts'
import { hexToBytes } from './hexBytes.ts'

/** Stored numbers of words, given out at first sight. Only inside a write transaction. */
export interface Interning {
  address(address: Address): number
  text(text: string): number
  key(key: SeriesKey): number
}

/** Gives out numbers over the writer's dictionary, which must be told to forget when a transaction rolls back. */
export function createInterning(db: Database, dictionary: Dictionary): Interning {
  const insertAddress = db.prepare<[Buffer]>('INSERT INTO address (bytes) VALUES (?)')
  const insertText = db.prepare<[string]>('INSERT INTO text (value) VALUES (?)')
  // Most keys that memory does not know are new ones, so inserting comes before looking.
  const insertKey = db.prepare<[number, number, number, number, number, number, number]>(
    `INSERT OR IGNORE INTO series_key (kind, chain, contract, venue, account, unit, subject)
    VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertAccount = db.prepare<[number, Buffer, number]>(
    'INSERT OR IGNORE INTO venue_account (venue, address, account) VALUES (?, ?, ?)',
  )

  function address(address: Address): number {
    const found = dictionary.findAddress(address)
    if (found !== undefined) return found
    const id = Number(insertAddress.run(hexToBytes(address)).lastInsertRowid)
    dictionary.learnAddress(address, id)
    return id
  }

  function text(text: string): number {
    const found = dictionary.findText(text)
    if (found !== undefined) return found
    const id = Number(insertText.run(text).lastInsertRowid)
    dictionary.learnText(text, id)
    return id
  }

  function key(key: SeriesKey): number {
    const held = dictionary.heldKey(key)
    if (held !== undefined) return held
    const row = toKeyRow(key, address, text)
    assert(row !== undefined, 'every word of a key gets a number')
    const id = insert(key, row) ?? dictionary.findKeyRow(row)
    assert(id !== undefined, 'a key that is not new is stored')
    dictionary.learnKey(key, id)
    return id
  }

  function insert(key: SeriesKey, row: KeyRow): number | undefined {
    const { kind, chain, contract, venue, account, unit, subject } = row
    const inserted = insertKey.run(kind, chain, contract, venue, account, unit, subject)
    if (inserted.changes === 0) return undefined
    if (key.account !== undefined && account !== NONE && namesAccount(key)) {
      insertAccount.run(venue, hexToBytes(key.account), account)
    }
    return Number(inserted.lastInsertRowid)
  }

  return { address, text, key }
}

/** Whether a key makes its account one of its venue's accounts. */
function namesAccount(key: SeriesKey): boolean {
  return key.kind === 'holding' || key.kind === 'liability' || key.kind === 'position'
}
