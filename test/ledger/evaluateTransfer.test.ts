import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Leg } from '../../src/facts/Leg.ts'
import { unknownChain } from '../../src/facts/primitives.ts'
import { evaluateTransfer } from '../../src/ledger/evaluateTransfer.ts'
import type { TransferContext } from '../../src/ledger/TransferContext.ts'
import type { TransferStage, TransferState } from '../../src/ledger/TransferView.ts'
import { bound, cutAt, leg, placed } from './support/legs.ts'
import { customRoute, landingOf, route, stranger, wideTokenOf, word } from './support/world.ts'

interface Case {
  name: string
  legs: readonly Leg[]
  cut: TransferContext
  state: TransferState
  stage?: TransferStage
}

const wide = cutAt({ 1: 50n, 2: 50n })
const lateOrigin = cutAt({ 1: 5n, 2: 50n })
const pastDeadline = cutAt({ 1: 50n, 2: 610n })
const covered = (from: bigint, heights = { 1: 50n, 2: 50n }) =>
  cutAt(heights, new Map([[route, from]]))

const sent = leg('sent', 10n)
const credit = leg('credited', 20n)
const again = placed(credit, { logIndex: 1 })
const landed = leg('credited', 20n, { bindings: [] })
const booked = leg('credited', 30n, { via: 'venue', origin: unknownChain })
const refund = leg('refunded', 30n)
const custom = (base: Leg): Leg => ({ ...base, bridge: customRoute })
const part = (amount: bigint, logIndex = 0) =>
  placed(leg('credited', 20n, { amount, bridge: customRoute }), { logIndex })

const cases: readonly Case[] = [
  { name: 'sent and credited alike', legs: [sent, credit], cut: wide, state: 'DELIVERED' },
  { name: 'landed, then booked', legs: [sent, landed, booked], cut: wide, state: 'DELIVERED' },
  {
    name: 'sent twice, credited twice',
    legs: [sent, placed(sent, { logIndex: 1 }), credit, again],
    cut: wide,
    state: 'DELIVERED',
  },
  {
    name: 'sent twice, credited once',
    legs: [sent, placed(sent, { logIndex: 1 }), credit],
    cut: wide,
    state: 'IN_FLIGHT',
    stage: 'SENT',
  },
  {
    name: 'sent twice, credited once, the other refunded',
    legs: [sent, placed(sent, { logIndex: 1 }), credit, refund],
    cut: wide,
    state: 'DELIVERED',
  },
  {
    name: 'sent twice, refunded once',
    legs: [sent, placed(sent, { logIndex: 1 }), refund],
    cut: wide,
    state: 'IN_FLIGHT',
    stage: 'SENT',
  },
  { name: 'credited twice', legs: [sent, credit, again], cut: wide, state: 'DUPLICATE_CREDIT' },
  {
    name: 'an exact route credits in two parts what was sent',
    legs: [sent, { ...credit, amount: 40n }, { ...again, amount: 60n }],
    cut: wide,
    state: 'DUPLICATE_CREDIT',
  },
  {
    name: 'an exact route credited twice and no source',
    legs: [credit, again],
    cut: lateOrigin,
    state: 'DUPLICATE_CREDIT',
  },
  {
    name: 'booked at once and once more',
    legs: [sent, credit, booked],
    cut: wide,
    state: 'DUPLICATE_CREDIT',
  },
  {
    name: 'landed and booked twice',
    legs: [sent, landed, booked, placed(booked, { logIndex: 1 })],
    cut: wide,
    state: 'DUPLICATE_CREDIT',
  },
  {
    name: 'credited twice and refunded',
    legs: [sent, credit, again, refund],
    cut: wide,
    state: 'DUPLICATE_CREDIT',
  },
  { name: 'credited and refunded', legs: [sent, credit, refund], cut: wide, state: 'CONFLICT' },
  {
    name: 'credited and refunded with another payload',
    legs: [sent, { ...credit, payloadHash: word(9) }, refund],
    cut: wide,
    state: 'CONFLICT',
  },
  {
    name: 'another payload',
    legs: [sent, { ...credit, payloadHash: word(9) }],
    cut: wide,
    state: 'PAYLOAD_CONFLICT',
  },
  {
    name: 'another payload and amount',
    legs: [sent, { ...credit, payloadHash: word(9), amount: 1n }],
    cut: wide,
    state: 'PAYLOAD_CONFLICT',
  },
  {
    name: 'two alike sends and a strange payload',
    legs: [sent, placed(sent, { logIndex: 1 }), { ...credit, payloadHash: word(9) }],
    cut: wide,
    state: 'PAYLOAD_CONFLICT',
  },
  {
    name: 'an exact route credits less',
    legs: [sent, { ...credit, amount: 99n }],
    cut: wide,
    state: 'AMOUNT_MISMATCH',
  },
  {
    name: 'an exact route credits more',
    legs: [sent, { ...credit, amount: 101n }],
    cut: wide,
    state: 'AMOUNT_MISMATCH',
  },
  {
    name: 'a venue books more than landed',
    legs: [sent, landed, leg('credited', 30n, { via: 'venue', amount: 150n })],
    cut: wide,
    state: 'AMOUNT_MISMATCH',
  },
  {
    name: 'a custom route keeps a fee',
    legs: [custom(sent), part(99n)],
    cut: wide,
    state: 'DELIVERED',
  },
  {
    name: 'a custom route adds',
    legs: [custom(sent), part(101n)],
    cut: wide,
    state: 'AMOUNT_MISMATCH',
  },
  {
    name: 'a custom route delivers in two parts',
    legs: [custom(sent), part(50n), part(50n, 1)],
    cut: wide,
    state: 'DELIVERED',
  },
  {
    name: 'two parts ahead of the origin',
    legs: [part(50n), part(50n, 1)],
    cut: lateOrigin,
    state: 'AWAITING_SOURCE',
  },
  {
    name: 'another asset of the group in its own decimals',
    legs: [custom(sent), custom({ ...credit, asset: wideTokenOf(2), amount: 100n * 10n ** 12n })],
    cut: wide,
    state: 'DELIVERED',
  },
  {
    name: 'more of another asset of the group',
    legs: [custom(sent), custom({ ...credit, asset: wideTokenOf(2), amount: 101n * 10n ** 12n })],
    cut: wide,
    state: 'AMOUNT_MISMATCH',
  },

  {
    name: 'an origin that is not followed',
    legs: [{ ...credit, origin: 9 }],
    cut: wide,
    state: 'NOT_COVERED',
  },
  { name: 'an origin that nobody names', legs: [booked], cut: wide, state: 'NOT_COVERED' },
  {
    name: 'a route that is not followed at its origin',
    legs: [{ ...custom(credit), origin: 3 }],
    cut: cutAt({ 2: 50n, 3: 50n }),
    state: 'NOT_COVERED',
  },
  {
    name: 'coverage that starts after the credit',
    legs: [credit],
    cut: covered(21n),
    state: 'NOT_COVERED',
  },
  {
    name: 'coverage that starts within the skew before the credit',
    legs: [credit],
    cut: covered(16n),
    state: 'NOT_COVERED',
  },
  {
    name: 'coverage since the skew before the credit',
    legs: [credit],
    cut: covered(15n),
    state: 'UNBACKED',
  },
  { name: 'an origin that lags', legs: [credit], cut: lateOrigin, state: 'AWAITING_SOURCE' },
  {
    name: 'an origin outside the cut',
    legs: [credit],
    cut: cutAt({ 2: 50n }),
    state: 'AWAITING_SOURCE',
  },
  {
    name: 'an origin that has not reached its bridge',
    legs: [credit],
    cut: cutAt({ 1: 50n, 2: 50n }, new Map()),
    state: 'AWAITING_SOURCE',
  },
  {
    name: 'an origin at the skew',
    legs: [credit],
    cut: cutAt({ 1: 25n, 2: 50n }),
    state: 'AWAITING_SOURCE',
  },
  {
    name: 'an origin past the skew',
    legs: [credit],
    cut: cutAt({ 1: 26n, 2: 50n }),
    state: 'UNBACKED',
  },
  { name: 'a landing without source', legs: [landed], cut: wide, state: 'UNBACKED' },

  { name: 'refunded', legs: [sent, refund], cut: wide, state: 'REFUNDED' },
  { name: 'a refund without a send', legs: [refund], cut: wide, state: 'REFUNDED' },
  {
    name: 'a cancellation without a send',
    legs: [leg('committed', 11n), leg('cancelled', 12n)],
    cut: wide,
    state: 'CANCELLED',
  },
  {
    name: 'refunded after a cancellation',
    legs: [sent, leg('cancelled', 12n), refund],
    cut: wide,
    state: 'REFUNDED',
  },
  { name: 'cancelled', legs: [sent, leg('cancelled', 12n)], cut: wide, state: 'CANCELLED' },
  {
    name: 'cancelled after a failure',
    legs: [sent, leg('failed', 11n), leg('cancelled', 12n)],
    cut: wide,
    state: 'CANCELLED',
  },
  {
    name: 'failed',
    legs: [sent, placed(leg('failed', 11n), { chainId: 2 })],
    cut: pastDeadline,
    state: 'FAILED_RETRYABLE',
  },

  { name: 'just sent', legs: [sent], cut: wide, state: 'IN_FLIGHT', stage: 'SENT' },
  { name: 'queued', legs: [leg('queued', 10n)], cut: wide, state: 'IN_FLIGHT', stage: 'QUEUED' },
  {
    name: 'queued and sent',
    legs: [leg('queued', 9n), sent],
    cut: wide,
    state: 'IN_FLIGHT',
    stage: 'SENT',
  },
  {
    name: 'attested',
    legs: [sent, leg('attested', 12n)],
    cut: wide,
    state: 'IN_FLIGHT',
    stage: 'ATTESTED',
  },
  {
    name: 'committed',
    legs: [sent, leg('attested', 12n), leg('committed', 13n)],
    cut: wide,
    state: 'IN_FLIGHT',
    stage: 'COMMITTED',
  },
  { name: 'landed', legs: [sent, landed], cut: wide, state: 'IN_FLIGHT', stage: 'LANDED' },
  {
    name: 'landed at the landing contract',
    legs: [
      { ...sent, recipient: landingOf(2) },
      { ...landed, recipient: landingOf(2) },
    ],
    cut: wide,
    state: 'IN_FLIGHT',
    stage: 'LANDED',
  },
  {
    name: 'paid to a wallet',
    legs: [
      { ...sent, recipient: stranger },
      { ...landed, recipient: stranger },
    ],
    cut: wide,
    state: 'DELIVERED',
  },
  {
    name: 'sent a second before the deadline',
    legs: [sent],
    cut: cutAt({ 1: 900n, 2: 609n }),
    state: 'IN_FLIGHT',
    stage: 'SENT',
  },
  {
    name: 'sent, the deadline passed where it goes',
    legs: [sent],
    cut: pastDeadline,
    state: 'STUCK',
    stage: 'SENT',
  },
  {
    name: 'landed and not booked in time',
    legs: [sent, landed],
    cut: pastDeadline,
    state: 'STUCK',
    stage: 'LANDED',
  },
  {
    name: 'sent, only its origin past the deadline',
    legs: [sent],
    cut: cutAt({ 1: 900n, 2: 50n }),
    state: 'IN_FLIGHT',
    stage: 'SENT',
  },
  {
    name: 'sent to a chain outside the cut',
    legs: [sent],
    cut: cutAt({ 1: 900n }),
    state: 'IN_FLIGHT',
    stage: 'SENT',
  },
  {
    name: 'sent to a chain that has not reached its bridge',
    legs: [sent],
    cut: cutAt({ 1: 900n, 2: 900n }, new Map()),
    state: 'IN_FLIGHT',
    stage: 'SENT',
  },

  {
    name: 'attested alone',
    legs: [leg('attested', 12n)],
    cut: wide,
    state: 'VERIFIED_WITHOUT_SOURCE',
  },
  {
    name: 'sent to a chain that is not followed',
    legs: [{ ...sent, destination: 9 }],
    cut: wide,
    state: 'UNKNOWN',
  },
  {
    name: 'sent to nobody knows where',
    legs: [{ ...sent, destination: unknownChain }],
    cut: wide,
    state: 'UNKNOWN',
  },
  {
    name: 'sent where the route is not followed',
    legs: [{ ...custom(sent), destination: 3 }],
    cut: cutAt({ 1: 900n, 3: 900n }),
    state: 'UNKNOWN',
  },
  {
    name: 'sent before its destination was covered',
    legs: [sent],
    cut: covered(11n, { 1: 900n, 2: 900n }),
    state: 'UNKNOWN',
  },
  {
    name: 'failed alone',
    legs: [placed(leg('failed', 11n), { chainId: 2 })],
    cut: wide,
    state: 'UNKNOWN',
  },
]

describe('states', () => {
  test.each(cases)('default: $name → $state $stage', ({ legs, cut, state, stage }) => {
    const view = evaluateTransfer(legs, cut)
    expect([view?.state, view?.stage]).toEqual([state, stage])
  })

  test('behavior: only legs inside the cut count', () => {
    const legs = [sent, credit]
    expect(evaluateTransfer(legs, cutAt({ 1: 9n, 2: 19n }))).toBeUndefined()
    expect(evaluateTransfer(legs, cutAt({ 1: 10n, 2: 19n }))?.state).toBe('IN_FLIGHT')
    expect(evaluateTransfer(legs, cutAt({ 1: 9n, 2: 20n }))?.state).toBe('AWAITING_SOURCE')
    expect(evaluateTransfer(legs, cutAt({ 1: 10n, 2: 20n }))?.state).toBe('DELIVERED')
  })

  test('behavior: a cut may end inside a block', () => {
    const second = placed(sent, { txIndex: 1 })
    const upTo = (txIndex: number): TransferContext => {
      const context = cutAt({ 1: 10n })
      const cut = new Map([...context.cut].map(([id, chain]) => [id, { ...chain, txIndex }]))
      return { ...context, cut }
    }
    expect(evaluateTransfer([second], upTo(0))).toBeUndefined()
    expect(evaluateTransfer([second], upTo(1))?.state).toBe('IN_FLIGHT')
  })

  test('behavior: a source that a reorg took is the cause, never the state', () => {
    const orphaned = { ...sent, canonical: false }
    for (const [cut, state] of [
      [lateOrigin, 'AWAITING_SOURCE'],
      [wide, 'UNBACKED'],
    ] as const) {
      const view = evaluateTransfer([orphaned, credit], cut)
      expect(view).toMatchObject({ state, cause: 'SOURCE_REORGED' })
      expect(view?.legs).toEqual([credit])
      expect(view?.evidence).toEqual([orphaned])
      expect(evaluateTransfer([credit], cut)).toMatchObject({ state, cause: undefined })
    }
    expect(evaluateTransfer([orphaned, sent, credit], wide)).toMatchObject({
      state: 'DELIVERED',
      cause: undefined,
    })
    expect(evaluateTransfer([orphaned], wide)).toBeUndefined()
  })

  test('behavior: the view says who, how much and when', () => {
    const named = { ...sent, bindings: [bound(100n, { beneficiary: stranger })] }
    expect(evaluateTransfer([named, credit], wide)).toMatchObject({
      sentAmount: 100n,
      creditedAmount: 100n,
      sentAt: 10n,
      creditedAt: 20n,
      sender: named.bindings[0]?.holder,
      beneficiary: { account: stranger },
      isCollateralBound: true,
    })
  })

  test('behavior: whoever books what landed is its beneficiary', () => {
    expect(evaluateTransfer([sent, landed, booked], wide)?.beneficiary).toEqual(
      booked.bindings[0]?.holder,
    )
  })
})

const steps = [
  'queued',
  'sent',
  'attested',
  'committed',
  'credited',
  'failed',
  'cancelled',
  'refunded',
] as const
const anyLeg: fc.Arbitrary<Leg> = fc
  .record({
    step: fc.constantFrom(...steps),
    block: fc.bigInt({ min: 1n, max: 60n }),
    logIndex: fc.nat(3),
    amount: fc.constantFrom(50n, 100n),
    payload: fc.constantFrom(word(7), word(9)),
    isBound: fc.boolean(),
    via: fc.constantFrom('bridge' as const, 'venue' as const),
    canonical: fc.constantFrom(true, true, true, false),
  })
  .map(({ step, block, logIndex, amount, payload, isBound, via, canonical }) => {
    const base = leg(step, block, { amount, payloadHash: payload, canonical })
    const credits = step === 'credited'
    return placed(
      { ...base, via: credits ? via : 'bridge', bindings: isBound ? base.bindings : [] },
      // One log has one meaning: its index says what it is, so that no two different legs share a position.
      {
        logIndex:
          logIndex + 10 * steps.indexOf(step) + (canonical ? 0 : 100) + (via === 'venue' ? 200 : 0),
      },
    )
  })
const anyLegs = fc.uniqueArray(anyLeg, {
  maxLength: 7,
  selector: ({ at }) => `${at.chainId}:${at.blockNumber}:${at.logIndex}`,
})
const anyCut = fc
  .record({ one: fc.bigInt({ min: 0n, max: 700n }), two: fc.bigInt({ min: 0n, max: 700n }) })
  .map(({ one, two }) => cutAt({ 1: one, 2: two }))

test('property: any order and any repetition of the legs gives the same view', () => {
  const anyShuffle = anyLegs.chain((legs) =>
    fc
      .tuple(fc.shuffledSubarray(legs, { minLength: legs.length }), fc.subarray([...legs]))
      .map(([shuffled, repeated]) => ({ legs, observed: [...repeated, ...shuffled] })),
  )
  fc.assert(
    fc.property(anyShuffle, anyCut, ({ legs, observed }, cut) => {
      expect(evaluateTransfer(observed, cut)).toEqual(evaluateTransfer(legs, cut))
    }),
    { seed: 31, numRuns: 600 },
  )
})

test('property: orphaned legs and legs outside the cut change no state', () => {
  fc.assert(
    fc.property(anyLegs, anyCut, (legs, context) => {
      const inside = legs.filter(({ canonical, at }) => {
        return canonical && at.blockNumber <= (context.cut.get(at.chainId)?.number ?? -1n)
      })
      const view = evaluateTransfer(legs, context)
      const bare = evaluateTransfer(inside, context)
      expect([view?.state, view?.stage, view?.legs]).toEqual([bare?.state, bare?.stage, bare?.legs])
    }),
    { seed: 32, numRuns: 400 },
  )
})

test('property: no absence is claimed before coverage has passed it', () => {
  fc.assert(
    fc.property(anyLegs, anyCut, (legs, context) => {
      const view = evaluateTransfer(legs, context)
      const timeOf = (chainId: number) => context.cut.get(chainId)?.timestamp ?? 0n
      if (view?.state === 'UNBACKED') {
        expect(
          timeOf(1) > (view.legs.find(({ step }) => step === 'credited')?.timestamp ?? 0n) + 5n,
        ).toBe(true)
      }
      if (view?.state === 'STUCK') expect(timeOf(2) >= (view.sentAt ?? 0n) + 600n).toBe(true)
    }),
    { seed: 33, numRuns: 400 },
  )
})
