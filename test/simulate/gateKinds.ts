import fc from 'fast-check'
import type { GateAction } from './Action.ts'

const chain = fc.nat(5)
const way = fc.constantFrom('both', 'out', 'in') as fc.Arbitrary<'both' | 'out' | 'in'>
/** Chains further on at the other end; 0 is every chain. */
const hop = fc.constantFrom(0, 0, 0, 1, 2)
/** Mostly it is stopped: an end of what goes on is no change. */
const isOn = fc.constantFrom(true, true, false)
const isTwin = fc.integer({ min: 0, max: 3 }).map((n) => n === 3)

/** What operators do to bridges that can be stopped, and how often it comes in such a world. */
export const gateKinds = {
  pause: {
    weight: 12,
    body: fc.record({
      type: fc.constant('pause'),
      chain,
      gate: fc.constantFrom('ism', 'ism', 'hook'),
      isPaused: isOn,
    }),
  },
  valve: {
    weight: 8,
    body: fc.record({
      type: fc.constant('valve'),
      chain,
      way,
      hop,
      isStopped: isOn,
      isTwin,
    }),
  },
  limit: {
    weight: 4,
    body: fc.record({
      type: fc.constant('limit'),
      chain,
      way,
      hop,
      per: fc.constantFrom('transfer', 'transfer', 'day', 'sixHours'),
      amount: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5_000_000 })),
      isLifted: fc.integer({ min: 0, max: 2 }).map((n) => n === 2),
      isTwin,
    }),
  },
} as const satisfies Record<GateAction['type'], { weight: number; body: fc.Arbitrary<GateAction> }>
