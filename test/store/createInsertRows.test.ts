import { afterEach, beforeEach, expect, test } from 'vitest'
import { createInsertRows } from '../../src/store/sqlite/createInsertRows.ts'
import { Sqlite } from '../../src/store/sqlite/driver.ts'

const db = new Sqlite(':memory:')
const read = () => db.prepare('SELECT a, b FROM pair ORDER BY a').raw().all()

beforeEach(() => void db.exec('CREATE TABLE pair (a INTEGER PRIMARY KEY, b INTEGER NOT NULL)'))
afterEach(() => void db.exec('DROP TABLE pair'))

test.each([0, 1, 15, 16, 17, 33])('behavior: inserts each of %i rows once', (count) => {
  const insert = createInsertRows(db, 'INSERT INTO pair (a, b)', 2)
  const rows = Array.from({ length: count }, (_, i) => [i, i * i])
  insert(rows.flat())
  expect(read()).toEqual(rows)
})

test('behavior: of two rows at one place the later one stays, in one statement and across two', () => {
  const insert = createInsertRows(db, 'INSERT OR REPLACE INTO pair (a, b)', 2)
  const rows = Array.from({ length: 20 }, (_, i) => [i, 0])
  insert([...rows, [3, 1], [18, 1], [3, 2]].flat())
  const expected = rows.map(([place]) => [place, place === 3 ? 2 : place === 18 ? 1 : 0])
  expect(read()).toEqual(expected)
})

test('error: a row that breaks a constraint is refused', () => {
  const insert = createInsertRows(db, 'INSERT INTO pair (a, b)', 2)
  expect(() => insert([1, 1, 1, 2])).toThrow('UNIQUE constraint failed: pair.a')
})
