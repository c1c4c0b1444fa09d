import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createJiti } from 'jiti'
import { expect, test } from 'vitest'
import { applyEdit } from './applyEdit.ts'
import { plantedBugs } from './plantedBugs.ts'

const repository = join(import.meta.dirname, '../../..')

const read = (file: string): string => readFileSync(join(repository, file), 'utf8')

test.each(plantedBugs.map((bug) => [bug.id, bug] as const))(
  'default: %s still edits shipped code',
  (_, bug) => {
    const { file } = bug.edit
    const source = applyEdit(read(file), bug.edit)
    expect(source).not.toBe(read(file))
    const jiti = createJiti(import.meta.url)
    expect(() =>
      jiti.transform({ source, filename: join(repository, file), ts: true }),
    ).not.toThrow()
  },
)
