import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { catalogue } from './catalogue.ts'
import { rangeRefusals } from './support/rangeLimits.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))
const reference = fileURLToPath(
  new URL('../../../shared/reference/rpc-faults.json', import.meta.url),
)

const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts'))
const sources = new Map(files.map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]))

test('default: every fault of the catalogue has a test that meets it', () => {
  const ids = Array.from({ length: 121 }, (_, i) => `F${String(i + 1).padStart(3, '0')}`)
  expect(catalogue.map(({ id }) => id)).toEqual(ids)
  for (const entry of catalogue) {
    expect(Object.keys(entry.tests).length, `${entry.id} names a test`).toBeGreaterThan(0)
    for (const [file, titles] of Object.entries(entry.tests))
      for (const title of titles) {
        expect(sources.get(file)?.includes(title), `${file} has “${title}”`).toBe(true)
        const isTable = title.includes('%s') && rangeRefusals.some(({ id }) => id === entry.id)
        expect(title.includes(entry.id) || isTable, `“${title}” is about ${entry.id}`).toBe(true)
      }
  }
})

test('default: no test of this folder is skipped, expected to fail, or alone', () => {
  for (const [file, source] of sources)
    expect(
      source.match(/\b(?:test|describe)\.(?:skip|only|todo|fails|skipIf|runIf)\b/g),
      file,
    ).toBeNull()
})

test('default: every fault that a test names is in the catalogue under that test', () => {
  for (const [file, source] of sources)
    for (const [, title] of source.matchAll(/'((?:behavior|error|property): F\d{3} [^'\n]*)'/g)) {
      const id = /F\d{3}/.exec(title ?? '')?.[0]
      const entry = catalogue.find((each) => each.id === id)
      const titles = entry?.tests[file] ?? []
      expect(titles, `${file}: ${title}`).toContain(title)
    }
})

test('default: the catalogue is that of the reference', ({ skip }) => {
  // The reference lies beside the repository and is no part of it: a checkout alone cannot hold the table against it.
  if (!existsSync(reference)) skip('SKIPPED: ../shared/reference/rpc-faults.json is not here')
  const { faults }: { faults: { id: string; name: string }[] } = JSON.parse(
    readFileSync(reference, 'utf8'),
  )
  expect(catalogue.map(({ id, name }) => ({ id, name }))).toEqual(
    faults.map(({ id, name }) => ({ id, name })),
  )
})
