import { expect, onTestFinished, test } from 'vitest'
import { StoreFullError } from '../../src/store/StoreFullError.ts'
import { Sqlite } from '../../src/store/sqlite/driver.ts'
import { watchStatements } from '../simulate/disk/watchStatements.ts'
import { batch, block, chainA } from './support/rows.ts'
import { tempPath, tempStore } from './support/tempStore.ts'

/** Refuses every statement whose text matches, as SQLite does on a full disk. Returns what makes room. */
function fill(words: RegExp, code = 'SQLITE_FULL'): () => void {
  const free = watchStatements(({ sql, moment }) => {
    if (moment === 'before' && words.test(sql))
      throw new Sqlite.SqliteError('database or disk is full', code)
  })
  onTestFinished(free)
  return free
}

test('error: a store that is closed on a full disk keeps its log, and lets go of its lock', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  await store.commit(batch(chainA, block(1)))
  const free = fill(/wal_checkpoint/)
  await store.close()
  free()
  const next = await tempStore(path)
  expect((await next.progress(chainA))?.indexed).toEqual(block(1))
})

test.each([
  ['the lock', /holder/],
  ['the schema', /CREATE TABLE migration/],
  ['the lease', /UPDATE lease/],
])(
  'error: a full disk while %s is written is said, and the next start succeeds',
  async (_, words) => {
    const path = tempPath()
    const free = fill(words)
    await expect(tempStore(path)).rejects.toBeInstanceOf(StoreFullError)
    free()
    const store = await tempStore(path)
    expect(await store.commit(batch(chainA, block(1)))).toBe(1)
  },
)

// SQLite says so when the index of the log, in shared memory, cannot grow: every 4,096 pages.
test.each(['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE'])(
  'error: a commit that fails with %s records nothing, and is taken once there is room',
  async (code) => {
    const store = await tempStore()
    const free = fill(/^COMMIT$/, code)
    const full = { code: 'STORE_FULL', retryable: true }
    await expect(store.commit(batch(chainA, block(1)))).rejects.toMatchObject(full)
    expect(await store.progress(chainA)).toBeUndefined()
    free()
    expect(await store.commit(batch(chainA, block(1)))).toBe(1)
    expect((await store.checkDigests(chainA)).damage).toEqual([])
  },
)
