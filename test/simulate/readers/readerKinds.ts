import fc from 'fast-check'
import type { QueryAt, ReaderAction } from '../Action.ts'

const choice = fc.nat(63)

/** An action of each kind of those who read through GraphQL, and how often it comes. */
export const readerKinds = {
  ask: {
    weight: 4,
    body: fc.record({
      type: fc.constant('ask'),
      at: fc.constantFrom<QueryAt[]>(
        'latest',
        'latest',
        'safe',
        'finalized',
        'time',
        'time',
        'checkpoint',
      ),
      pick: choice,
    }),
  },
  askTooMuch: {
    weight: 1,
    body: fc.record({ type: fc.constant('askTooMuch'), pick: choice }),
  },
  page: {
    weight: 3,
    body: fc.record({
      type: fc.constant('page'),
      list: fc.constantFrom('transfers', 'accounts'),
      pick: choice,
    }),
  },
  subscribe: {
    weight: 3,
    body: fc.record({
      type: fc.constant('subscribe'),
      to: fc.constantFrom('account', 'account', 'transfer', 'transfers'),
      pick: choice,
      isSlow: fc.boolean(),
    }),
  },
  leave: {
    weight: 2,
    body: fc.record({
      type: fc.constant('leave'),
      pick: choice,
      way: fc.constantFrom('return', 'return', 'abandon'),
    }),
  },
  hush: {
    weight: 1,
    body: fc.record({ type: fc.constant('hush'), pick: choice, isSlow: fc.boolean() }),
  },
} satisfies {
  readonly [type in ReaderAction['type']]: { weight: number; body: fc.Arbitrary<ReaderAction> }
}
