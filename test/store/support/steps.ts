import fc from 'fast-check'
import type { Store } from '../../../src/store/Store.ts'
import { transferKey } from './rows.ts'
import { type BlockSpec, extend, late, reorg, reorgBack, type WorldChain } from './world.ts'

/** Blocks of a generated world. */
export const HEIGHT_MAX = 24
export const keys = [0, 1, 2, 3, 4, 5].map((name) => transferKey(`${name}`))

const spec: fc.Arbitrary<BlockSpec> = fc.record({
  isRecorded: fc.boolean(),
  timestamp: fc.integer({ min: 1, max: 60 }),
  deltas: fc.array(fc.record({ person: fc.nat(2), delta: fc.integer({ min: -5, max: 9 }) }), {
    maxLength: 2,
  }),
  legs: fc.array(
    fc.record({
      key: fc.nat(5),
      step: fc.constantFrom(
        ...(['sent', 'sent', 'sent', 'credited', 'credited', 'credited', 'failed'] as const),
        'committed',
      ),
      person: fc.constantFrom(0, 1, 2, undefined),
      via: fc.constantFrom('bridge', 'bridge', 'venue'),
      amount: fc.constantFrom(10, 10, 10, 7),
    }),
    { maxLength: 2 },
  ),
})

export const step = fc.record({
  on: fc.nat(1),
  action: fc.oneof(
    fc.record({
      type: fc.constant('extend' as const),
      specs: fc.array(spec, { minLength: 1, maxLength: 4 }),
    }),
    fc.record({ type: fc.constant('reorg' as const), depth: fc.integer({ min: 0, max: 8 }) }),
    fc.record({ type: fc.constant('reorgBack' as const) }),
    fc.record({ type: fc.constant('late' as const), height: fc.nat(HEIGHT_MAX), spec }),
  ),
})

export type Step = typeof step extends fc.Arbitrary<infer value> ? value : never

/** Takes one step on the store and in the naive world. */
export async function take(store: Store, chain: WorldChain, { action }: Step): Promise<void> {
  switch (action.type) {
    case 'extend': {
      if (chain.indexed.number + 4n > BigInt(HEIGHT_MAX)) return
      return extend(store, chain, action.specs)
    }
    case 'reorg':
      return chain.blocks.size === 0 ? undefined : reorg(store, chain, action.depth)
    case 'reorgBack':
      return reorgBack(store, chain)
    case 'late':
      return late(store, chain, action.height, action.spec)
  }
}
