import { expect, test } from 'vitest'
import { checkFileAt } from '../../src/store/sqlite/checkFileAt.ts'
import { Sqlite } from '../../src/store/sqlite/driver.ts'
import { tempPath, tempStore } from '../store/support/tempStore.ts'
import { fillTransfers } from './fillTransfers.ts'
import { commitsOf } from './transferWorld.ts'

test('behavior: what is filled in bulk is what the store records, row by row, and it goes on', async () => {
  const [filled, recorded] = [tempPath(), tempPath()]
  await record(filled, [0])
  fillTransfers(filled, 1, 3)
  await record(filled, [3])
  await record(recorded, [0, 1, 2])
  await record(recorded, [3])
  expect((await checkFileAt({ path: filled })).damage).toEqual([])
  const db = new Sqlite(filled, { readonly: true })
  db.prepare('ATTACH ? AS other').run(recorded)
  const tables = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .pluck()
    .all()
  for (const table of tables) {
    const rows = (schema: string) => db.prepare(`SELECT * FROM ${schema}.${table}`).raw().all()
    expect([table, rows('main')]).toEqual([table, rows('other')])
  }
  const pages = (schema: string) =>
    db.prepare(`SELECT name, count(*) AS pages FROM dbstat('${schema}') GROUP BY name`).all()
  expect(pages('main')).toEqual(pages('other'))
  db.close()
})

/** The blocks with these numbers, by the store itself. */
async function record(path: string, numbers: readonly number[]): Promise<void> {
  const store = await tempStore(path)
  for (const commit of numbers.flatMap(commitsOf)) await store.commit(commit)
  await store.close()
}
