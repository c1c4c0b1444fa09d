import fc from 'fast-check'
import { createRandom } from '../faults/support/createRandom.ts'
import type { Action, ActionBody, ActionType, BackingAction, GateAction } from './Action.ts'
import { backingKinds } from './backingKinds.ts'
import { diskKinds } from './disk/diskKinds.ts'
import { economyKinds } from './economyKinds.ts'
import { faultArbitrary } from './faultArbitrary.ts'
import { gateKinds } from './gateKinds.ts'
import { readerKinds } from './readers/readerKinds.ts'
import { pick } from './world/Deployment.ts'
import { isBacked } from './world/drawBacking.ts'
import { isBusy } from './world/drawBridging.ts'
import { isGated } from './world/drawGates.ts'

const chain = fc.nat(5)
const account = fc.nat(3)
const amount = fc.integer({ min: 1, max: 5_000_000 })
const family = fc.constantFrom('usd', 'usd', 'eur') as fc.Arbitrary<'usd' | 'eur'>
const choice = fc.nat(63)

const sequencerDown: fc.Arbitrary<ActionBody> = fc.record({
  type: fc.constant('sequencerDown'),
  chain,
  ms: fc.integer({ min: 2_000, max: 90_000 }),
  times: fc.constantFrom('owed', 'now'),
})

/** An action of each kind, and how often it comes beside the others. */
const kinds: {
  readonly [type in Exclude<ActionType, (GateAction | BackingAction)['type']>]: {
    weight: number
    body: fc.Arbitrary<ActionBody>
  }
} = {
  mine: {
    weight: 10,
    body: fc.record({ type: fc.constant('mine'), chain, blocks: fc.integer({ min: 1, max: 6 }) }),
  },
  tick: {
    weight: 5,
    body: fc.record({
      type: fc.constant('tick'),
      ms: fc.oneof(fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 1, max: 40_000 })),
    }),
  },
  deposit: { weight: 5, body: bookChange('deposit', amount) },
  withdraw: { weight: 3, body: bookChange('withdraw', amount) },
  settle: {
    weight: 1,
    body: bookChange('settle', fc.integer({ min: -3_000_000, max: 3_000_000 })),
  },
  label: {
    weight: 1,
    body: fc.record({
      type: fc.constant('label'),
      chain,
      family,
      account,
      label: fc.constantFrom('a', 'b', 'ü|:'),
      amount,
    }),
  },
  stray: {
    weight: 1,
    body: fc.record({
      type: fc.constant('stray'),
      chain,
      family,
      account,
      amount,
      theft: fc.constantFrom('none', 'none', 'book', 'carrier'),
    }),
  },
  malformed: {
    weight: 1,
    body: fc.record({
      type: fc.constant('malformed'),
      chain,
      family,
      account,
      amount,
      way: fc.constantFrom('topic', 'data'),
    }),
  },
  yield: {
    weight: 2,
    body: fc.record({
      type: fc.constant('yield'),
      op: fc.constantFrom('deposit', 'deposit', 'withdraw', 'transfer'),
      account,
      to: account,
      amount,
    }),
  },
  price: {
    weight: 2,
    body: fc.record({
      type: fc.constant('price'),
      answer: fc.oneof(fc.integer({ min: 90_000_000, max: 110_000_000 }), fc.constantFrom(0, -1)),
      ageSeconds: fc.constantFrom(0, 0, 30, 5_000, 100_000),
    }),
  },
  send: {
    weight: 9,
    body: fc.record({
      type: fc.constant('send'),
      family,
      chain,
      hop: fc.nat(4),
      account,
      beneficiary: account,
      amount,
      isNamed: fc.boolean(),
      isToWallet: fc.integer({ min: 0, max: 9 }).map((n) => n === 9),
      isQueued: fc.boolean(),
      isToLanding: fc.integer({ min: 0, max: 5 }).map((n) => n === 5),
      tax: fc.constantFrom(0, 0, 0, 0, 3, 1_000),
    }),
  },
  deliver: {
    weight: 9,
    body: fc.record({
      type: fc.constant('deliver'),
      pick: choice,
      fee: fc.constantFrom(0, 0, 0, 7),
    }),
  },
  step: {
    weight: 2,
    body: fc.record({
      type: fc.constant('step'),
      pick: choice,
      step: fc.constantFrom('attested', 'committed', 'failed', 'cancelled', 'refund'),
    }),
  },
  forge: {
    weight: 2,
    body: fc.record({
      type: fc.constant('forge'),
      family,
      chain,
      hop: fc.nat(4),
      account,
      amount,
      isNamed: fc.boolean(),
      onlyStep: fc.constantFrom('none', 'none', 'attested', 'committed'),
    }),
  },
  duplicate: {
    weight: 1,
    body: fc.record({ type: fc.constant('duplicate'), pick: choice }),
  },
  orphanCredit: {
    weight: 1,
    body: fc.record({ type: fc.constant('orphanCredit'), pick: choice }),
  },
  tamper: {
    weight: 1,
    body: fc.record({ type: fc.constant('tamper'), pick: choice, amount }),
  },
  bundle: { weight: 2, body: fc.record({ type: fc.constant('bundle'), chain }) },
  reorg: {
    weight: 3,
    body: fc.record({
      type: fc.constant('reorg'),
      chain,
      depth: fc.integer({ min: 1, max: 12 }),
      length: fc.integer({ min: -2, max: 3 }),
      fate: fc.constantFrom(0, 50, 80, 100),
      isDeep: fc.integer({ min: 0, max: 15 }).map((n) => n === 15),
      again: fc.integer({ min: 0, max: 3 }).map((n) => n === 3),
    }),
  },
  // Which of the mechanisms a seed draws from is the seed's own affair.
  fault: { weight: 14, body: faultArbitrary(0) },
  query: {
    weight: 5,
    body: fc.record({
      type: fc.constant('query'),
      at: fc.constantFrom('latest', 'latest', 'safe', 'finalized', 'time', 'checkpoint'),
      pick: choice,
    }),
  },
  // Of busy worlds alone, see below.
  sequencerDown: { weight: 0, body: sequencerDown },
  ...economyKinds,
  ...diskKinds,
  ...readerKinds,
}

/** Without these nothing happens at all. */
const always: readonly ActionType[] = ['mine', 'tick', 'deposit', 'send', 'deliver', 'query']

/** Action lists of a seed: each seed turns a random subset of the kinds on. */
export function actionArbitrary(seed: number): fc.Arbitrary<Action[]> {
  const random = createRandom(seed ^ 0xac7)
  const share = pick(random, [0.35, 0.6, 0.85, 1])
  const enabled = Object.entries(kinds).flatMap(([type, { weight, body }]) => {
    const isAlways = always.some((each) => each === type)
    const arbitrary = type === 'fault' ? faultArbitrary(seed) : body
    if (weight === 0) return []
    return isAlways || random() < share ? [{ weight, arbitrary }] : []
  })
  if (isBusy(seed)) enabled.push(...busyKinds)
  // Behind all others, and only where there is something to stop or to watch.
  for (const { weight, body } of extraKinds(seed)) enabled.push({ weight, arbitrary: body })
  const salt = fc.noShrink(fc.nat())
  const action = fc.tuple(fc.oneof(...enabled), salt).map(([body, own]) => ({ ...body, salt: own }))
  return fc.array(action, { minLength: 10, maxLength: 40, size: 'max' })
}

function extraKinds(seed: number): readonly { weight: number; body: fc.Arbitrary<ActionBody> }[] {
  return [
    ...(isGated(seed) ? Object.values(gateKinds) : []),
    ...(isBacked(seed) ? Object.values(backingKinds) : []),
  ]
}

/** Beside all others, in a world of busy bridges. */
const busyKinds = [
  { weight: 40, arbitrary: kinds.send.body },
  { weight: 12, arbitrary: kinds.deliver.body },
  { weight: 12, arbitrary: kinds.step.body },
  { weight: 25, arbitrary: kinds.mine.body },
  { weight: 6, arbitrary: kinds.query.body },
  { weight: 4, arbitrary: sequencerDown },
  { weight: 6, arbitrary: kinds.forge.body },
  { weight: 3, arbitrary: kinds.tamper.body },
]

function bookChange(
  type: 'deposit' | 'withdraw' | 'settle',
  change: fc.Arbitrary<number>,
): fc.Arbitrary<ActionBody> {
  return fc.record({ type: fc.constant(type), chain, family, account, amount: change })
}
