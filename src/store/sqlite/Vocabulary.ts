import { assert } from '../../errors/assert.ts'
import type { Address } from '../../facts/primitives.ts'
import type { SeriesKey } from '../../facts/Series.ts'
import { toKeyRow } from './Dictionary.ts'
import { KeyTable } from './KeyTable.ts'

/** Words and series keys by number, given out at first sight. */
export interface Numbering {
  address(address: Address): number
  text(text: string): number
  key(key: SeriesKey): number
  /** The same for a key object that comes again before the next message, as those of a fold do: it is looked up once. */
  heldKey(key: SeriesKey): number
}

/** Words that the writer has not been told yet; their numbers go on from those of the last message. */
export interface NewWords {
  /** All numbers of before mean nothing any more. */
  isFresh: boolean
  /** Joined with commas: one string crosses faster than many. */
  addresses: string
  texts: readonly string[]
  /** Seven columns each, see `KeyTable`. */
  keys: Float64Array<ArrayBuffer>
}

export interface Vocabulary extends Numbering {
  /** What was given out since the last call. */
  takeNew(): NewWords
  /** Starts over where more words are held than allowed; between two messages only. Returns whether it did. */
  trim(): boolean
}

/** Words and keys held, some 100 bytes each; beyond it all are forgotten and told again. */
export const WORDS_MAX = 60_000

/**
 * Numbers that one process uses towards its own writer, so that a batch names an address or a key by a small integer and
 * the writer finds its stored number in an array. They mean nothing outside this session.
 */
export function createVocabulary({ wordsMax = WORDS_MAX } = {}): Vocabulary {
  let addresses = new Map<Address, number>()
  let texts = new Map<string, number>()
  let keys = new KeyTable()
  const heldKeys = new Map<SeriesKey, number>()
  let newAddresses: Address[] = []
  let newTexts: string[] = []
  let keysTold = 0
  let isFresh = true

  function address(address: Address): number {
    const known = addresses.get(address)
    if (known !== undefined) return known
    addresses.set(address, addresses.size + 1)
    newAddresses.push(address)
    return addresses.size
  }

  function text(text: string): number {
    const known = texts.get(text)
    if (known !== undefined) return known
    texts.set(text, texts.size + 1)
    newTexts.push(text)
    return texts.size
  }

  function key(key: SeriesKey): number {
    const row = toKeyRow(key, address, text)
    assert(row !== undefined, 'every word of a key gets a number')
    return keys.number(row)
  }

  return {
    address,
    text,
    key,
    heldKey(held) {
      const known = heldKeys.get(held)
      if (known !== undefined) return known
      const number = key(held)
      heldKeys.set(held, number)
      return number
    },
    takeNew() {
      const taken = {
        isFresh,
        addresses: newAddresses.join(','),
        texts: newTexts,
        keys: keys.since(keysTold),
      }
      newAddresses = []
      newTexts = []
      heldKeys.clear()
      keysTold = keys.size
      isFresh = false
      return taken
    },
    trim() {
      if (addresses.size + texts.size + keys.size <= wordsMax) return false
      addresses = new Map()
      texts = new Map()
      keys = new KeyTable()
      newAddresses = []
      newTexts = []
      heldKeys.clear()
      keysTold = 0
      isFresh = true
      return true
    },
  }
}
