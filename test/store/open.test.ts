import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createSqliteStore } from '../../src/store/sqlite/createSqliteStore.ts'
import { createWriter } from '../../src/store/sqlite/createWriter.ts'
import { Sqlite } from '../../src/store/sqlite/driver.ts'
import { migrate } from '../../src/store/sqlite/migrate.ts'
import { migrations } from '../../src/store/sqlite/migrations.ts'
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore.ts'
import { alice, balance, batch, block, chainA, holding } from './support/rows.ts'
import { nowMs, tempFolder, tempPath, tempStore } from './support/tempStore.ts'

const open = (path: string) => openSqliteStore({ path, pid: process.pid, nowMs })

/** Opens the file beside the store and runs one statement. */
function run(path: string, sql: string) {
  const db = new Sqlite(path)
  db.exec(sql)
  db.close()
}

test('default: a new file becomes a store in WAL mode, marked and versioned', async () => {
  const path = tempPath()
  const store = await open(path)
  expect(await store.progress(chainA)).toBeUndefined()
  const snapshot = await store.snapshot()
  expect(snapshot).toMatchObject({ sequence: 0, revision: 0, progress: [], coverage: [] })
  snapshot.release()
  await store.close()
  const db = new Sqlite(path, { readonly: true })
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
  expect(db.pragma('user_version', { simple: true })).toBe(migrations.length)
  expect(db.pragma('application_id', { simple: true })).toBe(0x506c696d)
  expect(db.prepare('SELECT applied_at_ms FROM migration').pluck().all()).toEqual(
    migrations.map(() => nowMs),
  )
  db.close()
})

test('behavior: close leaves everything in the one file', async () => {
  const path = tempPath()
  const store = await open(path)
  await store.commit(batch(chainA, block(1)))
  await store.close()
  const copy = tempPath()
  writeFileSync(copy, readFileSync(path))
  const second = await tempStore(copy)
  expect(await second.progress(chainA)).toMatchObject({ indexed: block(1) })
})

test('behavior: a link to the store shares its lock', async () => {
  const path = tempPath()
  await tempStore(path)
  const link = join(tempFolder(), 'link.sqlite')
  symlinkSync(path, link)
  await expect(open(link)).rejects.toMatchObject({ code: 'STORE_LOCKED' })
})

test('error: a schema from the future', async () => {
  const path = tempPath()
  await (await open(path)).close()
  run(path, 'PRAGMA user_version = 99')
  await expect(open(path)).rejects.toMatchObject({
    code: 'STORE_TOO_NEW',
    message: expect.stringContaining('schema version 99'),
  })
  // The lock was given back: the same sentence again, not another one.
  await expect(open(path)).rejects.toMatchObject({ code: 'STORE_TOO_NEW' })
})

test('error: a recorded migration is not the known one', async () => {
  const path = tempPath()
  await (await open(path)).close()
  run(path, `UPDATE migration SET checksum = 'another'`)
  await expect(open(path)).rejects.toMatchObject({ code: 'STORE_ALTERED' })
})

test('error: a migration that fails leaves the version before it', () => {
  const db = new Sqlite(':memory:')
  const latest = migrations.length
  const broken = {
    version: latest + 1,
    sql: 'CREATE TABLE half (id INTEGER); CREATE TABLE half (id INTEGER)',
  }
  const parameters = { path: ':memory:', nowMs }
  expect(() => migrate(db, { ...parameters, migrations: [...migrations, broken] })).toThrow('half')
  expect(db.pragma('user_version', { simple: true })).toBe(latest)
  expect(db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'half'`).get()).toBeUndefined()
  const mended = { version: latest + 1, sql: 'CREATE TABLE whole (id INTEGER)' }
  migrate(db, { ...parameters, migrations: [...migrations, mended] })
  expect(db.pragma('user_version', { simple: true })).toBe(latest + 1)
})

test('error: a file of another kind is refused and left as it was', async () => {
  const text = tempPath()
  writeFileSync(text, 'A letter to a friend, long enough to be read as a page.\n'.repeat(40))
  const before = readFileSync(text)
  await expect(open(text)).rejects.toMatchObject({
    code: 'STORE_FOREIGN',
    message: expect.stringContaining('it is no SQLite database'),
  })
  expect(readFileSync(text)).toEqual(before)
  const foreign = tempPath()
  run(foreign, 'CREATE TABLE letter (text TEXT)')
  await expect(open(foreign)).rejects.toThrow('the SQLite database of another program')
})

test('error: a folder that does not exist', async () => {
  const path = join(tempFolder(), 'missing', 'plimsoll.sqlite')
  await expect(open(path)).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' })
})

test('error: a full disk leaves the state before, and the batch succeeds once there is room', async () => {
  const path = tempPath()
  const db = new Sqlite(path)
  db.pragma('journal_mode = WAL')
  migrate(db, { path, migrations, nowMs })
  const lock = { release: () => undefined }
  const store = createSqliteStore({ db, path, lock, writer: createWriter({ db, path }) })
  onTestFinished(() => store.close())
  const small = batch(chainA, block(1), { series: [holding(chainA, alice, 1, 1n)] })
  await store.commit(small)
  db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`)
  const facts = Array.from({ length: 2_000 }, (_, rank) =>
    balance(chainA, block(2), { account: alice, delta: 1n, rank }),
  )
  const large = batch(chainA, block(2), { facts })
  await expect(store.commit(large)).rejects.toMatchObject({ code: 'STORE_FULL', retryable: true })
  expect(await store.progress(chainA)).toEqual(small.progress)
  expect((await store.facts(chainA, 0n)[Symbol.asyncIterator]().next()).done).toBe(true)
  db.pragma('max_page_count = 100000')
  expect(await store.commit(large)).toBe(2)
  expect(await store.progress(chainA)).toEqual(large.progress)
})
