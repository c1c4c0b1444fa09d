import { createHash } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkFileAt } from '../../src/store/sqlite/checkFileAt.ts'
import { Sqlite } from '../../src/store/sqlite/driver.ts'
import { migrate } from '../../src/store/sqlite/migrate.ts'
import { migrations } from '../../src/store/sqlite/migrations.ts'
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore.ts'
import { cuts, describeCut } from './support/describeCut.ts'
import {
  alice,
  batch,
  block,
  bob,
  chainA,
  chainB,
  holder,
  leg,
  transferKey,
  venue,
} from './support/rows.ts'
import { step, take } from './support/steps.ts'
import { nowMs, tempPath, tempStore } from './support/tempStore.ts'
import { createChain } from './support/world.ts'

/** Tables that a version has, and its columns of them. */
function tablesOf(version: number): ReadonlyMap<string, readonly string[]> {
  const db = new Sqlite(':memory:')
  migrate(db, { path: ':memory:', nowMs, migrations: migrations.slice(0, version) })
  const names = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .pluck()
    .all()
  const columns = (table: string) =>
    db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table)
  const tables = new Map(names.map((name) => [name, columns(name)]))
  db.close()
  return tables
}

/** Writes what a store holds the way an older version held it: what later versions added is not there. */
function writeAsVersion(version: number, from: string, to: string): void {
  const db = new Sqlite(to)
  migrate(db, { path: to, nowMs, migrations: migrations.slice(0, version) })
  db.prepare('ATTACH ? AS newer').run(from)
  for (const [table, columns] of tablesOf(version)) {
    if (table === 'migration') continue
    const list = columns.join(', ')
    db.exec(`INSERT OR REPLACE INTO main.${table} (${list}) SELECT ${list} FROM newer.${table}`)
  }
  db.close()
}

const copies = (path: string) => readdirSync(dirname(path)).filter((name) => name.endsWith('.bak'))

test.each([1, 7])(
  'property: a store of version %i becomes what a fresh replay makes, with its digests',
  async (version) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const [path, old] = [tempPath(), tempPath()]
        const fresh = await tempStore(path)
        const chains = [createChain(chainA), createChain(chainB)]
        for (const taken of steps) {
          await take(fresh, chains[taken.on] ?? createChain(chainA), taken)
        }
        const read = async (store: typeof fresh) => {
          const snapshot = await store.snapshot()
          const answers = cuts.map((cut) => describeCut(snapshot, cut))
          const digests = chains.map(({ chainId }) => snapshot.stateDigest(chainId))
          const { progress } = snapshot
          snapshot.release()
          return { answers, digests, progress }
        }
        const expected = await read(fresh)
        await fresh.close()
        writeAsVersion(version, path, old)
        const upgraded = await tempStore(old)
        expect(await read(upgraded)).toEqual(expected)
        for (const { chainId } of chains)
          expect((await upgraded.checkDigests(chainId)).damage).toEqual([])
        await upgraded.close()
        expect((await checkFileAt({ path: old })).damage).toEqual([])
      }),
      { numRuns: 30, seed: 5 },
    )
  },
  60_000,
)

test('behavior: accounts that only transfers name are those of their venue after an upgrade', async () => {
  const [path, old] = [tempPath(), tempPath()]
  const store = await tempStore(path)
  const sent = leg(chainA, block(1), { key: transferKey('first'), step: 'sent', of: alice })
  const bindings = sent.bindings.map((binding) => ({ ...binding, beneficiary: holder(bob) }))
  await store.commit(batch(chainA, block(1), { legs: [{ ...sent, bindings }] }))
  await store.close()
  writeAsVersion(1, path, old)
  const db = new Sqlite(old)
  db.exec('DELETE FROM venue_account')
  db.close()
  const upgraded = await tempStore(old)
  const snapshot = await upgraded.snapshot()
  const page = { venue, order: 'asc', after: undefined, limit: 5 } as const
  expect(snapshot.accounts(page)).toEqual([alice, bob])
  snapshot.release()
  await upgraded.close()
})

test('behavior: the file is copied before it is upgraded, and that is said', async () => {
  const [path, old] = [tempPath(), tempPath()]
  const store = await tempStore(path)
  const chain = createChain(chainA)
  const spec = { isRecorded: true, timestamp: 5, deltas: [{ person: 0, delta: 4 }], legs: [] }
  await take(store, chain, { on: 0, action: { type: 'extend', specs: [spec] } })
  await store.close()
  writeAsVersion(1, path, old)
  const before = contentOf(old)
  const said: string[] = []
  const open = () =>
    openSqliteStore({ path: old, pid: process.pid, nowMs, notice: (text) => said.push(text) })
  await (await open()).close()
  const copy = `${old}.v1-2026-11-22.bak`
  expect(copies(old)).toEqual([basename(copy)])
  expect(said).toEqual([
    `The database ${old} is brought from schema version 1 to ${migrations.length}; it was copied to ${copy} first.`,
  ])
  expect(contentOf(copy)).toBe(before)
  await (await open()).close()
  expect(said).toHaveLength(1)
})

test('behavior: of such copies the newest two are kept, and no other file is touched', async () => {
  const [path, old] = [tempPath(), tempPath()]
  await (await tempStore(path)).close()
  writeAsVersion(1, path, old)
  const others = ['v0-2020-01-01.bak', 'v1-2026-03-02.bak', 'v0-2026-03-01.bak', 'v1-mine.bak']
  for (const name of others) writeFileSync(`${old}.${name}`, '')
  await (await tempStore(old)).close()
  expect(
    copies(old)
      .map((name) => name.slice(basename(old).length + 1))
      .sort(),
  ).toEqual(['v1-2026-03-02.bak', 'v1-2026-11-22.bak', 'v1-mine.bak'])
})

test('behavior: a new store is not copied', async () => {
  const path = tempPath()
  await (await tempStore(path)).close()
  expect(copies(path)).toEqual([])
})

/** All rows of all tables, by one digest. */
function contentOf(path: string): string {
  const db = new Sqlite(path, { readonly: true })
  const hash = createHash('sha256')
  for (const table of tablesOf(1).keys())
    hash.update(JSON.stringify(db.prepare(`SELECT * FROM ${table}`).all()))
  db.close()
  return hash.digest('hex')
}
