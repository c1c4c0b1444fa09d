import { expect, test } from 'vitest'
import type { Commit } from '../../src/store/Store.ts'
import { Sqlite } from '../../src/store/sqlite/driver.ts'
import { migrate } from '../../src/store/sqlite/migrate.ts'
import { migrations } from '../../src/store/sqlite/migrations.ts'
import { alice, balance, batch, block, chainA, position } from './support/rows.ts'
import { nowMs, tempPath, tempStore } from './support/tempStore.ts'

const sourceId = `${chainA}/vault`

function quarantinedAt(number: number) {
  const { chainId: _, k: _k, ...at } = position(chainA, block(number), 7)
  const log = { ...at, address: alice, topics: [], data: '0x01' as const }
  return { chainId: chainA, log, sourceId, reason: 'It has no amount.' }
}

const incident = {
  code: 'FINALITY_VIOLATED',
  chainId: chainA,
  atMs: 7,
  text: 'It was.',
  evidence: {},
}

/** Block 1 has a fact and a quarantined log, block 2 only the latter, block 3 only a fact. */
const commit: Commit = batch(chainA, block(3), {
  blocks: [block(1), block(2), block(3)],
  facts: [1, 3].map((number) => balance(chainA, block(number), { account: alice, delta: 1n })),
  quarantined: [quarantinedAt(1), quarantinedAt(2)],
})

async function damageOf(path: string): Promise<readonly string[]> {
  const store = await tempStore(path)
  const { damage } = await store.checkDigests(chainA)
  await store.close()
  return damage
}

function change(path: string, sql: string): void {
  const db = new Sqlite(path)
  expect(db.prepare(sql).run().changes).toBeGreaterThan(0)
  db.close()
}

const damages: readonly [string, string][] = [
  ['the reason of a quarantined log', "UPDATE quarantine SET reason = 'It has an amount.'"],
  ['the text of a quarantined log', "UPDATE quarantine SET log = '{}' WHERE id = 2"],
  ['a quarantined log that is gone', 'DELETE FROM quarantine WHERE id = 1'],
  ['a quarantined log of another block', 'UPDATE quarantine SET block_id = 3 WHERE id = 2'],
  ['the text of an incident', "UPDATE incident SET text = 'It was not.'"],
  ['an incident that is gone', 'DELETE FROM incident'],
]

test.each(damages)('error: %s is noticed', async (_name, sql) => {
  const path = tempPath()
  const store = await tempStore(path)
  await store.commit(commit)
  await store.recordIncident(incident)
  await store.close()
  expect(await damageOf(path)).toEqual([])
  change(path, sql)
  expect(await damageOf(path)).not.toEqual([])
})

test('behavior: what a reorg orphans and brings back is guarded again', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  await store.commit(commit)
  const reorg = { ...incident, text: 'It was repaired.' }
  await store.retract({ chainId: chainA, ancestor: block(1), publishedAtMs: 1, incidents: [reorg] })
  expect((await store.checkDigests(chainA)).damage).toEqual([])
  await store.commit(batch(chainA, block(3), { blocks: [block(2), block(3)] }))
  await store.close()
  expect(await damageOf(path)).toEqual([])
  change(path, "UPDATE quarantine SET reason = 'Another.' WHERE id = 2")
  expect(await damageOf(path)).not.toEqual([])
})

test('behavior: a source that is decoded anew takes its logs out of the digests', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  await store.commit(commit)
  await store.refold({
    ...{ chainId: chainA, fromBlock: 1n, blocks: [], facts: [], legs: [], keys: [], series: [] },
    ...{ quarantined: [], coverage: [], publishedAtMs: 2, reason: undefined },
    uncovered: [sourceId],
  })
  expect((await store.checkDigests(chainA)).damage).toEqual([])
  const snapshot = await store.snapshot()
  expect(snapshot.quarantined(10).count).toBe(0)
  snapshot.release()
})

/** Writes what a store holds the way version 1 held it: without digests, seals and what later versions added. */
function writeAsVersion1(from: string, to: string): void {
  const db = new Sqlite(to)
  migrate(db, { path: to, nowMs, migrations: migrations.slice(0, 1) })
  const tables = db
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'migration'",
    )
    .pluck()
    .all()
  const columnsOf = db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck()
  const columns = new Map(tables.map((table) => [table, columnsOf.all(table).join(', ')]))
  db.prepare('ATTACH ? AS newer').run(from)
  for (const [table, list] of columns)
    db.exec(`INSERT INTO main.${table} (${list}) SELECT ${list} FROM newer.${table}`)
  db.close()
}

test('behavior: a store of an older version gets digests of its quarantined logs and incidents', async () => {
  const [path, old] = [tempPath(), tempPath()]
  const store = await tempStore(path)
  await store.commit(commit)
  await store.recordIncident(incident)
  const { stateDigest } = await store.checkDigests(chainA)
  await store.close()
  writeAsVersion1(path, old)
  const upgraded = await tempStore(old)
  expect(await upgraded.checkDigests(chainA)).toMatchObject({ damage: [], stateDigest })
  await upgraded.close()
  change(old, "UPDATE incident SET text = 'It was not.'")
  expect(await damageOf(old)).not.toEqual([])
})
