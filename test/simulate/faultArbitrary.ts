import fc from 'fast-check'
import { createRandom } from '../faults/support/createRandom.ts'
import type { ActionBody, FaultKind } from './Action.ts'
import { pick } from './world/Deployment.ts'
import { faultTable } from './world/faultTable.ts'

/** Every mechanism that a fault of the catalogue is simulated by, and slowness, which makes them meet. */
export const faultKinds: readonly FaultKind[] = [
  'slow',
  ...new Set(faultTable.flatMap((row) => ('faults' in row ? row.faults : []))),
]

/** Faults of a seed: it turns a random subset of the mechanisms on. */
export function faultArbitrary(seed: number): fc.Arbitrary<ActionBody> {
  const random = createRandom(seed ^ 0xfa17)
  const share = pick(random, [0.15, 0.4, 1])
  const drawn = faultKinds.filter(() => random() < share)
  const enabled = drawn.length > 0 ? drawn : [pick(random, faultKinds)]
  return fc.record({
    type: fc.constant('fault'),
    chain: fc.nat(5),
    endpoint: fc.nat(2),
    kind: fc.constantFrom(...enabled),
    ms: fc.oneof(fc.integer({ min: 500, max: 10_000 }), fc.integer({ min: 500, max: 60_000 })),
    percent: fc.constantFrom(20, 60, 100),
  })
}
