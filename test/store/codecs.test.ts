import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factKinds } from '../../src/store/sqlite/codes.ts'
import { createDictionary } from '../../src/store/sqlite/Dictionary.ts'
import { Sqlite } from '../../src/store/sqlite/driver.ts'
import { decodeFact, encodeFact } from '../../src/store/sqlite/factCodec.ts'
import { createInterning } from '../../src/store/sqlite/Interning.ts'
import { decodeLeg, encodeLeg } from '../../src/store/sqlite/legCodec.ts'
import { migrate } from '../../src/store/sqlite/migrate.ts'
import { migrations } from '../../src/store/sqlite/migrations.ts'
import * as arbitrary from './support/arbitraries.ts'
import { nowMs } from './support/tempStore.ts'

function createWords() {
  const db = new Sqlite(':memory:')
  migrate(db, { path: ':memory:', migrations, nowMs })
  const interning = createInterning(db, createDictionary(db, 4))
  // A dictionary of its own reads from the tables what the other one wrote.
  return { interning, dictionary: createDictionary(db, 4) }
}

test('property: facts of every kind survive exactly', () => {
  const { interning, dictionary } = createWords()
  const seen = new Set<string>()
  fc.assert(
    fc.property(arbitrary.fact, (fact) => {
      const { payload, ...columns } = encodeFact(fact, interning)
      const stored = { ...columns, payload: Buffer.from(payload) }
      expect(decodeFact(stored, fact.at, dictionary)).toEqual(fact)
      seen.add(fact.body.kind)
    }),
    { seed: 3, numRuns: 600 },
  )
  expect([...seen].sort()).toEqual([...factKinds].sort())
})

test('property: legs survive exactly with their bindings', () => {
  const { interning, dictionary } = createWords()
  fc.assert(
    fc.property(arbitrary.leg, (leg) => {
      const { at, timestamp, canonical, key } = leg
      const place = { at, timestamp, canonical, key }
      expect(decodeLeg(encodeLeg(leg, interning), place, dictionary)).toEqual(leg)
    }),
    { seed: 4, numRuns: 300 },
  )
})

test('behavior: a plain deposit takes a dozen bytes beside its key', () => {
  const { interning } = createWords()
  const asset = '0x00000000000000000000000000000000000000aa'
  const amount = 1_234_567_890_000_000_000n
  const holder = { venue: 'main', account: asset, unit: 'cross' } as const
  const change = { type: 'delta', value: amount } as const
  const { payload } = encodeFact(
    {
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
    },
    interning,
  )
  expect(payload.length).toBeLessThanOrEqual(12)
})
