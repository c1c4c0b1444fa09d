import { type Hex, pad } from 'viem'
import { expect, test } from 'vitest'
import { stargateUsdc } from '../../../src/protocols/bridges/stargate/stargate.ts'
import { addressOf, type LogParts, malform } from '../logs.ts'
import { encodeRow } from './catalogue.ts'
import { matchLegs, type PlacedLeg } from './matchLegs.ts'
import { ordersOf } from './ordersOf.ts'
import { bridgeOf, decodeOn } from './routes.ts'
import {
  alice,
  away,
  bob,
  busOf,
  cache,
  carol,
  drive,
  endpointOf,
  endpointRow,
  guidOf,
  home,
  members,
  messagingOf,
  otherPool,
  poolOf,
  type Rider,
  receive,
  ride,
  row,
  type Side,
  taxi,
  tokenOf,
  usdt,
} from './stargateLogs.ts'

const bridge = bridgeOf(stargateUsdc, members)

const legsOn = ({ chainId }: Side, logs: readonly LogParts[], at: bigint): PlacedLeg[] =>
  decodeOn(bridge, chainId, logs).legs.map((body, i) => ({
    body,
    chainId,
    at,
    logIndex: i,
  }))
const viewsOf = (legs: readonly PlacedLeg[], until = 300n) => [
  ...matchLegs(bridge, legs, until).values(),
]
const statesOf = (legs: readonly PlacedLeg[], until?: bigint) =>
  viewsOf(legs, until).map(({ state, stage }) => stage ?? state)

test('default: a taxi arrives, in both directions and orders, with its fee or reward', () => {
  for (const from of [home, away])
    for (const fee of [3n, 0n, -1n]) {
      const to = from === home ? away : home
      const sent = legsOn(from, taxi({ fee }, from), 10n)
      expect(sent).toMatchObject([
        {
          body: {
            step: 'sent',
            amount: 5n * from.rate + fee,
            asset: tokenOf(from),
            sender: alice,
            recipient: bob,
            destination: to.chainId,
          },
        },
      ])
      const legs = [...sent, ...legsOn(to, [receive({}, from)], 20n)]
      for (const order of ordersOf(legs)) expect(statesOf(order)).toEqual(['DELIVERED'])
    }
})

test('behavior: a taxi also goes by its guid, which is all that a venue knows of it', () => {
  expect(legsOn(home, taxi(), 10n)).toMatchObject([{ body: { alias: guidOf() } }])
  const [landed] = legsOn(away, [receive()], 20n)
  if (landed === undefined) throw new Error('a taxi arrives')
  // Without what says that it left, nothing joins the two names.
  const named = { ...landed, body: { ...landed.body, key: guidOf(), payloadHash: guidOf() } }
  expect(viewsOf([...legsOn(home, taxi(), 10n), named])).toMatchObject([{ recipient: bob }])
  expect(viewsOf([landed, named])).toHaveLength(2)
})

test('behavior: trap 5: a passenger waits under its ticket until its bus names a guid', () => {
  const waiting = legsOn(home, ride(100n, { fee: 2n }), 10n)
  expect(viewsOf(waiting)).toMatchObject([
    { state: 'IN_FLIGHT', stage: 'QUEUED', sentAmount: 7n, recipient: bob },
  ])
  const left = [...waiting, ...legsOn(home, drive(100n, [{}]), 20n)]
  // The fee left with the ride: what was sent is what was taken then.
  expect(viewsOf(left)).toMatchObject([{ state: 'IN_FLIGHT', stage: 'SENT', sentAmount: 7n }])
})

test('behavior: trap 5: one guid carries many, and each is delivered, in any order', () => {
  const riders: Rider[] = [{}, { receiver: carol }, { amountSD: 9n }]
  const legs = [
    ...riders.flatMap((rider, i) => legsOn(home, ride(100n + BigInt(i), rider), 10n + BigInt(i))),
    ...legsOn(home, drive(100n, riders), 20n),
    ...legsOn(
      away,
      riders.map((rider) => receive(rider)),
      30n,
    ),
  ]
  const expected = matchLegs(bridge, legs)
  expect([...expected.values()].map(({ state }) => state)).toEqual(riders.map(() => 'DELIVERED'))
  for (const rotated of legs.keys()) {
    const order = [...legs.slice(rotated), ...legs.slice(0, rotated)]
    expect(matchLegs(bridge, order)).toEqual(expected)
    expect(matchLegs(bridge, order.toReversed())).toEqual(expected)
  }
})

test('behavior: trap 5: seats that nothing tells apart are matched by count', () => {
  const legs = [
    ...legsOn(home, ride(100n), 10n),
    ...legsOn(home, ride(101n), 11n),
    ...legsOn(home, drive(100n, [{}, {}]), 20n),
  ]
  const [first, second] = legsOn(away, [receive(), receive()], 30n)
  if (first === undefined || second === undefined) throw new Error('two credits')
  expect(viewsOf(legs)).toMatchObject([{ state: 'IN_FLIGHT', sentAmount: 10n }])
  expect(statesOf([...legs, first])).toEqual(['SENT'])
  expect(statesOf([...legs, second, first])).toEqual(['DELIVERED'])
})

test('behavior: trap 5: of a bus only the asset’s own passengers are told', () => {
  const riders: Rider[] = [{ assetId: usdt }, {}, { assetId: usdt, receiver: carol }]
  const { legs, reasons } = decodeOn(bridge, home.chainId, drive(100n, riders))
  expect(reasons).toEqual([])
  expect(legs).toHaveLength(1)
  const own = legsOn(home, [...ride(101n), ...drive(100n, riders)], 10n)
  expect(viewsOf(own)).toMatchObject([{ stage: 'SENT', sentAmount: 5n }])
})

test('behavior: ridden and driven in one transaction it counts once', () => {
  const logs = [...ride(100n), ...drive(100n, [{}])]
  expect(viewsOf(legsOn(home, logs, 10n))).toMatchObject([{ stage: 'SENT', sentAmount: 5n }])
})

test('behavior: a reorg of the departure leaves the passenger waiting; of the ride, nothing to wait for', () => {
  const legs = [...legsOn(home, ride(100n), 10n), ...legsOn(home, drive(100n, [{}]), 20n)]
  const without = (step: string) =>
    legs.map((leg) => ({ ...leg, canonical: leg.body.step !== step }))
  expect(statesOf(without('sent'))).toEqual(['QUEUED'])
  expect(viewsOf(without('queued'))).toMatchObject([{ stage: 'SENT', sentAmount: 0n }])
})

test('behavior: a full bus has room: 32 passengers of one asset in two logs, and no silence beyond', () => {
  const riders = (count: number) =>
    Array.from({ length: count }, (_, i): Rider => ({ receiver: addressOf(0x9000 + i) }))
  const full = decodeOn(bridge, home.chainId, drive(100n, riders(32)))
  expect([full.legs.length, full.reasons]).toEqual([32, []])
  const over = decodeOn(bridge, home.chainId, drive(100n, riders(33)))
  expect([over.legs.length, over.reasons.length]).toEqual([32, 1])
})

test('behavior: trap 7: a payout that failed may be tried again', () => {
  const legs = [...legsOn(home, taxi(), 10n), ...legsOn(away, [cache()], 20n)]
  expect(statesOf(legs)).toEqual(['FAILED_RETRYABLE'])
  expect(statesOf([...legs, ...legsOn(away, [receive()], 30n)])).toEqual(['DELIVERED'])
})

test('behavior: trap 7: a packet that cannot be delivered fails each of its passengers', () => {
  const riders: Rider[] = [{}, { assetId: usdt }, { receiver: carol }]
  const alert = (sender: Hex) =>
    encodeRow(endpointRow('LzReceiveAlert'), endpointOf(away), {
      receiver: messagingOf(away),
      executor: bob,
      origin: { srcEid: home.eid, sender, nonce: 7n },
      guid: guidOf(),
      gas: 1n,
      value: 0n,
      message: busOf(riders),
      extraData: '0x',
      reason: '0x',
    })
  const legs = [
    ...legsOn(home, drive(100n, riders), 20n),
    ...legsOn(away, [alert(pad(messagingOf(home)))], 30n),
  ]
  expect(statesOf(legs)).toEqual(['FAILED_RETRYABLE', 'FAILED_RETRYABLE'])
  // Anybody may log an alert: one of a stranger is noise.
  expect(decodeOn(bridge, away.chainId, [alert(pad(carol))])).toMatchObject({
    legs: [],
    reasons: [],
  })
})

test('behavior: trap 3: the key commits to what is paid, so that a reused guid pays nobody else', () => {
  const legs = [
    ...legsOn(home, taxi({ receiver: carol }), 10n),
    ...legsOn(away, [receive({ receiver: bob })], 20n),
  ]
  expect(statesOf(legs, 25n).sort()).toEqual(['AWAITING_SOURCE', 'SENT'])
  expect(statesOf(legs).sort()).toEqual(['SENT', 'UNBACKED'])
})

test('behavior: trap 9: credits of pools and what providers move are no transfers', () => {
  const lp = encodeRow(row('Deposited'), poolOf(home), { payer: bob, receiver: bob, amountLD: 5n })
  expect(decodeOn(bridge, home.chainId, [lp])).toMatchObject({ legs: [], reasons: [] })
})

test('behavior: amounts off by one are another transfer, never a match', () => {
  const legs = [...legsOn(home, taxi(), 10n), ...legsOn(away, [receive({ amountSD: 4n })], 20n)]
  expect(statesOf(legs).sort()).toEqual(['SENT', 'UNBACKED'])
})

const reasonsOn = (side: Side, logs: readonly LogParts[]) =>
  decodeOn(bridge, side.chainId, logs).reasons

test('error: what cannot be told is quarantined with its reason', () => {
  const [rode, sent] = ride(100n)
  const [own, taken] = taxi()
  if (rode === undefined || sent === undefined || own === undefined || taken === undefined)
    throw new Error('two logs each')
  expect(reasonsOn(home, [sent])).toEqual([
    'OFTSent names no guid, and no ticket of a bus stands before it.',
  ])
  expect(reasonsOn(home, [taken])).toEqual([
    'OFTSent has no PacketSent of its guid and of the token messaging before it.',
  ])
  expect(reasonsOn(home, [own])).toEqual([
    'A taxi of this asset left without OFTSent of a configured pool after it.',
  ])
  expect(reasonsOn(home, drive(100n, [{}], 2))).toEqual([
    'BusDriven has no PacketSent of its guid before it with as many passengers.',
  ])
  expect(reasonsOn(home, [rode, ...taxi({ amountSD: 6n }).slice(1)])).toHaveLength(1)
  expect(reasonsOn(home, ride(100n, { assetId: usdt }))).toEqual([
    'OFTSent promises 5 of asset 1, the message 5 in shared decimals of asset 2.',
  ])
  // A pool that the config lacks is another route's.
  expect(reasonsOn(home, ride(100n, { assetId: usdt }, otherPool))).toEqual([])
})

test('error: a payout below the wire’s units, and malformed logs', () => {
  const odd = encodeRow(row('OFTReceived'), poolOf(away), {
    guid: guidOf(),
    srcEid: home.eid,
    toAddress: bob,
    amountReceivedLD: 5n * away.rate + 1n,
  })
  expect(reasonsOn(away, [odd])[0]).toMatch(/^The pool pays 5000000000001,/)
  for (const log of [...ride(100n), ...drive(1n, [{}]).slice(1)])
    for (const broken of [malform(log).truncated, malform(log).extra])
      expect(reasonsOn(home, [broken])).toHaveLength(1)
})
