import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createJiti } from 'jiti'
import { expect, test } from 'vitest'
import { applyEdit } from './applyEdit.ts'
import { plantedBugs } from './plantedBugs.ts'

const repository = join(import.meta.dirname, '../../..')

const jiti = createJiti(import.meta.url)

/** Where the source does not parse, jiti answers code that throws this. */
const parseError = '__JITI_ERROR__'

test.each(plantedBugs.map((bug) => [bug.id, bug] as const))(
  'default: %s edits shipped code, and it still parses',
  (_, { edit }) => {
    const filename = join(repository, edit.file)
    const source = applyEdit(readFileSync(filename, 'utf8'), edit)
    expect(jiti.transform({ source, filename, ts: true })).not.toContain(parseError)
  },
)

test('default: there are enough of them, for every promise and in every room', () => {
  expect(plantedBugs.length).toBeGreaterThanOrEqual(24)
  expect(new Set(plantedBugs.map(({ id }) => id)).size).toBe(plantedBugs.length)
  const broken = new Set<string>(plantedBugs.map(({ breaks }) => breaks))
  for (let number = 1; number <= 12; number += 1) expect(broken).toContain(`I${number}`)
  expect(new Set(plantedBugs.map(({ room }) => room)).size).toBe(12)
})

test('error: an edit that matches nothing, or twice, is refused', () => {
  const edit = { file: 'a.ts', search: 'x', replace: 'y' }
  expect(applyEdit('1 x 2', edit)).toBe('1 y 2')
  expect(() => applyEdit('1 2', edit)).toThrow('a.ts')
  expect(() => applyEdit('x x', edit)).toThrow('2 times')
  expect(() => applyEdit('x', { ...edit, search: '' })).toThrow('no text')
})
