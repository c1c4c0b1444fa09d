import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import type { Store } from '../../src/store/Store.ts'
import { backupDatabase } from '../../src/store/sqlite/backupDatabase.ts'
import { checkFileAt } from '../../src/store/sqlite/checkFileAt.ts'
import { Sqlite } from '../../src/store/sqlite/driver.ts'
import { restoreDatabase } from '../../src/store/sqlite/restoreDatabase.ts'
import { alice, balance, batch, block, chainA, holding, holdingKey } from './support/rows.ts'
import { nowMs, tempFolder, tempPath, tempStore } from './support/tempStore.ts'
import { FACTS_PER_BLOCK } from './support/writer.ts'

const silent = () => undefined
const backup = (path: string, target: string, isForced = false) =>
  backupDatabase({ path, target, isForced, pid: 7, onProgress: silent })
const restore = (from: string, path: string) =>
  restoreDatabase({ backup: from, path, pid: 7, nowMs, onProgress: silent })

async function commitUpTo(store: Store, height: number): Promise<void> {
  const progress = await store.progress(chainA)
  for (let number = Number(progress?.indexed.number ?? 0n) + 1; number <= height; number += 1) {
    const facts = [balance(chainA, block(number), { account: alice, delta: 2n })]
    const series = [holding(chainA, alice, number, BigInt(2 * number))]
    await store.commit(batch(chainA, block(number), { facts, series, blocks: [block(number)] }))
  }
}

async function digestOf(store: Store) {
  const snapshot = await store.snapshot()
  const digest = snapshot.stateDigest(chainA)
  snapshot.release()
  return digest
}

test('default: a backup of an open store is one file that a restore makes the same store of', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  await commitUpTo(store, 30)
  const digest = await digestOf(store)
  const target = join(tempFolder(), 'copy.plimsoll')
  const { bytes, chains } = await backup(path, target)
  expect(bytes).toBe(readFileSync(target).length)
  expect(chains).toMatchObject([{ chainId: chainA, stateDigest: digest, damage: [] }])
  expect(readdirSync(dirname(target))).toEqual([basename(target)])

  await commitUpTo(store, 35)
  const laterDigest = await digestOf(store)
  await store.close()
  const { keptAs } = await restore(target, path)
  const restored = await tempStore(path)
  expect(await digestOf(restored)).toBe(digest)
  expect((await restored.progress(chainA))?.indexed).toEqual(block(30))
  expect(await restored.latest([holdingKey(chainA, alice)])).toEqual(
    new Map([[expect.any(String), [60n]]]),
  )
  await commitUpTo(restored, 35)
  expect(await digestOf(restored)).toBe(laterDigest)
  expect(keptAs).toBe(`${path}.replaced-20261122T000000Z`)
  await restored.close()
  expect((await restore(target, path)).keptAs).toBe(`${keptAs}-2`)
  const kept = await tempStore(keptAs)
  expect(await digestOf(kept)).toBe(laterDigest)
})

test('behavior: restores into a path where there was nothing', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  await commitUpTo(store, 3)
  const target = tempPath()
  await backup(path, target)
  const elsewhere = tempPath()
  expect((await restore(target, elsewhere)).keptAs).toBeUndefined()
  expect((await (await tempStore(elsewhere)).progress(chainA))?.indexed).toEqual(block(3))
})

test('error: no file is replaced unless it is said', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  await commitUpTo(store, 1)
  const target = tempPath()
  writeFileSync(target, 'a letter')
  await expect(backup(path, target)).rejects.toMatchObject({ code: 'BACKUP_EXISTS' })
  expect(readFileSync(target, 'utf8')).toBe('a letter')
  await backup(path, target, true)
  expect((await checkFileAt({ path: target })).chains).toHaveLength(1)
})

test('error: a damaged store is not backed up, and leaves no file behind', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  await commitUpTo(store, 5)
  const db = new Sqlite(path)
  db.exec("UPDATE fact SET payload = X'0009' WHERE block_id = 3")
  db.close()
  const target = tempPath()
  await expect(backup(path, target)).rejects.toMatchObject({
    code: 'STORE_DAMAGED',
    message: expect.stringContaining('Block 3 does not hold what was recorded.'),
  })
  expect(readdirSync(dirname(target))).toEqual([])
})

test('error: a store that is written, and backups that are none, leave the store as it was', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  await commitUpTo(store, 4)
  const digest = await digestOf(store)
  const [good, bad, letter, newer] = [tempPath(), tempPath(), tempPath(), tempPath()]
  await backup(path, good)
  await expect(restore(good, path)).rejects.toMatchObject({ code: 'STORE_LOCKED' })
  await store.close()

  writeFileSync(letter, 'A letter to a friend, long enough to be read as a page.\n'.repeat(40))
  await backup(path, bad)
  await backup(path, newer)
  const damage = (file: string, sql: string) => {
    const db = new Sqlite(file)
    db.exec(sql)
    db.close()
  }
  damage(bad, 'DELETE FROM block_digest WHERE block_id = 2')
  damage(newer, 'PRAGMA user_version = 99')
  await expect(restore(letter, path)).rejects.toMatchObject({ code: 'STORE_FOREIGN' })
  await expect(restore(bad, path)).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
  await expect(restore(newer, path)).rejects.toMatchObject({ code: 'STORE_TOO_NEW' })
  await expect(restore(tempPath(), path)).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' })
  writeFileSync(letter, '')
  await expect(restore(letter, path)).rejects.toMatchObject({ code: 'STORE_FOREIGN' })
  expect(readdirSync(dirname(path)).filter((name) => /unfinished|replaced/.test(name))).toEqual([])
  expect(await digestOf(await tempStore(path))).toBe(digest)
})

test('behavior: a database that SQLite cannot read any more is replaced all the same', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  await commitUpTo(store, 4)
  const good = tempPath()
  await backup(path, good)
  await store.close()
  writeFileSync(path, 'ruined')
  writeFileSync(`${path}-wal`, 'ruined too')
  const { keptAs = '' } = await restore(good, path)
  expect(readFileSync(keptAs, 'utf8')).toBe('ruined')
  expect(existsSync(`${path}-wal`)).toBe(false)
  expect((await (await tempStore(path)).progress(chainA))?.indexed).toEqual(block(4))
})

const jiti = fileURLToPath(
  import.meta.resolve('jiti/package.json').replace('package.json', 'lib/jiti-cli.mjs'),
)
const writer = fileURLToPath(new URL('support/writer.ts', import.meta.url))

/** A process that commits without end; resolves once it has done so `commits` times. */
async function startWriter(path: string, commits: number) {
  const child: ChildProcess = spawn(process.execPath, [jiti, writer, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let seen = 0
  let reach: (() => void) | undefined
  const reached = new Promise<void>((resolve) => {
    reach = resolve
  })
  child.stdout?.on('data', (chunk: Buffer) => {
    seen += `${chunk}`.split('ready').length - 1
    if (seen >= commits) reach?.()
  })
  await reached
  return { child, commits: () => seen }
}

test('behavior: beside a writer in another process it copies one state, from one pass', async () => {
  const path = tempPath()
  const { child, commits } = await startWriter(path, 120)
  const target = tempPath()
  const before = commits()
  const pages: number[] = []
  await backupDatabase({
    path,
    target,
    isForced: false,
    pid: 7,
    onProgress: (done) => pages.push(done.pages),
    pagesPerBatch: 8,
  })
  expect(pages.length).toBeGreaterThan(20)
  // A pass that another process' commit sends back to the start would copy fewer pages than the one before.
  expect(pages).toEqual([...pages].sort((a, b) => a - b))
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
  const store = await tempStore(target)
  const height = (await store.progress(chainA))?.indexed.number ?? 0n
  expect(height).toBeGreaterThanOrEqual(BigInt(before))
  const values = await store.latest([holdingKey(chainA, alice)])
  expect([...values.values()]).toEqual([[height * BigInt(FACTS_PER_BLOCK)]])
  expect((await store.checkDigests(chainA)).damage).toEqual([])
}, 60_000)
