import type { Database } from 'better-sqlite3'
import { assert } from '../../errors/assert.ts'
import type { Address } from '../../facts/primitives.ts'
import { seriesKinds, toCode } from './codes.ts'
import type { Dictionary, KeyRow } from './Dictionary.ts'
import { hexToBytes } from './hexBytes.ts'

/** Stored numbers of words, given out at first sight. Only inside a write transaction. */
export interface Interning {
  address(address: Address): number
  text(text: string): number
  /** A series key by the stored numbers of its words; `account` is the address that its account's number stands for. */
  key(row: KeyRow, account: Address | undefined): number
}

/** Kinds of keys that make their account one of its venue's accounts. */
const kindsOfAccounts: readonly number[] = [
  toCode(seriesKinds, 'holding'),
  toCode(seriesKinds, 'liability'),
  toCode(seriesKinds, 'position'),
]

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

  function key(row: KeyRow, account: Address | undefined): number {
    const id = insert(row, account) ?? dictionary.findKeyRow(row)
    assert(id !== undefined, 'a key that is not new is stored')
    return id
  }

  function insert(row: KeyRow, account: Address | undefined): number | undefined {
    const { kind, chain, contract, venue, unit, subject } = row
    const inserted = insertKey.run(kind, chain, contract, venue, row.account, unit, subject)
    if (inserted.changes === 0) return undefined
    if (account !== undefined && kindsOfAccounts.includes(kind)) {
      insertAccount.run(venue, hexToBytes(account), row.account)
    }
    return Number(inserted.lastInsertRowid)
  }

  return { address, text, key }
}
