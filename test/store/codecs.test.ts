import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fact } from '../../src/facts/Fact.ts'
import { BlockTable } from '../../src/store/sqlite/BlockTable.ts'
import { factKinds } from '../../src/store/sqlite/codes.ts'
import { createDictionary } from '../../src/store/sqlite/Dictionary.ts'
import { Sqlite } from '../../src/store/sqlite/driver.ts'
import { encodeLegs } from '../../src/store/sqlite/encodeLegs.ts'
import { decodeFact, encodeFact, type StoredFact } from '../../src/store/sqlite/factCodec.ts'
import { createInterning } from '../../src/store/sqlite/Interning.ts'
import { decodeLeg } from '../../src/store/sqlite/legCodec.ts'
import { migrate } from '../../src/store/sqlite/migrate.ts'
import { migrations } from '../../src/store/sqlite/migrations.ts'
import { PayloadWriter } from '../../src/store/sqlite/PayloadWriter.ts'
import { readLeg } from '../../src/store/sqlite/readLeg.ts'
import { relocate } from '../../src/store/sqlite/relocate.ts'
import { createStoredWords } from '../../src/store/sqlite/StoredWords.ts'
import { createVocabulary } from '../../src/store/sqlite/Vocabulary.ts'
import * as arbitrary from './support/arbitraries.ts'
import { nowMs } from './support/tempStore.ts'

/** Both sides of the way to the writer, and a dictionary that reads from the tables what it wrote. */
function createWords() {
  const db = new Sqlite(':memory:')
  migrate(db, { path: ':memory:', migrations, nowMs })
  const vocabulary = createVocabulary()
  const words = createStoredWords(createInterning(db, createDictionary(db, 4)))
  /** Encodes a fact behind another one, as in a batch. */
  const encode = (fact: Fact): StoredFact => {
    const writer = new PayloadWriter()
    encodeFact(writer, fact, vocabulary)
    const first = { end: writer.length, relocations: writer.relocations.length }
    const { kind, decoder, key } = encodeFact(writer, fact, vocabulary)
    words.learn(vocabulary.takeNew())
    const { payload, ends } = relocate(
      {
        payload: writer.bytes(),
        ends: Int32Array.of(first.end, writer.length),
        relocations: Int32Array.from(writer.relocations),
        relocationEnds: Int32Array.of(first.relocations, writer.relocations.length),
      },
      words,
    )
    const decoderId = words.text(decoder)
    return {
      kind,
      decoder: decoderId,
      keyId: words.key(key),
      payload: payload.subarray(ends[0], ends[1]),
    }
  }
  return { encode, vocabulary, words, dictionary: createDictionary(db, 4) }
}

test('property: facts of every kind survive exactly', () => {
  const { encode, dictionary } = createWords()
  const seen = new Set<string>()
  fc.assert(
    fc.property(arbitrary.fact, (fact) => {
      const { payload, ...columns } = encode(fact)
      const stored = { ...columns, payload: Buffer.from(payload) }
      expect(decodeFact(stored, fact.at, dictionary)).toEqual(fact)
      seen.add(fact.body.kind)
    }),
    { seed: 3, numRuns: 600 },
  )
  expect([...seen].sort()).toEqual([...factKinds].sort())
})

test('property: legs survive exactly with their bindings', () => {
  const { vocabulary, words, dictionary } = createWords()
  fc.assert(
    fc.property(arbitrary.leg, (leg) => {
      const { at, timestamp, canonical, key, alias } = leg
      const legs = encodeLegs([leg], new BlockTable(at.chainId, []), vocabulary)
      words.learn(vocabulary.takeNew())
      const { key: storedKey, alias: storedAlias, ...columns } = readLeg(legs, 0, words)
      const stored = { ...columns, alias_id: null }
      expect(`0x${storedKey.toString('hex')}`).toBe(key)
      expect(storedAlias && `0x${storedAlias.toString('hex')}`).toBe(alias)
      expect(decodeLeg(stored, { at, timestamp, canonical, key, alias }, dictionary)).toEqual(leg)
    }),
    { seed: 4, numRuns: 300 },
  )
})

test('behavior: a plain deposit takes a dozen bytes beside its key', () => {
  const { encode } = createWords()
  const asset = '0x00000000000000000000000000000000000000aa'
  const amount = 1_234_567_890_000_000_000n
  const holder = { venue: 'main', account: asset, unit: 'cross' } as const
  const change = { type: 'delta', value: amount } as const
  const { payload } = encode({
    at: {
      chainId: 1,
      blockNumber: 1n,
      blockHash: '0x01',
      txIndex: 0,
      txHash: '0x02',
      logIndex: 0,
      k: 0,
    },
    decoder: 'erc4626@1',
    body: {
      kind: 'balance',
      ...holder,
      side: 'asset',
      asset,
      contract: asset,
      change,
      moved: { asset, amount },
    },
    siblings: [],
  })
  expect(payload.length).toBeLessThanOrEqual(12)
})
