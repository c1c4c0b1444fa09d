import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { Fixture } from './Fixture.ts'
import { runSeed } from './runSeed.ts'

const fixtures = new URL('./fixtures/', import.meta.url)
const names = (await readdir(fixtures)).filter((name) => name.endsWith('.json')).sort()

test.each(names)('behavior: the saved case %s holds', async (name) => {
  // CAST: saved by `npm run simulate -- --save`.
  const fixture = JSON.parse(await readFile(new URL(name, fixtures), 'utf8')) as Fixture
  const { seed, deployment, actions } = fixture
  const { failure } = await runSeed({ seed, deployment, actions })
  expect(failure?.text).toBeUndefined()
})

/** Fixed for ever; fresh seeds are played by `npm run simulate`. */
const seeds = Array.from({ length: 40 }, (_, i) => 1_001 + i)

test.each(seeds)('property: seed %i holds every invariant', async (seed) => {
  const { failure } = await runSeed({ seed })
  expect(failure?.text).toBeUndefined()
})

test('property: the same seed leaves the same trace', async () => {
  const [first, second] = [await runSeed({ seed: 7 }), await runSeed({ seed: 7 })]
  expect(second.trace).toEqual(first.trace)
})
