import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createWorkspace, type Workspace } from './createWorkspace.ts'
import { plantedBugs } from './plantedBugs.ts'
import { playSeeds } from './playSeeds.ts'

/** Found within the first seeds, one for each of several rooms; `npm run simulate:planted` looks for all. */
const shortList = [
  'nothing-is-asserted',
  'trailing-data-accepted',
  'in-flight-of-the-sender',
  'dead-price-valued',
  'rollback-dropped',
  'split-loses-a-block',
]

/** Long enough for a machine that does other work: it only ends what hangs. */
const timeoutMs = 150_000

const seeds = { from: 1, count: 12, timeoutMs }
vi.setConfig({ testTimeout: timeoutMs + 10_000 })

let workspace: Workspace
beforeAll(() => {
  workspace = createWorkspace()
})
afterAll(() => workspace.remove())

test('default: the shipped code passes the seeds that find the bugs below', async () => {
  const { failure, problem } = await playSeeds({ folder: workspace.folder, ...seeds })
  expect({ failure, problem }).toEqual({ failure: undefined, problem: undefined })
})

test.each(shortList)('behavior: %s is found', async (id) => {
  const bug = plantedBugs.find((each) => each.id === id)
  if (bug === undefined) throw new Error(`no planted bug is called ${id}`)
  workspace.plant(bug.edit)
  const { failure, problem } = await playSeeds({ folder: workspace.folder, ...seeds })
  workspace.restore(bug.edit)
  expect(problem).toBeUndefined()
  expect(failure).toBeDefined()
})
