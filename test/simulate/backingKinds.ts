import fc from 'fast-check'
import type { BackingAction } from './Action.ts'

const chain = fc.nat(5)
const amount = fc.integer({ min: 1, max: 5_000_000 })

/** What happens to bridged tokens and their escrows beside bridges, and how often it comes where somebody watches it. */
export const backingKinds = {
  heist: {
    weight: 4,
    body: fc.record({
      type: fc.constant('heist'),
      chain,
      family: fc.constantFrom('usd', 'usd', 'eur'),
      way: fc.constantFrom('taken', 'taken', 'forged', 'forged', 'given', 'unsaid'),
      amount,
    }),
  },
  mintLimit: {
    weight: 3,
    body: fc.record({
      type: fc.constant('mintLimit'),
      chain,
      amount: fc.oneof(amount, fc.constant(0)),
      isLifted: fc.boolean(),
    }),
  },
} as const satisfies Record<
  BackingAction['type'],
  { weight: number; body: fc.Arbitrary<BackingAction> }
>
