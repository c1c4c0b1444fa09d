import { expect, test } from 'vitest'
import { seriesKeyId } from '../../src/facts/Series.ts'
import { createTopology } from '../../src/ledger/createTopology.ts'
import { bindFacts, foldBatch } from '../../src/start/ledgerRows.ts'
import { verifySample } from '../../src/start/verifySample.ts'
import type { Store } from '../../src/store/Store.ts'
import { Sqlite } from '../../src/store/sqlite/driver.ts'
import { pruneDatabase } from '../../src/store/sqlite/pruneDatabase.ts'
import { createRandom } from '../faults/support/createRandom.ts'
import { project } from '../ledger/support/world.ts'
import { alice, balance, batch, block, bob, carol, venue } from '../store/support/rows.ts'
import { nowMs, tempPath, tempStore } from '../store/support/tempStore.ts'

const chainId = 1
const sampled = { ...project, venues: project.venues.map((one) => ({ ...one, id: venue })) }
/** The same accounts every time, so that two samples compare. */
const sample = (store: Store) => verifySample({ store, project: sampled, random: createRandom(1) })

async function createStore(path: string): Promise<Store> {
  const store = await tempStore(path)
  const topology = createTopology(project)
  const values = new Map<string, readonly bigint[]>()
  for (let number = 1; number <= 20; number += 1) {
    const facts = [alice, bob, carol].map((account, rank) =>
      balance(chainId, block(number), { account, delta: BigInt(number + rank), rank }),
    )
    const { residuals } = bindFacts(facts, () => 0n, topology)
    const series = await foldBatch(facts, residuals, { latest: async () => values })
    for (const row of series) values.set(seriesKeyId(row.key), row.values)
    await store.commit(batch(chainId, block(number), { blocks: [block(number)], facts, series }))
  }
  return store
}

test('default: newest values of random accounts follow from their facts, also after pruning', async () => {
  const path = tempPath()
  const store = await createStore(path)
  const { chains } = await sample(store)
  expect(chains).toMatchObject([{ chainId, mismatches: [] }])
  expect(chains[0]?.rows).toBeGreaterThan(0)
  await store.close()
  const limits = { orphansBefore: 0n, withRawLogs: false, freeBytes: Number.MAX_SAFE_INTEGER }
  const moment = { pid: 7, nowMs, before: 1_010n, strangersOf: [] }
  await pruneDatabase({ path, ...moment, ...limits, isApplied: true })
  expect(await sample(await tempStore(path))).toEqual({ chains })
})

test('error: a newest value that does not follow is named', async () => {
  const path = tempPath()
  const store = await createStore(path)
  const db = new Sqlite(path)
  db.exec("UPDATE series SET value = X'0209' WHERE block_number = 20")
  db.close()
  const { chains } = await sample(store)
  expect(chains[0]?.mismatches.length).toBeGreaterThan(0)
})
