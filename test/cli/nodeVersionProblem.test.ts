import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { nodeVersionProblem } from '../../src/cli/nodeVersionProblem.ts'

test.each(['20.19.0', '20.20.2', '22.0.0', '24.21.0'])('default: %s runs', (version) => {
  expect(nodeVersionProblem(version)).toBe(undefined)
})

test.each(['20.18.3', '18.20.0', '8.0.0'])('error: %s is too old', (version) => {
  expect(nodeVersionProblem(version)).toBe(
    `Plimsoll needs Node 20.19 or newer, and this is Node ${version}: install a newer Node from https://nodejs.org.`,
  )
})

test('behavior: package.json names the same version', async () => {
  const manifest: unknown = JSON.parse(await readFile('package.json', 'utf8'))
  expect(manifest).toMatchObject({ engines: { node: '>=20.19' } })
})

// An import that stands before the check would be parsed by the old Node first.
test('behavior: the entry imports nothing else before the check', async () => {
  const entry = await readFile('src/cli/plimsoll.ts', 'utf8')
  expect(entry.match(/^import .*/gm)).toEqual([
    "import { nodeVersionProblem } from './nodeVersionProblem.ts'",
  ])
  const guard = await readFile('src/cli/nodeVersionProblem.ts', 'utf8')
  expect(guard).not.toMatch(/^import /m)
})
