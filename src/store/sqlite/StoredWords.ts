import { assert } from '../../errors/assert.ts'
import type { Address } from '../../facts/primitives.ts'
import { type KeyRow, NONE } from './Dictionary.ts'
import type { Interning } from './Interning.ts'
import { rowAt } from './KeyTable.ts'
import type { NewWords } from './Vocabulary.ts'

/** Stored numbers of the words and keys of a session, see `Vocabulary`. Only inside a write transaction. */
export interface StoredWords {
  /** Takes note of words that a message brings; they are stored when a row first names them. */
  learn(words: NewWords): void
  /** Each answers `NONE` for 0. */
  address(number: number): number
  text(number: number): number
  key(number: number): number
  /** After a rolled back transaction its stored numbers mean nothing. */
  forget(): void
}

const KEY_WIDTH = 7

/** Resolves each word once per session; `Vocabulary` bounds how many there are. */
export function createStoredWords(interning: Interning): StoredWords {
  let addresses: Address[] = []
  let texts: string[] = []
  let keys: KeyRow[] = []
  let addressIds: number[] = []
  let textIds: number[] = []
  let keyIds: number[] = []

  function address(number: number): number {
    if (number === NONE) return NONE
    const known = addressIds[number - 1]
    if (known !== undefined && known !== NONE) return known
    const word = addresses[number - 1]
    assert(word !== undefined, `the address ${number} was never told`)
    const id = interning.address(word)
    addressIds[number - 1] = id
    return id
  }

  function text(number: number): number {
    if (number === NONE) return NONE
    const known = textIds[number - 1]
    if (known !== undefined && known !== NONE) return known
    const word = texts[number - 1]
    assert(word !== undefined, `the text ${number} was never told`)
    const id = interning.text(word)
    textIds[number - 1] = id
    return id
  }

  function key(number: number): number {
    if (number === NONE) return NONE
    const known = keyIds[number - 1]
    if (known !== undefined && known !== NONE) return known
    const row = keys[number - 1]
    assert(row !== undefined, `the series key ${number} was never told`)
    const { kind, chain, contract, venue, account, unit, subject } = row
    const stored = {
      kind,
      chain,
      contract: address(contract),
      venue: text(venue),
      account: address(account),
      unit: text(unit),
      subject: text(subject),
    }
    const id = interning.key(stored, addresses[account - 1])
    keyIds[number - 1] = id
    return id
  }

  return {
    address,
    text,
    key,
    learn(words) {
      if (words.isFresh) {
        addresses = []
        texts = []
        keys = []
        addressIds = []
        textIds = []
        keyIds = []
      }
      for (const word of words.addresses === '' ? [] : words.addresses.split(',')) {
        // CAST: the vocabulary joined addresses.
        addresses.push(word as Address)
        addressIds.push(NONE)
      }
      for (const word of words.texts) {
        texts.push(word)
        textIds.push(NONE)
      }
      for (let at = 0; at < words.keys.length; at += KEY_WIDTH) {
        keys.push(rowAt(words.keys, at))
        keyIds.push(NONE)
      }
    },
    forget() {
      addressIds.fill(NONE)
      textIds.fill(NONE)
      keyIds.fill(NONE)
    },
  }
}
