import { expect, test } from 'vitest'
import {
  alpha,
  amountsOf,
  ann,
  beta,
  bob,
  crossing,
  deposit,
  eur,
  eurDeposit,
  ferry,
  ferryBook,
  ferryPay,
  ferrySend,
  fold,
  type Happening,
  hashOf,
  keyOf,
  log,
  move,
  process,
  send,
  side,
  transferOf,
  tx,
  unifiedOf,
} from './handMade.ts'

const key = hashOf('key')
const other = { payload: hashOf('other') }
const soon: Readonly<Record<number, bigint>> = { [alpha]: 60n, [beta]: 60n }

/** State and stage of the custom route's one transfer at a cut. */
function judge(happenings: readonly Happening[], cut = soon): string {
  const { state, stage } = transferOf(fold([funded, ...happenings], cut), key)
  return stage === undefined ? state : `${state} ${stage}`
}

const funded = tx(alpha, 5n, eurDeposit(alpha, ann, 100n))
const queued = tx(alpha, 9n, [ferry('RouteQueued', alpha, key, 40n)])
const sent = tx(alpha, 10n, ferrySend(ann, key, 40n))
const attested = tx(beta, 12n, [ferry('RouteAttested', beta, key)])
const committed = tx(beta, 14n, [ferry('RouteCommitted', beta, key)])
const failed = tx(beta, 16n, [ferry('RouteFailed', beta, key)])
const credit = tx(beta, 20n, ferryBook('RouteCredited', beta, ann, key, 40n))
const again = tx(beta, 22n, ferryBook('RouteCredited', beta, ann, key, 40n))
const refund = tx(alpha, 24n, ferryBook('RouteRefunded', alpha, ann, key, 40n))
const cancelled = tx(alpha, 26n, [ferry('RouteCancelled', alpha, key)])

test('default: each state, and how far it has come, in the order in which they are asked', () => {
  const steps: [string, readonly Happening[]][] = [
    ['DUPLICATE_CREDIT', [sent, credit, again]],
    ['CONFLICT', [sent, credit, refund]],
    [
      'PAYLOAD_CONFLICT',
      [sent, tx(beta, 20n, ferryBook('RouteCredited', beta, ann, key, 40n, other))],
    ],
    ['AMOUNT_MISMATCH', [sent, tx(beta, 20n, ferryBook('RouteCredited', beta, ann, key, 41n))]],
    ['DELIVERED', [sent, failed, credit]],
    ['UNBACKED', [credit]],
    ['REFUNDED', [sent, cancelled, refund]],
    ['CANCELLED', [sent, cancelled]],
    ['FAILED_RETRYABLE', [sent, failed]],
    ['IN_FLIGHT QUEUED', [queued]],
    ['IN_FLIGHT SENT', [queued, sent]],
    ['IN_FLIGHT ATTESTED', [sent, attested]],
    ['IN_FLIGHT COMMITTED', [sent, attested, committed]],
    ['VERIFIED_WITHOUT_SOURCE', [attested, committed]],
  ]
  for (const [state, happenings] of steps) expect(judge(happenings), state).toBe(state)
})

test('behavior: the earlier state wins', () => {
  expect(judge([sent, credit, again, refund])).toBe('DUPLICATE_CREDIT')
  const wrong = tx(beta, 20n, ferryBook('RouteCredited', beta, ann, key, 41n, other))
  expect(judge([sent, wrong, refund])).toBe('CONFLICT')
  expect(judge([sent, wrong])).toBe('PAYLOAD_CONFLICT')
  expect(judge([sent, failed, refund])).toBe('REFUNDED')
  expect(judge([sent, failed, cancelled])).toBe('CANCELLED')
  expect(judge([sent, failed], { [alpha]: 60n, [beta]: 600n })).toBe('FAILED_RETRYABLE')
})

test('behavior: absence is a claim of the destination’s coverage', () => {
  expect(judge([sent], { [alpha]: 900n, [beta]: 109n })).toBe('IN_FLIGHT SENT')
  expect(judge([sent], { [alpha]: 60n, [beta]: 110n })).toBe('STUCK SENT')
  expect(fold([funded, sent]).conditions).toEqual([{ code: 'TRANSFER_STUCK', subject: key }])
  expect(amountsOf(fold([funded, sent]), ann, 'inFlight')).toEqual([eur(alpha, 40n)])
  expect(judge([sent], { [alpha]: 900n })).toBe('IN_FLIGHT SENT')
  const late = fold([funded, sent], soon, { [beta]: 11n })
  expect(transferOf(late, key)).toMatchObject({ state: 'UNKNOWN', amounts: [] })
})

test('behavior: what landed and is not booked in time is stuck', () => {
  const landing = crossing(1, 40n, { recipient: side(beta).landing })
  const happenings = [
    tx(alpha, 5n, deposit(alpha, ann, 100n)),
    tx(alpha, 10n, send(ann, landing)),
    tx(beta, 20n, process(landing)),
  ]
  const state = fold(happenings, { [alpha]: 60n, [beta]: 110n })
  expect(transferOf(state, keyOf(landing))).toMatchObject({ state: 'STUCK', stage: 'LANDED' })
  expect(unifiedOf(state)).toBe(100n)
})

test('behavior: queued and sent count once, and the queued one keeps its owner', () => {
  const queuedByAnn = tx(
    alpha,
    9n,
    [ferry('RouteQueued', alpha, key, 40n)],
    ferryPay(ann, key, 40n),
  )
  const sentLater = tx(alpha, 10n, [ferry('RouteSent', alpha, key, 40n)])
  const state = fold([funded, queuedByAnn, sentLater], soon)
  expect(transferOf(state, key).sentAmount).toBe(eur(alpha, 40n))
  expect(unifiedOf(state, ann, 'eur')).toBe(eur(alpha, 100n))
})

test('behavior: what is queued and sent in one transaction has one claim to what moved', () => {
  const { eur: token, eurBook, ferry: carrier } = side(alpha)
  const amount = eur(alpha, 40n)
  const pay = [
    move(token, eurBook, carrier, amount),
    log(eurBook, 'Withdrawn', { account: ann, to: carrier, amount }),
  ]
  const both = ['RouteQueued', 'RouteSent'] as const
  const logs = both.map((name) => ferry(name, alpha, key, 40n))
  const state = fold([funded, tx(alpha, 10n, logs, pay)], soon)
  expect(amountsOf(state, ann, 'inFlight')).toEqual([amount])
})

test('behavior: parts that together are no more than was sent are one delivery', () => {
  const parts = [20n, 30n].map((at, i) =>
    tx(beta, at, ferryBook('RouteCredited', beta, ann, key, i === 0 ? 15n : 25n)),
  )
  expect(judge([sent, ...parts])).toBe('DELIVERED')
  expect(unifiedOf(fold([funded, sent, ...parts]), ann, 'eur')).toBe(eur(alpha, 100n))
})

test('behavior: the later of credit and refund has no source', () => {
  const conflict = fold([funded, sent, credit, refund])
  expect(transferOf(conflict, key).amounts).toMatchObject([
    { kind: 'unbacked', chainId: alpha, amount: eur(alpha, 40n) },
  ])
  const lateCredit = tx(beta, 40n, ferryBook('RouteCredited', beta, bob, key, 40n))
  const reversed = fold([funded, sent, refund, lateCredit])
  expect(transferOf(reversed, key)).toMatchObject({
    state: 'CONFLICT',
    amounts: [{ kind: 'unbacked', chainId: beta, amount: eur(beta, 40n) }],
  })
  for (const state of [conflict, reversed]) {
    const total = state.venues[0]?.totals.find(({ group }) => group === 'eur')
    expect(total?.unified).toBe(eur(beta, 100n) * 10n ** 18n)
  }
})

test('behavior: at rest the three amounts of a matched transfer are 0', () => {
  for (const happenings of [
    [sent, credit],
    [sent, refund],
  ]) {
    const state = fold([funded, ...happenings])
    expect(transferOf(state, key).amounts).toEqual([])
    expect(unifiedOf(state, ann, 'eur')).toBe(eur(alpha, 100n))
  }
})
