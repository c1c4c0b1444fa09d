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
  const insertKey = db.prepare(`INSERT INTO series_key
    (kind, chain, contract, venue, account, unit, subject)
    VALUES (@kind, @chain, @contract, @venue, @account, @unit, @subject)`)
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
    const id = dictionary.findKeyRow(row) ?? insert(key, row)
    dictionary.learnKey(key, id)
    return id
  }

  function insert(key: SeriesKey, row: KeyRow): number {
    if (key.account !== undefined && row.account !== NONE && namesAccount(key)) {
      insertAccount.run(row.venue, hexToBytes(key.account), row.account)
    }
    return Number(insertKey.run(row).lastInsertRowid)
  }

  return { address, text, key }
}

/** Whether a key makes its account one of its venue's accounts. */
function namesAccount(key: SeriesKey): boolean {
  return key.kind === 'holding' || key.kind === 'liability' || key.kind === 'position'
}
