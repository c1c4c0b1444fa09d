import { concat, type Hex, pad } from 'viem'
import { expect, test } from 'vitest'
import type { VenueConfig } from '../../../src/config/Project.ts'
import type { Leg } from '../../../src/facts/Leg.ts'
import { evaluateTransfer } from '../../../src/ledger/evaluateTransfer.ts'
import type { TransferContext } from '../../../src/ledger/TransferContext.ts'
import { addressOf } from '../logs.ts'
import { encodeRow } from './catalogue.ts'
import { toLeg, topologyOf } from './matchLegs.ts'
import {
  alice,
  away,
  base,
  bob,
  bridge,
  contractOf,
  endpointRow,
  executor,
  guidOf,
  match,
  payloadOf,
  receive,
  send,
  token,
} from './oftLogs.ts'
import { decodeOn } from './routes.ts'

test('behavior: a composed credit goes to the composer, under the payload with what is composed', () => {
  const moving = { amountSD: 5n, compose: concat([pad(alice), '0xc0ffee']) }
  const { legs, facts } = decodeOn(bridge, 8453, receive(moving))
  expect(legs).toMatchObject([{ step: 'credited', payloadHash: payloadOf(moving), recipient: bob }])
  expect(facts).toMatchObject([{ at: { logIndex: 1 }, siblings: [0, 2] }])
  expect(match({ origin: [send(moving)], destination: [receive(moving)] })).toMatchObject([
    { state: 'DELIVERED' },
  ])
  expect(match({ origin: [send(moving)], destination: [receive({ amountSD: 5n })] })).toMatchObject(
    [{ state: 'PAYLOAD_CONFLICT' }],
  )
})

test('behavior: a compose is two steps: it lands at the composer, and the venue’s own credit ends it', () => {
  const moving = { amountSD: 5n, compose: pad(alice) }
  const [out] = decodeOn(bridge, 1, send(moving)).legs
  const [landed] = decodeOn(bridge, 8453, receive(moving)).legs
  if (!out || !landed) throw new Error('two legs')
  const venue: VenueConfig = {
    id: 'lab',
    vaults: [],
    markets: [],
    landings: [{ chainId: 8453, address: bob }],
    links: [],
    risk: { boundary: '<', warningBps: 11_000n, collateral: new Map(), markets: new Map() },
  }
  const boundTo = (asset: Hex, amount: bigint) => ({
    holder: { venue: 'lab', account: alice, unit: 'cross' as const },
    asset,
    contract: addressOf(0x7a17),
    amount,
  })
  const sent: Leg = {
    ...toLeg({ body: out, chainId: 1, at: 100n }),
    bindings: [boundTo(token, out.amount)],
  }
  const credited: Leg = { ...toLeg({ body: landed, chainId: 8453, at: 200n }), unbound: undefined }
  // The second transaction: the composer pays the vault, whose event names the guid.
  const booked: Leg = {
    ...toLeg({ body: { ...landed, payloadHash: landed.key }, chainId: 8453, at: 210n }),
    via: 'venue',
    recipient: addressOf(0x7a17),
    bindings: [boundTo(away, landed.amount)],
    unbound: undefined,
  }
  const coveredFrom = new Map([[bridge.id, 0n]])
  const at = { number: 300n, txIndex: undefined, timestamp: 300n, coveredFrom }
  const context: TransferContext = {
    cut: new Map([
      [1, at],
      [8453, at],
    ]),
    topology: topologyOf([bridge], [venue]),
  }
  expect(evaluateTransfer([sent, credited], context)).toMatchObject({
    state: 'IN_FLIGHT',
    stage: 'LANDED',
  })
  expect(evaluateTransfer([booked, credited, sent], context)).toMatchObject({ state: 'DELIVERED' })
})

test('behavior: a composer that fails leaves the credit where it is', () => {
  const moving = { amountSD: 5n, compose: pad(alice) }
  const failed = encodeRow(endpointRow('LzComposeAlert'), contractOf(base, 'endpoint'), {
    from: away,
    to: bob,
    executor,
    guid: guidOf(moving),
    index: 0,
    gas: 1n,
    value: 0n,
    message: '0x',
    extraData: '0x',
    reason: '0x',
  })
  expect(decodeOn(bridge, 8453, [failed]).legs).toMatchObject([
    { step: 'failed', key: guidOf(moving) },
  ])
  expect(match({ origin: [send(moving)], destination: [receive(moving), [failed]] })).toMatchObject(
    [{ state: 'DELIVERED' }],
  )
  expect(decodeOn(bridge, 8453, [{ ...failed, address: addressOf(0xe3) }])).toMatchObject({
    legs: [],
  })
})
