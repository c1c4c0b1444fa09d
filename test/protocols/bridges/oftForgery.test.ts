import { expect, test } from 'vitest'
import type { LogParts } from '../logs.ts'
import {
  alice,
  bridge,
  committed,
  guidOf,
  match,
  payloadOf,
  receive,
  send,
  signed,
  soon,
} from './oftLogs.ts'
import { decodeOn } from './routes.ts'

test('behavior: trap 10: verified and committed say how far it is; without a source they are a forgery in the making', () => {
  const moving = { amountSD: 5n }
  const origin = [send(moving)]
  const stage = (...logs: LogParts[]) => match({ origin, destination: [logs] }, soon)
  expect(match({ origin, destination: [] }, soon)).toMatchObject([
    { state: 'IN_FLIGHT', stage: 'SENT' },
  ])
  expect(stage(signed(moving))).toMatchObject([{ state: 'IN_FLIGHT', stage: 'ATTESTED' }])
  expect(stage(signed(moving), committed(moving))).toMatchObject([{ stage: 'COMMITTED' }])
  expect(match({ origin: [], destination: [[signed(moving)]] })).toMatchObject([
    { state: 'VERIFIED_WITHOUT_SOURCE' },
  ])
  const [leg] = decodeOn(bridge, 8453, [signed(moving)]).legs
  expect(leg).toMatchObject({
    step: 'attested',
    key: guidOf(moving),
    payloadHash: payloadOf(moving),
  })
  // KelpDAO: delivered without a send is unbacked.
  expect(match({ origin: [], destination: [receive(moving)] })).toMatchObject([
    { state: 'UNBACKED' },
  ])
})

test('behavior: what verifiers sign for others is passed over', () => {
  for (const said of [{ receiver: alice }, { sender: alice }, { dstEid: 30_110 }])
    expect(decodeOn(bridge, 8453, [signed({ amountSD: 5n, said })])).toMatchObject({
      legs: [],
      reasons: [],
    })
})
