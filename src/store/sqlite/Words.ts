import { assert } from '../../errors/assert.ts'
import { RecentMap } from './RecentMap.ts'

/** Words of one kind by their stored number, and the reverse. */
export interface Words<word> {
  find(word: word): number | undefined
  read(id: number): word
  /** Takes note of a word that was just given this number. */
  learn(word: word, id: number): void
  forget(): void
}

/** Holds at most `entriesMax` words of each direction in memory, twice that for a moment; the rest is read again. */
export function createWords<word, stored>(
  entriesMax: number,
  parameters: {
    find: { get(stored: stored): number | undefined }
    read: { get(id: number): stored | undefined }
    toStored: (word: word) => stored
    fromStored: (stored: stored) => word
  },
): Words<word> {
  const { find, read, toStored, fromStored } = parameters
  const idByWord = new RecentMap<word, number>(entriesMax)
  const wordById = new RecentMap<number, word>(entriesMax)
  return {
    find(word) {
      const held = idByWord.get(word)
      if (held !== undefined) return held
      const id = find.get(toStored(word))
      if (id !== undefined) idByWord.set(word, id)
      return id
    },
    read(id) {
      const held = wordById.get(id)
      if (held !== undefined) return held
      const stored = read.get(id)
      assert(stored !== undefined, `the word with number ${id} is not stored`)
      const word = fromStored(stored)
      wordById.set(id, word)
      return word
    },
    learn(word, id) {
      idByWord.set(word, id)
    },
    forget() {
      idByWord.clear()
      wordById.clear()
    },
  }
}
