import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { seriesKeyId } from '../../src/facts/Series.ts'
import { createTopology } from '../../src/ledger/createTopology.ts'
import { bindFacts, foldBatch } from '../../src/start/ledgerRows.ts'
import { verify } from '../../src/start/verify.ts'
import { checkFileAt } from '../../src/store/sqlite/checkFileAt.ts'
import { Sqlite } from '../../src/store/sqlite/driver.ts'
import { project } from '../ledger/support/world.ts'
import { alice, balance, batch, block, bob, carol } from './support/rows.ts'
import { tempPath, tempStore } from './support/tempStore.ts'

/** The chain of the ledger's example project. */
const chainId = 1
const blockCount = 400
const flipCount = 150

/** A store of balances whose rows follow from them, folded into one file. */
async function createStore(path: string): Promise<void> {
  const store = await tempStore(path)
  const topology = createTopology(project)
  const values = new Map<string, readonly bigint[]>()
  for (let number = 1; number <= blockCount; number += 1) {
    const facts = [alice, bob, carol].map((account, rank) =>
      balance(chainId, block(number), { account, delta: BigInt(number * 1_000 + rank), rank }),
    )
    const { residuals } = bindFacts(facts, () => 0n, topology)
    const series = await foldBatch(facts, residuals, { latest: async () => values })
    for (const row of series) values.set(seriesKeyId(row.key), row.values)
    await store.commit(batch(chainId, block(number), { blocks: [block(number)], facts, series }))
  }
  await store.close()
}

/** Offsets of the pages that hold facts and series. */
function findPages(path: string): readonly number[] {
  const db = new Sqlite(path, { readonly: true })
  const pages = db
    .prepare<[], number>(`SELECT pgoffset FROM dbstat WHERE name IN ('fact', 'series')
      AND pagetype = 'leaf'`)
    .pluck()
    .all()
  db.close()
  return pages
}

/** Every row that a reader can see, as text: a flip that leaves all of it is none. */
function readRows(path: string): string {
  const db = new Sqlite(path, { readonly: true })
  try {
    return ['fact', 'series']
      .map((table) => JSON.stringify(db.prepare(`SELECT * FROM ${table}`).all()))
      .join()
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error
    return error.code
  } finally {
    db.close()
  }
}

/** What `plimsoll db verify` finds: a sentence, or nothing. */
async function findDamage(path: string): Promise<string | undefined> {
  const { damage, chains } = await checkFileAt({ path })
  const [found] = [...damage, ...chains.flatMap((check) => check.damage)]
  if (found !== undefined) return found
  const store = await tempStore(path)
  const verification = await verify({ store, project })
  await store.close()
  return verification.chains.flatMap(({ mismatches }) => mismatches)[0]
}

function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

test('property: every flipped bit that changes a fact or a running value is found, and none crashes', async () => {
  const path = tempPath()
  await createStore(path)
  expect(await findDamage(path)).toBeUndefined()
  const pages = findPages(path)
  const [whole, rows] = [readFileSync(path), readRows(path)]
  const random = createRandom(20_261_122)
  const tally = { found: 0, harmless: 0, missed: [] as string[] }
  for (let flip = 0; flip < flipCount; flip += 1) {
    const page = pages[Math.floor(random() * pages.length)] ?? 0
    const offset = page + Math.floor(random() * 4_096)
    const bit = Math.floor(random() * 8)
    const bytes = Buffer.from(whole)
    bytes.writeUInt8((bytes[offset] ?? 0) ^ (1 << bit), offset)
    writeFileSync(path, bytes)
    const isChanged = readRows(path) !== rows
    const found = await findDamage(path)
    if (found !== undefined) tally.found += 1
    else if (isChanged) tally.missed.push(`byte ${offset}, bit ${bit}`)
    else tally.harmless += 1
  }
  expect(tally.missed).toEqual([])
  // The rest of a page is room that no row uses.
  expect(tally.found).toBeGreaterThan(flipCount / 2)
}, 240_000)
