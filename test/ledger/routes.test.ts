import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countedAs } from '../../src/ledger/countedAs.ts'
import { toDeliveryTimes } from '../../src/ledger/deliveryTimes.ts'
import { evaluateTransfer } from '../../src/ledger/evaluateTransfer.ts'
import { openAmounts } from '../../src/ledger/openAmounts.ts'
import { type RouteSight, routeHealth } from '../../src/ledger/routeHealth.ts'
import { stuckReason } from '../../src/ledger/stuckReason.ts'
import type { TransferState, TransferView } from '../../src/ledger/TransferView.ts'
import { cutAt, leg, placed } from './support/legs.ts'
import { tokenOf, word } from './support/world.ts'

function viewOf(parts: Partial<TransferView> = {}): TransferView {
  const view = evaluateTransfer([leg('sent', 10n), leg('credited', 20n)], cutAt({ 1: 50n, 2: 50n }))
  if (view === undefined) throw new Error('the transfer is inside the cut')
  return { ...view, ...parts }
}

describe('delivery times', () => {
  const taking = (seconds: readonly number[]) =>
    seconds.map((each, i) => ({ sentAt: BigInt(i), creditedAt: BigInt(i + each) }))
  const countTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1)

  test('default: the nearest rank', () => {
    expect(toDeliveryTimes(taking(countTo(100)))).toMatchObject({
      ...{ samples: 100, p50Seconds: 50n, p95Seconds: 95n, p99Seconds: 99n },
    })
    expect(toDeliveryTimes(taking(countTo(20)))).toMatchObject({
      ...{ samples: 20, p50Seconds: 10n, p95Seconds: 19n, p99Seconds: 20n },
    })
    expect(toDeliveryTimes(taking(countTo(19)))).toBeUndefined()
  })

  test('behavior: a credit whose clock is behind took no time', () => {
    const times = toDeliveryTimes(Array(20).fill({ sentAt: 9n, creditedAt: 5n }))
    expect(times).toMatchObject({ p50Seconds: 0n, p99Seconds: 0n, effectiveAt: 5n })
  })

  test('property: any order gives the same, and the shares are within their percentiles', () => {
    const delivery = fc.record({ sentAt: fc.bigInt(0n, 999n), creditedAt: fc.bigInt(0n, 9_999n) })
    fc.assert(
      fc.property(fc.array(delivery, { minLength: 20, maxLength: 60 }), (deliveries) => {
        const times = toDeliveryTimes(deliveries)
        expect(toDeliveryTimes(deliveries.toReversed())).toEqual(times)
        for (const [percent, limit] of [
          [50, times?.p50Seconds ?? -1n],
          [95, times?.p95Seconds ?? -1n],
          [99, times?.p99Seconds ?? -1n],
        ] as const) {
          const within = deliveries.filter(
            ({ sentAt, creditedAt }) => creditedAt - sentAt <= limit,
          ).length
          const below = deliveries.filter(
            ({ sentAt, creditedAt }) => creditedAt - sentAt < limit && limit > 0n,
          ).length
          expect(within * 100).toBeGreaterThanOrEqual(percent * deliveries.length)
          // A second less would not have been enough.
          expect(below * 100).toBeLessThan(percent * deliveries.length)
        }
      }),
      { seed: 7, numRuns: 200 },
    )
  })
})

describe('health', () => {
  const quiet: RouteSight = {
    unsound: 0,
    stuck: 0,
    oldestStuckAt: undefined,
    lastDeliveredSentAt: undefined,
    notCovered: undefined,
  }
  const stuck = { stuck: 3, oldestStuckAt: 10n }

  test.each<[string, Partial<RouteSight>]>([
    ['OK', {}],
    ['DELAYED', { ...stuck, stuck: 2 }],
    ['HALTED', stuck],
    ['HALTED', { ...stuck, lastDeliveredSentAt: 10n }],
    ['DELAYED', { ...stuck, lastDeliveredSentAt: 11n }],
    ['NOT_COVERED', { ...stuck, stuck: 2, notCovered: 'Unread.' }],
    ['HALTED', { ...stuck, notCovered: 'Unread.' }],
    ['UNSOUND', { ...stuck, unsound: 1, notCovered: 'Unread.' }],
  ])('default: %s of %o', (health, parts) => {
    expect(routeHealth({ ...quiet, ...parts }).health).toBe(health)
  })
})

describe('what it waits for', () => {
  const states: Record<TransferState, string | undefined> = {
    DUPLICATE_CREDIT: undefined,
    CONFLICT: undefined,
    PAYLOAD_CONFLICT: undefined,
    AMOUNT_MISMATCH: undefined,
    DELIVERED: undefined,
    NOT_COVERED: undefined,
    AWAITING_SOURCE: undefined,
    UNBACKED: undefined,
    REFUNDED: undefined,
    CANCELLED: undefined,
    FAILED_RETRYABLE: 'EXECUTION_FAILED',
    EXPIRED: 'AWAITING_REFUND',
    STUCK: 'NOT_DELIVERED',
    IN_FLIGHT: undefined,
    VERIFIED_WITHOUT_SOURCE: undefined,
    UNKNOWN: 'DESTINATION_NOT_INDEXED',
  }
  // CAST: the record is complete, its keys are the states.
  test.each(Object.keys(states) as TransferState[])('default: %s', (state) => {
    expect(stuckReason(viewOf({ state, stage: 'SENT' }), true)).toBe(states[state])
  })

  test('default: of a stuck one the stage says it, finality only where it was sent and no more', () => {
    const reasonOf = (stage: TransferView['stage'], isFinal = true) =>
      stuckReason(viewOf({ state: 'STUCK', stage }), isFinal)
    expect(reasonOf('QUEUED')).toBe('HELD_AT_ORIGIN')
    expect(reasonOf('ATTESTED', false)).toBe('NOT_EXECUTED')
    expect(reasonOf('COMMITTED')).toBe('NOT_EXECUTED')
    expect(reasonOf('LANDED')).toBe('NOT_BOOKED')
    expect(reasonOf('SENT', false)).toBe('AWAITING_FINALITY')
    expect(stuckReason(viewOf({ state: 'UNKNOWN', sentAt: undefined }), true)).toBeUndefined()
  })

  test('behavior: a pause explains what is stuck or failed, and nothing that has ended or is on its way', () => {
    // CAST: the record is complete, its keys are the states.
    for (const state of Object.keys(states) as TransferState[]) {
      const isExplained = state === 'STUCK' || state === 'FAILED_RETRYABLE'
      const expected = isExplained ? 'ROUTE_PAUSED' : states[state]
      expect(stuckReason(viewOf({ state, stage: 'SENT' }), true, true), state).toBe(expected)
    }
  })
})

describe('as what it counts', () => {
  test('default: its own amount, else the holding that it became', () => {
    const amount = {
      kind: 'lagOffset',
      holder: { venue: 'lab', account: undefined, unit: 'cross' },
      ...{ chainId: 2, asset: tokenOf(2), amount: 1n, ownerUnknown: true },
    } as const
    expect(countedAs(viewOf({ state: 'AWAITING_SOURCE', amounts: [amount] }))).toBe('lagOffset')
    expect(countedAs(viewOf())).toBe('holding')
    const unbound = viewOf({ legs: [leg('sent', 10n), leg('credited', 20n, { bindings: [] })] })
    expect(countedAs(unbound)).toBeUndefined()
  })

  test('behavior: what came back is a holding only where a book took it', () => {
    const refunded = (bindings: TransferView['legs'][number]['bindings']) =>
      viewOf({
        state: 'REFUNDED',
        legs: [leg('sent', 10n), leg('credited', 20n), leg('refunded', 30n, { bindings })],
      })
    expect(countedAs(refunded(leg('sent', 1n).bindings))).toBe('holding')
    expect(countedAs(refunded([]))).toBeUndefined()
  })
})

test('behavior: of a bucket only what nothing has closed is open', () => {
  const sends = [1, 2, 3].map((n) =>
    placed(leg('sent', BigInt(10 * n), { amount: 100n }), { logIndex: n }),
  )
  const context = cutAt({ 1: 50n, 2: 50n })
  const credit = leg('credited', 40n, { amount: 100n })
  expect(openAmounts([...sends, credit], context)).toEqual([
    { chainId: 1, asset: tokenOf(1), amount: 100n },
    { chainId: 1, asset: tokenOf(1), amount: 100n },
  ])
  expect(openAmounts(sends, cutAt({ 1: 15n, 2: 50n }))).toHaveLength(1)
  expect(openAmounts([leg('credited', 5n, { key: word(9) })], context)).toEqual([])
})
