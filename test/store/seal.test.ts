import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkFileAt } from '../../src/store/sqlite/checkFileAt.ts'
import { Sqlite } from '../../src/store/sqlite/driver.ts'
import { migrations } from '../../src/store/sqlite/migrations.ts'
import { alice, balance, batch, block, chainA, chainB, coverage } from './support/rows.ts'
import { tempPath, tempStore } from './support/tempStore.ts'

/** Two blocks with a fact each, an empty one between them, and another chain beside. */
async function createFile(): Promise<string> {
  const path = tempPath()
  const store = await tempStore(path)
  const blocks = [block(1), block(2), block(3)]
  const facts = [1, 3].map((at) => balance(chainA, block(at), { account: alice, delta: 5n }))
  const covered = [coverage(chainA, 1, 3)]
  await store.commit(batch(chainA, block(3), { blocks, facts, coverage: covered }))
  await store.commit(batch(chainB, block(7), { blocks: [block(7)] }))
  await store.close()
  return path
}

function change(path: string, sql: string): void {
  const db = new Sqlite(path)
  db.exec(sql)
  db.close()
}

async function findDamage(path: string): Promise<readonly string[]> {
  const { damage, chains } = await checkFileAt({ path })
  return [...damage, ...chains.flatMap((chain) => chain.damage)]
}

const isProgress = 'Its progress, its coverage or its incidents are not what was recorded.'
const isBlocks = 'Its blocks are not those that were recorded.'
const ofChain = `WHERE chain = ${chainA}`

test.each([
  ['finalized', `UPDATE progress SET finalized = finalized + 1 ${ofChain}`, isProgress],
  ['coverage', `UPDATE coverage SET from_block = from_block - 1 ${ofChain}`, isProgress],
  ['its level', `UPDATE coverage SET spans = replace(spans, 'u', 'v') ${ofChain}`, isProgress],
  ['time of an empty block', `UPDATE block SET timestamp = 5 ${ofChain} AND number = 2`, isBlocks],
  [
    'hash of an empty block',
    `UPDATE block SET hash = zeroblob(32) ${ofChain} AND number = 2`,
    isBlocks,
  ],
  ['seal itself', `UPDATE seal SET blocks = zeroblob(16) ${ofChain}`, isProgress],
  ['missing seal', `DELETE FROM seal ${ofChain}`, 'Nothing seals its progress.'],
])('error: a changed %s is found', async (_, sql, words) => {
  const path = await createFile()
  expect(await findDamage(path)).toEqual([])
  change(path, sql)
  expect(await findDamage(path)).toContain(words)
})

test('error: a start reads the seal of what is covered, whatever its sample of blocks is', async () => {
  const path = await createFile()
  change(path, `UPDATE coverage SET to_block = to_block + 1 ${ofChain}`)
  const store = await tempStore(path)
  const sample = { blocks: 1, random: () => 0 }
  expect((await store.checkDigests(chainA, sample)).damage).toEqual([isProgress])
  expect((await store.checkDigests(chainB, sample)).damage).toEqual([])
})

test('behavior: a reorg, and a block that comes back, leave the seal of what is there', async () => {
  const store = await tempStore(await createFile())
  const [ancestor, other] = [block(1), { ...block(2), hash: `0x${'ab'.repeat(32)}` as const }]
  await store.retract({ chainId: chainA, ancestor, publishedAtMs: 1 })
  expect((await store.checkDigests(chainA)).damage).toEqual([])
  await store.commit(batch(chainA, other, { blocks: [other] }))
  expect((await store.checkDigests(chainA)).damage).toEqual([])
  await store.retract({ chainId: chainA, ancestor, publishedAtMs: 1 })
  await store.commit(batch(chainA, block(3), { blocks: [block(2), block(3)] }))
  expect((await store.checkDigests(chainA)).damage).toEqual([])
})

test('error: a changed letter of the schema is found', async () => {
  const path = await createFile()
  const db = new Sqlite(path)
  db.unsafeMode()
  db.exec(`PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET sql = replace(sql, 'spans TEXT NOT NULL', 'spAns TEXT NOT NULL')
    WHERE name = 'coverage'; PRAGMA writable_schema = RESET`)
  db.close()
  const newest = migrations.at(-1)?.version
  expect(await findDamage(path)).toEqual([`Its schema is not that of version ${newest}.`])
})

test('error: an empty index whose page says that it has branches is found, as SQLite does not', async () => {
  const path = await createFile()
  const db = new Sqlite(path)
  const page = db
    .prepare<[], number>(`SELECT rootpage FROM sqlite_schema WHERE name = 'block_orphaned'`)
    .pluck()
    .get()
  db.close()
  const [leaf, branch] = [0x0a, 0x02]
  const file = openSync(path, 'r+')
  const at = ((page ?? 1) - 1) * 4_096
  const head = Buffer.alloc(1)
  readSync(file, head, 0, 1, at)
  expect(head[0]).toBe(leaf)
  writeSync(file, Buffer.from([branch]), 0, 1, at)
  closeSync(file)
  const checked = new Sqlite(path, { readonly: true })
  expect(checked.pragma('integrity_check', { simple: true })).toBe('ok')
  checked.close()
  expect(await findDamage(path)).toEqual([expect.stringContaining('SQLITE_CORRUPT')])
})
