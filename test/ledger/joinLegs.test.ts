import { expect, test } from 'vitest'
import type { Leg } from '../../src/facts/Leg.ts'
import { evaluateTransfer } from '../../src/ledger/evaluateTransfer.ts'
import { joinLegs } from '../../src/ledger/joinLegs.ts'
import { cutAt, leg, placed } from './support/legs.ts'
import { customRoute, route, vaultOf, word } from './support/world.ts'

const context = cutAt({ 1: 90n, 2: 90n })
const [ticket, digest, receipt] = [word(1), word(2), word(3)]
const named = (key: Leg['key'], alias?: Leg['key']) => ({
  key,
  payloadHash: key,
  ...(alias === undefined ? {} : { alias }),
})
const queued = leg('queued', 10n, named(ticket))
const sent = leg('sent', 20n, named(digest, ticket))
const link = leg('committed', 30n, { ...named(digest, receipt), at: leg('credited', 30n).at })
const credited = leg('credited', 31n, named(receipt))
const all = [queued, sent, link, credited]

/** All orders of a few things. */
function ordersOf<thing>(things: readonly thing[]): readonly (readonly thing[])[] {
  if (things.length < 2) return [things]
  return things.flatMap((first, i) =>
    ordersOf([...things.slice(0, i), ...things.slice(i + 1)]).map((rest) => [first, ...rest]),
  )
}

const judge = (legs: readonly Leg[], cut = context) =>
  [...joinLegs(legs, cut.cut)].map(([key, { names, legs: own }]) => ({
    key,
    names: [...names].sort(),
    state: evaluateTransfer(own, cut)?.state,
  }))

test('default: keys are joined transitively, in any order, under the key that is nobody’s alias', () => {
  for (const order of ordersOf(all))
    expect(judge(order)).toEqual([
      { key: digest, names: [ticket, digest, receipt], state: 'DELIVERED' },
    ])
})

test('behavior: legs go by the common name and remember their own', () => {
  const [[, joined] = []] = joinLegs(all, context.cut)
  const said = joined?.legs.map(({ key, payloadHash, filedUnder }) => [
    key,
    payloadHash,
    filedUnder,
  ])
  expect(said).toEqual([
    [digest, digest, ticket],
    [digest, digest, undefined],
    [digest, digest, undefined],
    [digest, digest, receipt],
  ])
})

test('behavior: a link joins only inside its cut, and only while its block is canonical', () => {
  const before = cutAt({ 1: 15n, 2: 90n })
  expect(judge(all, before).map(({ key }) => key)).toEqual([ticket, digest])
  const reorged = all.map((own) => (own === sent ? { ...own, canonical: false } : own))
  expect(judge(reorged).map(({ key, state }) => [key, state])).toEqual([
    [ticket, 'IN_FLIGHT'],
    [digest, 'UNBACKED'],
  ])
})

test('behavior: a name under which nothing was filed still finds its transfer', () => {
  expect(judge([sent])).toEqual([{ key: digest, names: [ticket, digest], state: 'IN_FLIGHT' }])
})

test('behavior: queued and sent under two names count once', () => {
  const [[, joined] = []] = joinLegs([queued, sent], context.cut)
  expect(evaluateTransfer(joined?.legs ?? [], context)).toMatchObject({
    sentAmount: sent.amount,
    state: 'IN_FLIGHT',
    stage: 'SENT',
  })
  // Before its release it is in flight under its ticket: it is not counted zero.
  expect(evaluateTransfer([queued], context)).toMatchObject({
    sentAmount: queued.amount,
    stage: 'QUEUED',
  })
})

test('error: one alias of two keys is a conflict, whichever came first', () => {
  const second = placed(leg('sent', 21n, named(word(9), ticket)), { logIndex: 3 })
  for (const order of ordersOf([queued, sent, second])) {
    const [[, joined] = [], other] = joinLegs(order, context.cut)
    expect(other).toBeUndefined()
    expect(evaluateTransfer(joined?.legs ?? [], context)).toMatchObject({
      key: digest,
      state: 'PAYLOAD_CONFLICT',
      reason: 'Two transfers were given one name, and nothing says which of them it is.',
    })
  }
})

test('behavior: several aliases of one key are no conflict: a ticket may be tried often', () => {
  const retried = placed(leg('committed', 29n, named(digest, word(8))), { logIndex: 1 })
  expect(judge([...all, retried])[0]?.state).toBe('DELIVERED')
})

test('behavior: two bridges that use one key have a transfer each, in any order', () => {
  const other = { bridge: customRoute, key: word(7) }
  const forged = placed(leg('credited', 20n, other), { logIndex: 3 })
  for (const order of ordersOf([leg('sent', 10n), forged, leg('credited', 21n)])) {
    const states = joinLegs(order, context.cut).map(([, { legs }]) => {
      const view = evaluateTransfer(legs, context)
      return [view?.bridge, view?.state]
    })
    expect(states.sort()).toEqual([
      [customRoute, 'UNBACKED'],
      [route, 'DELIVERED'],
    ])
  }
})

test('behavior: a venue’s credit is of the bridge whose value landed before it', () => {
  const landed = { bindings: [], recipient: vaultOf(2) }
  const sends = [leg('sent', 10n), leg('sent', 11n, { bridge: customRoute })]
  const arrival = leg('credited', 20n, { ...landed, bridge: customRoute })
  const booked = leg('credited', 30n, { via: 'venue', bridge: '' })
  for (const order of ordersOf([...sends, arrival, booked])) {
    const found = joinLegs(order, context.cut).map(([, { legs }]) => [
      evaluateTransfer(legs, context)?.bridge,
      legs.some(({ via }) => via === 'venue'),
    ])
    expect(found.sort()).toEqual([
      [customRoute, true],
      [route, false],
    ])
  }
})
