import fc from 'fast-check'
import { actionArbitrary } from './actionArbitrary.ts'
import type { Failure } from './Failure.ts'
import { runSeed } from './runSeed.ts'

/** Runs that a search for a smaller case may take. */
const runsMax = 150

/** The smallest list of actions that fast-check finds and that breaks the same invariant in the same world. */
export async function shrinkFailure(failure: Failure): Promise<Failure> {
  const { seed, invariant } = failure
  let smallest = failure
  let runs = 0
  const property = fc.asyncProperty(actionArbitrary(seed), async (actions) => {
    runs += 1
    if (runs > runsMax) return true
    const report = await runSeed({ seed, actions })
    if (report.failure?.invariant !== invariant) return true
    smallest = report.failure
    return false
  })
  await fc.check(property, { seed, numRuns: 1 })
  return smallest
}
