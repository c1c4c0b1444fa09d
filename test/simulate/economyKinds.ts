import fc from 'fast-check'
import type { EconomyAction } from './Action.ts'

const chain = fc.nat(5)
const account = fc.nat(3)
const amount = fc.integer({ min: 1, max: 5_000_000 })
const family = fc.constantFrom('usd', 'usd', 'eur') as fc.Arbitrary<'usd' | 'eur'>
const choice = fc.nat(63)
/** 0 is the cross unit, which most people use. */
const pocket = fc.constantFrom(0, 0, 0, 1, 2)
const thousandths = fc.integer({ min: -3_000, max: 3_000 })

/** An action of each kind that makes prices, tokens and markets move, and how often it comes. */
export const economyKinds = {
  quote: {
    weight: 3,
    body: fc.record({
      type: fc.constant('quote'),
      feed: fc.nat(4),
      cents: fc.oneof(
        fc.integer({ min: 90, max: 210 }),
        fc.integer({ min: 1, max: 100_000 }),
        fc.constantFrom(0, -100),
      ),
      ageSeconds: fc.constantFrom(0, 0, 0, 15, 45, 3_700, 100_000, -30),
      isElsewhere: fc.integer({ min: 0, max: 7 }).map((n) => n === 7),
    }),
  },
  oddToken: {
    weight: 1,
    body: fc.record({
      type: fc.constant('oddToken'),
      way: fc.constantFrom('taxedNet', 'taxedGross', 'rebasedUp', 'rebasedDown'),
      chain,
      family,
      account,
      amount,
    }),
  },
  forward: {
    weight: 3,
    body: fc.record({ type: fc.constant('forward'), pick: choice }),
  },
  part: {
    weight: 1,
    body: fc.record({ type: fc.constant('part'), pick: choice }),
  },
  trade: {
    weight: 4,
    body: fc.record({
      type: fc.constant('trade'),
      chain,
      account,
      pocket,
      market: fc.constantFrom(0, 0, 0, 1, 1, 2),
      size: fc.oneof(thousandths, thousandths, fc.constant(0)),
      entry: fc.oneof(thousandths, thousandths, fc.constant(0)),
    }),
  },
  debt: {
    weight: 3,
    body: fc.record({
      type: fc.constant('debt'),
      chain,
      account,
      pocket,
      amount: fc.oneof(amount, amount, fc.constant(0)),
    }),
  },
  cash: {
    weight: 2,
    body: fc.record({
      type: fc.constant('cash'),
      chain,
      account,
      pocket,
      amount: fc.integer({ min: -2_000_000, max: 3_000_000 }),
    }),
  },
  liquidate: {
    weight: 1,
    body: fc.record({
      type: fc.constant('liquidate'),
      chain,
      account,
      pocket,
      isRunning: fc.boolean(),
    }),
  },
} satisfies {
  [type in EconomyAction['type']]: { weight: number; body: fc.Arbitrary<EconomyAction> }
}
