import { expect, test } from 'vitest'
import type { Address } from '../../src/facts/primitives.ts'
import { createDictionary } from '../../src/store/sqlite/Dictionary.ts'
import { Sqlite } from '../../src/store/sqlite/driver.ts'
import { createInterning } from '../../src/store/sqlite/Interning.ts'
import { migrate } from '../../src/store/sqlite/migrate.ts'
import { migrations } from '../../src/store/sqlite/migrations.ts'
import { createStoredWords } from '../../src/store/sqlite/StoredWords.ts'
import { createVocabulary } from '../../src/store/sqlite/Vocabulary.ts'
import { chainA, holdingKey } from './support/rows.ts'
import { nowMs } from './support/tempStore.ts'

const account = (n: number): Address => `0x${n.toString(16).padStart(40, '0')}`
const keyOf = (n: number) => holdingKey(chainA, account(n))

function openWords() {
  const db = new Sqlite(':memory:')
  migrate(db, { path: ':memory:', migrations, nowMs })
  const words = createStoredWords(createInterning(db, createDictionary(db, 100)))
  return { words, dictionary: createDictionary(db, 100) }
}

test('default: the same key has one number, others have others, however many there are', () => {
  const vocabulary = createVocabulary()
  const count = 5_000
  const numbers = Array.from({ length: count }, (_, n) => vocabulary.key(keyOf(n)))
  expect(new Set(numbers).size).toBe(count)
  expect(Array.from({ length: count }, (_, n) => vocabulary.key(keyOf(n)))).toEqual(numbers)
})

test('behavior: every message brings only what the ones before did not', () => {
  const vocabulary = createVocabulary()
  const { words, dictionary } = openWords()
  for (const start of [0, 3, 3, 6]) {
    const numbers = [0, 1, 2].map((n) => vocabulary.key(keyOf(start + n)))
    words.learn(vocabulary.takeNew())
    for (const [n, number] of numbers.entries())
      expect(dictionary.key(words.key(number))).toEqual(keyOf(start + n))
  }
  const { isFresh, addresses, texts, keys } = vocabulary.takeNew()
  expect([isFresh, addresses, texts.length, keys.length]).toEqual([false, '', 0, 0])
})

test('behavior: a full vocabulary starts over, and the writer with it', () => {
  const vocabulary = createVocabulary({ wordsMax: 20 })
  const { words, dictionary } = openWords()
  let trims = 0
  for (let n = 0; n < 60; n += 1) {
    if (vocabulary.trim()) trims += 1
    const number = vocabulary.key(keyOf(n))
    words.learn(vocabulary.takeNew())
    expect(number).toBeLessThanOrEqual(20)
    expect(dictionary.key(words.key(number))).toEqual(keyOf(n))
  }
  expect(trims).toBeGreaterThan(3)
})

test('behavior: a key object that comes again keeps its number, and gets a new one after starting over', () => {
  const vocabulary = createVocabulary({ wordsMax: 20 })
  const { words, dictionary } = openWords()
  const key = keyOf(7)
  const number = vocabulary.heldKey(key)
  expect([vocabulary.heldKey(key), vocabulary.key(keyOf(7))]).toEqual([number, number])
  for (let n = 100; n < 130; n += 1) vocabulary.heldKey(keyOf(n))
  expect(vocabulary.trim()).toBe(true)
  vocabulary.heldKey(keyOf(8))
  const again = vocabulary.heldKey(key)
  words.learn(vocabulary.takeNew())
  expect(dictionary.key(words.key(again))).toEqual(key)
})

test('behavior: after a rollback words are stored again', () => {
  const vocabulary = createVocabulary()
  const db = new Sqlite(':memory:')
  migrate(db, { path: ':memory:', migrations, nowMs })
  const held = createDictionary(db, 100)
  const words = createStoredWords(createInterning(db, held))
  const number = vocabulary.key(keyOf(1))
  words.learn(vocabulary.takeNew())
  db.exec('BEGIN')
  words.key(number)
  db.exec('ROLLBACK')
  held.forget()
  words.forget()
  expect(createDictionary(db, 100).key(words.key(number))).toEqual(keyOf(1))
})
