import type { Database } from 'better-sqlite3'
import { assert } from '../../errors/assert.ts'
import type { Address, UnitId } from '../../facts/primitives.ts'
import type { SeriesKey } from '../../facts/Series.ts'
import { seriesKinds, toCode, toWord } from './codes.ts'
import { bytesToHex, hexToBytes } from './hexBytes.ts'
import { RecentMap } from './RecentMap.ts'
import { createWords, type Words } from './Words.ts'

/** Stands for "none" where a column refers to an address, a text or a key. */
export const NONE = 0

/** Addresses, texts and series keys by their stored number, and the reverse where they are stored already. */
export interface Dictionary {
  address(id: number): Address
  text(id: number): string
  key(id: number): SeriesKey
  findAddress(address: Address): number | undefined
  findText(text: string): number | undefined
  findKey(key: SeriesKey): number | undefined
  /** Number of a key whose words have these numbers, for a key that nothing in memory knows. */
  findKeyRow(row: KeyRow): number | undefined
  /** Takes note of numbers that were just given out, so that the next look costs no query. */
  learnAddress(address: Address, id: number): void
  learnText(text: string, id: number): void
  /** Drops what is held in memory: after a rolled back transaction its new numbers mean nothing. */
  forget(): void
}

/** Columns of `series_key`. */
export interface KeyRow {
  kind: number
  chain: number
  contract: number
  venue: number
  account: number
  unit: number
  subject: number
}

/** Reads the words of one connection; `entriesMax` bounds what each of its maps holds in memory. */
export function createDictionary(db: Database, entriesMax: number): Dictionary {
  const addresses = createAddresses(db, entriesMax)
  const texts = createTexts(db, entriesMax)
  const keyById = new RecentMap<number, SeriesKey>(entriesMax)
  const readKey = db.prepare<[number], KeyRow>(
    'SELECT kind, chain, contract, venue, account, unit, subject FROM series_key WHERE id = ?',
  )
  const findKeyId = db
    .prepare<[number, number, number, number, number, number, number], number>(
      `SELECT id FROM series_key WHERE venue = ? AND account = ? AND kind = ? AND chain = ?
      AND contract = ? AND unit = ? AND subject = ?`,
    )
    .pluck()

  // By place: parameters by name cost more than the query itself.
  function findKeyRow(row: KeyRow): number | undefined {
    const { venue, account, kind, chain, contract, unit, subject } = row
    return findKeyId.get(venue, account, kind, chain, contract, unit, subject)
  }

  return {
    address: addresses.read,
    text: texts.read,
    findAddress: addresses.find,
    findText: texts.find,
    key(id) {
      const held = keyById.get(id)
      if (held !== undefined) return held
      const row = readKey.get(id)
      assert(row !== undefined, `series key ${id} is not stored`)
      const key = toKey(row, addresses.read, texts.read)
      keyById.set(id, key)
      return key
    },
    // Not held: a key is asked for once, what was read of it is held by whoever asked.
    findKey(key) {
      const row = toKeyRow(key, addresses.find, texts.find)
      return row === undefined ? undefined : findKeyRow(row)
    },
    findKeyRow,
    learnAddress: addresses.learn,
    learnText: texts.learn,
    forget() {
      addresses.forget()
      texts.forget()
      keyById.clear()
    },
  }
}

function createAddresses(db: Database, entriesMax: number): Words<Address> {
  return createWords(entriesMax, {
    find: db.prepare<[Buffer], number>('SELECT id FROM address WHERE bytes = ?').pluck(),
    read: db.prepare<[number], Buffer>('SELECT bytes FROM address WHERE id = ?').pluck(),
    toStored: hexToBytes,
    fromStored: bytesToHex,
  })
}

function createTexts(db: Database, entriesMax: number): Words<string> {
  return createWords(entriesMax, {
    find: db.prepare<[string], number>('SELECT id FROM text WHERE value = ?').pluck(),
    read: db.prepare<[number], string>('SELECT value FROM text WHERE id = ?').pluck(),
    toStored: (text: string) => text,
    fromStored: (text: string) => text,
  })
}

/** Columns of a series key; undefined when one of its words has no number. */
export function toKeyRow(
  key: SeriesKey,
  addressId: (address: Address) => number | undefined,
  textId: (text: string) => number | undefined,
): KeyRow | undefined {
  const contract = addressId(key.contract)
  const venue = textId(key.venue)
  const account = key.account === undefined ? NONE : addressId(key.account)
  const unit = key.unit === undefined ? NONE : textId(key.unit)
  const subject = textId(key.subject)
  if (contract === undefined || venue === undefined || account === undefined) return undefined
  if (unit === undefined || subject === undefined) return undefined
  const kind = toCode(seriesKinds, key.kind)
  return { kind, chain: key.chainId, contract, venue, account, unit, subject }
}

function toKey(
  row: KeyRow,
  address: (id: number) => Address,
  text: (id: number) => string,
): SeriesKey {
  return {
    kind: toWord(seriesKinds, row.kind),
    chainId: row.chain,
    contract: address(row.contract),
    venue: text(row.venue),
    account: row.account === NONE ? undefined : address(row.account),
    // CAST: a unit's text was written from a UnitId.
    unit: row.unit === NONE ? undefined : (text(row.unit) as UnitId),
    subject: text(row.subject),
  }
}
