import { expect, test } from 'vitest'
import {
  alpha,
  amountsOf,
  ann,
  beta,
  bob,
  cay,
  credited,
  crossing,
  deposit,
  eur,
  eurDeposit,
  ferryBook,
  ferrySend,
  fold,
  hashOf,
  keyOf,
  process,
  receive,
  send,
  side,
  transferOf,
  tx,
  unifiedOf,
  withdraw,
} from './handMade.ts'
import type { OracleState } from './Oracle.ts'

const sent = crossing(1, 40n)
const key = keyOf(sent)
const funded = [tx(alpha, 10n, deposit(alpha, ann, 100n))]
const departs = tx(alpha, 20n, send(ann, sent))
const arrives = tx(beta, 30n, receive(ann, sent))
const crossed = [...funded, departs, arrives]

const stateOf = (state: OracleState) => transferOf(state, key).state

test('default: a unit is counted once wherever it is, at every cut of the two chains', () => {
  for (let a = 10n; a < 50n; a += 5n)
    for (let b = 10n; b < 50n; b += 5n)
      expect(unifiedOf(fold(crossed, { [alpha]: a, [beta]: b })), `${a} ${b}`).toBe(100n)
})

test('behavior: nothing depends on the order in which chains and logs are listed', () => {
  const cut = { [alpha]: 15n, [beta]: 40n }
  expect(fold([...crossed].reverse(), cut)).toEqual(fold(crossed, cut))
})

test('behavior: sent and not credited is in flight', () => {
  const state = fold(crossed, { [alpha]: 25n, [beta]: 25n })
  expect(transferOf(state, key)).toMatchObject({
    state: 'IN_FLIGHT',
    stage: 'SENT',
    isCollateralBound: true,
    origin: alpha,
    destination: beta,
    sentAmount: 40n,
    creditedAmount: undefined,
    amounts: [{ kind: 'inFlight', chainId: alpha, token: side(alpha).usd, amount: 40n }],
  })
  expect(amountsOf(state, ann, 'holding')).toEqual([60n])
})

test('behavior: delivered is none of the three', () => {
  const state = fold(crossed)
  expect(transferOf(state, key)).toMatchObject({
    state: 'DELIVERED',
    creditedAmount: 40n,
    amounts: [],
  })
  expect(amountsOf(state, ann, 'holding')).toEqual([60n, 40n])
})

test('behavior: what goes to a wallet or to a chain that is not followed has left with its send', () => {
  for (const other of [{ recipient: bob }, { destination: 7, recipient: side(beta).book }]) {
    const away = crossing(2, 40n, other)
    const state = fold([...funded, tx(alpha, 20n, send(ann, away))], { [alpha]: 25n, [beta]: 25n })
    expect(transferOf(state, keyOf(away))).toMatchObject({ isCollateralBound: false, amounts: [] })
    expect(unifiedOf(state)).toBe(60n)
  }
  const away = crossing(2, 40n, { recipient: bob })
  const later = fold([...funded, tx(alpha, 20n, send(ann, away)), tx(beta, 30n, process(away))])
  expect(transferOf(later, keyOf(away)).state).toBe('DELIVERED')
  expect(unifiedOf(later)).toBe(60n)
})

test('behavior: what landed stays in flight until the venue books it', () => {
  const landing = crossing(3, 40n, { recipient: side(beta).landing })
  const landed = [...funded, tx(alpha, 20n, send(ann, landing)), tx(beta, 30n, process(landing))]
  const open = fold(landed, { [alpha]: 50n, [beta]: 50n })
  expect(transferOf(open, keyOf(landing))).toMatchObject({ state: 'IN_FLIGHT', stage: 'LANDED' })
  expect(unifiedOf(open)).toBe(100n)
  const booked = fold([...landed, tx(beta, 40n, [credited(ann, landing)])])
  expect(transferOf(booked, keyOf(landing)).state).toBe('DELIVERED')
  expect(unifiedOf(booked)).toBe(100n)
})

test('behavior: a credit ahead of its origin is offset by what the origin still shows', () => {
  const ahead = fold(crossed, { [alpha]: 15n, [beta]: 35n })
  expect(transferOf(ahead, key)).toMatchObject({
    state: 'AWAITING_SOURCE',
    amounts: [{ kind: 'lagOffset', chainId: alpha, token: side(alpha).usd, amount: 40n }],
  })
  expect(unifiedOf(ahead, ann)).toBe(100n)
})

test('behavior: what landed and was booked ahead of its origin is offset there too', () => {
  const landing = crossing(3, 40n, { recipient: side(beta).landing })
  const landed = [tx(beta, 30n, process(landing)), tx(beta, 31n, [credited(ann, landing)])]
  const ahead = fold([...funded, ...landed], { [alpha]: 15n, [beta]: 35n })
  expect(transferOf(ahead, keyOf(landing))).toMatchObject({
    state: 'AWAITING_SOURCE',
    amounts: [{ kind: 'lagOffset', chainId: alpha, token: side(alpha).usd, amount: 40n }],
  })
  expect(unifiedOf(ahead, ann)).toBe(100n)
})

test('behavior: an offset is never more than the origin shows, of the owner first and then of the venue', () => {
  const cut = { [alpha]: 15n, [beta]: 35n }
  const poor = fold([tx(alpha, 10n, deposit(alpha, ann, 15n)), arrives], cut)
  expect(amountsOf(poor, ann, 'lagOffset')).toEqual([15n])
  expect(unifiedOf(poor)).toBe(40n)
  const helped = fold([...funded, tx(beta, 30n, receive(cay, sent))], cut)
  expect(amountsOf(helped, cay, 'lagOffset')).toEqual([])
  expect(amountsOf(helped, undefined, 'lagOffset')).toEqual([40n])
  expect(unifiedOf(helped, cay)).toBe(40n)
  expect(unifiedOf(helped)).toBe(100n)
  const nothing = fold([arrives], cut)
  expect(transferOf(nothing, key)).toMatchObject({ state: 'AWAITING_SOURCE', amounts: [] })
  expect(unifiedOf(nothing)).toBe(40n)
})

test('behavior: offsets share what is shown, the oldest first, and cancel nothing twice', () => {
  const second = crossing(2, 90n)
  const state = fold([...funded, arrives, tx(beta, 31n, receive(ann, second))], {
    [alpha]: 15n,
    [beta]: 35n,
  })
  expect(transferOf(state, key).amounts.map(({ amount }) => amount)).toEqual([40n])
  expect(transferOf(state, keyOf(second)).amounts.map(({ amount }) => amount)).toEqual([60n])
  expect(unifiedOf(state)).toBe(130n)
})

test('behavior: what an account shows is its own before it is the suspense of another', () => {
  const stranger = crossing(2, 90n)
  const state = fold([...funded, tx(beta, 29n, receive(cay, stranger)), arrives], {
    [alpha]: 15n,
    [beta]: 35n,
  })
  expect(amountsOf(state, ann, 'lagOffset')).toEqual([40n])
  expect(amountsOf(state, undefined, 'lagOffset')).toEqual([60n])
  expect(unifiedOf(state)).toBe(130n)
})

test('behavior: what nothing backs is not what a lagging origin shows', () => {
  const forged = crossing(9, 70n, { origin: beta, destination: alpha, recipient: side(alpha).book })
  const state = fold([tx(alpha, 2n, receive(ann, forged)), arrives], { [alpha]: 15n, [beta]: 35n })
  expect(transferOf(state, keyOf(forged)).state).toBe('UNBACKED')
  expect(amountsOf(state, ann, 'lagOffset')).toEqual([])
  expect(unifiedOf(state)).toBe(40n)
})

test('behavior: a forged credit awaits its source for the skew, then it is unbacked', () => {
  const forged = [...funded, arrives]
  const at = (seconds: bigint) => fold(forged, { [alpha]: seconds, [beta]: 35n })
  expect(stateOf(at(40n))).toBe('AWAITING_SOURCE')
  expect(stateOf(at(41n))).toBe('UNBACKED')
  expect(amountsOf(at(41n), ann, 'unbacked')).toEqual([40n])
  expect(unifiedOf(at(41n))).toBe(100n)
  expect(at(41n).conditions).toEqual([{ code: 'TRANSFER_UNBACKED', subject: key }])
})

test('behavior: unbacked is what the book never fell below since; the rest is the route’s loss', () => {
  const forged = [
    tx(beta, 20n, deposit(beta, ann, 10n)),
    arrives,
    tx(beta, 40n, withdraw(beta, ann, 35n)),
    tx(beta, 50n, deposit(beta, ann, 100n)),
  ]
  const unbackedAt = (b: bigint) =>
    amountsOf(fold(forged, { [alpha]: 90n, [beta]: b }), ann, 'unbacked')
  expect(unbackedAt(35n)).toEqual([40n])
  expect(unbackedAt(45n)).toEqual([15n])
  expect(unbackedAt(55n)).toEqual([15n])
  expect(unifiedOf(fold(forged, { [alpha]: 90n, [beta]: 55n }))).toBe(100n)
})

test('behavior: forged credits of one book take together no more than it shows', () => {
  const forged = [
    arrives,
    tx(beta, 31n, receive(ann, crossing(2, 60n))),
    tx(beta, 40n, withdraw(beta, ann, 70n)),
  ]
  const state = fold(forged, { [alpha]: 90n, [beta]: 90n })
  expect(amountsOf(state, ann, 'unbacked')).toEqual([30n])
  expect(unifiedOf(state)).toBe(0n)
})

test('behavior: a second credit of one message is unbacked, of whoever got it', () => {
  const twice = [...crossed, tx(beta, 33n, receive(bob, sent))]
  const state = fold(twice)
  expect(stateOf(state)).toBe('DUPLICATE_CREDIT')
  expect(amountsOf(state, ann, 'unbacked')).toEqual([])
  expect(amountsOf(state, bob, 'unbacked')).toEqual([40n])
  expect(unifiedOf(state)).toBe(100n)
  expect(state.conditions).toEqual([{ code: 'TRANSFER_DUPLICATE_CREDIT', subject: key }])
})

test('behavior: more than was sent is unbacked, less is a mismatch too and takes nothing', () => {
  const more = fold([...funded, departs, tx(beta, 30n, receive(ann, sent, 55n))])
  expect(stateOf(more)).toBe('AMOUNT_MISMATCH')
  expect(amountsOf(more, ann, 'unbacked')).toEqual([15n])
  const less = fold([...funded, departs, tx(beta, 30n, receive(ann, sent, 35n))])
  expect(transferOf(less, key)).toMatchObject({ state: 'AMOUNT_MISMATCH', amounts: [] })
  expect(less.conditions).toEqual([{ code: 'TRANSFER_CONFLICT', subject: key }])
})

test('behavior: a route that is not covered at its origin back then leaves the credit as it is', () => {
  const state = fold(crossed, { [alpha]: 15n, [beta]: 35n }, { [alpha]: 21n })
  expect(transferOf(state, key)).toMatchObject({ state: 'NOT_COVERED', amounts: [] })
  expect(unifiedOf(state)).toBe(140n)
  expect(fold(crossed, { [alpha]: 15n, [beta]: 35n }, { [alpha]: 20n }).transfers[0]?.state).toBe(
    'AWAITING_SOURCE',
  )
})

test('behavior: tokens of one group are counted in one unit, the fee of a custom route is gone', () => {
  const id = hashOf('eur')
  const happenings = [
    tx(alpha, 10n, eurDeposit(alpha, ann, 100n)),
    tx(alpha, 20n, ferrySend(ann, id, 40n)),
    tx(beta, 30n, ferryBook('RouteCredited', beta, ann, id, 39n)),
  ]
  const unified = (a: bigint, b: bigint) =>
    unifiedOf(fold(happenings, { [alpha]: a, [beta]: b }), ann, 'eur')
  expect(unified(15n, 15n)).toBe(eur(alpha, 100n))
  expect(unified(25n, 25n)).toBe(eur(alpha, 100n))
  expect(unified(35n, 35n)).toBe(eur(alpha, 99n))
  const ahead = fold(happenings, { [alpha]: 15n, [beta]: 35n })
  expect(transferOf(ahead, id).amounts).toMatchObject([
    { kind: 'lagOffset', token: side(alpha).eur, amount: eur(alpha, 39n) },
  ])
  expect(unified(15n, 35n)).toBe(eur(alpha, 100n))
})

test('behavior: of two sends under one key and one credit, one is still on its way', () => {
  const id = hashOf('twice')
  const happenings = [
    tx(alpha, 10n, eurDeposit(alpha, ann, 100n)),
    tx(alpha, 20n, ferrySend(ann, id, 40n)),
    tx(alpha, 25n, ferrySend(ann, id, 30n)),
    tx(beta, 30n, ferryBook('RouteCredited', beta, ann, id, 40n)),
  ]
  const state = fold(happenings, { [alpha]: 50n, [beta]: 50n })
  expect(transferOf(state, id)).toMatchObject({ state: 'IN_FLIGHT', stage: 'SENT' })
  expect(amountsOf(state, ann, 'inFlight')).toEqual([eur(alpha, 30n)])
  expect(unifiedOf(state, ann, 'eur')).toBe(eur(alpha, 100n))
})
