import { expect, test } from 'vitest'
import { matchLegs, type PlacedLeg } from './matchLegs.ts'
import { alice, bridge, guidOf, match, payloadOf, receive, send } from './oftLogs.ts'
import { decodeOn } from './routes.ts'

test('behavior: trap 3: a guid that is used again after a reorg carries another payload, and the delivery says which', () => {
  const [before, after] = [{ amountSD: 5n }, { amountSD: 9n, recipient: alice }]
  expect(guidOf(before)).toBe(guidOf(after))
  expect(payloadOf(before)).not.toBe(payloadOf(after))
  const [old, replaced] = [before, after].map((moving) => decodeOn(bridge, 1, send(moving)).legs[0])
  const [paid] = decodeOn(bridge, 8453, receive(before)).legs
  if (!old || !replaced || !paid) throw new Error('three legs')
  const legs = (isBack: boolean): PlacedLeg[] => [
    { body: old, chainId: 1, at: 100n, canonical: false },
    { body: replaced, chainId: 1, at: 101n, canonical: !isBack },
    ...(isBack ? [{ body: old, chainId: 1, at: 102n }] : []),
    { body: paid, chainId: 8453, at: 200n },
  ]
  expect([...matchLegs(bridge, legs(false)).values()]).toMatchObject([
    { state: 'PAYLOAD_CONFLICT' },
  ])
  expect([...matchLegs(bridge, legs(true)).values()]).toMatchObject([{ state: 'DELIVERED' }])
})

test('behavior: a unit more or less than the payload is another payload', () => {
  const origin = [send({ amountSD: 5n })]
  for (const amountSD of [4n, 6n])
    expect(match({ origin, destination: [receive({ amountSD })] })).toMatchObject([
      { state: 'PAYLOAD_CONFLICT' },
    ])
})
