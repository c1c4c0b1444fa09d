import fc from 'fast-check'
import { expect, test } from 'vitest'
import { catalogue } from '../../faults/catalogue.ts'
import { createRandom } from '../../faults/support/createRandom.ts'
import { faultArbitrary, faultKinds } from '../faultArbitrary.ts'
import { createFault, endpointFaults } from './createFault.ts'
import { createDeployment } from './Deployment.ts'
import { faultTable } from './faultTable.ts'
import { createSimTree } from './SimTree.ts'

test('default: every fault of the catalogue is simulated, or it is said why not', () => {
  expect(faultTable.map(({ id, name }) => ({ id, name }))).toEqual(
    catalogue.map(({ id, name }) => ({ id, name })),
  )
  for (const row of faultTable) {
    if ('reason' in row) expect(row.reason.length, row.id).toBeGreaterThan(20)
    else expect('faults' in row ? row.faults : row.actions, row.id).not.toEqual([])
  }
})

test('default: every mechanism that an endpoint has is that of a fault in the table', () => {
  const backend = ['lag', 'farBehind', 'oldFork', 'rivalFork']
  // A slow answer is no fault of the catalogue: it is what makes the others meet.
  const wanted = [...endpointFaults, ...backend].filter((kind) => kind !== 'slow')
  expect([...faultKinds].sort()).toEqual(['slow', ...wanted].sort())
})

test('default: every mechanism can be made, and the seeds draw each of them', () => {
  const deployment = createDeployment(1)
  const [chain] = deployment.chains
  if (chain === undefined) throw new Error('a world has chains')
  const { tree } = createSimTree(deployment, chain)
  const times = { fromMs: 0, toMs: 1, chance: 1 }
  for (const kind of endpointFaults) {
    const fault = createFault({ kind, url: 'https://x', tree, random: createRandom(1), ...times })
    expect(fault.onCall ?? fault.onExchange ?? fault.onFrame, kind).toBeDefined()
  }
  const drawn = new Set<string>()
  for (let seed = 1; seed <= 60; seed += 1)
    for (const body of fc.sample(faultArbitrary(seed), { seed, numRuns: 40 }))
      if (body.type === 'fault') drawn.add(body.kind)
  expect([...drawn].sort()).toEqual([...faultKinds].sort())
})
