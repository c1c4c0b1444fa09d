import { concat, type Hex, keccak256, pad, toHex } from 'viem'
import { expect, test } from 'vitest'
import { ntt } from '../../../src/protocols/bridges/ntt/ntt.ts'
import { addressOf, type LogParts, malform } from '../logs.ts'
import { encodeRow, rowOf } from './catalogue.ts'
import { matchLegs, type PlacedLeg } from './matchLegs.ts'
import { ordersOf } from './ordersOf.ts'
import { bridgeOf, decodeOn, decoderOf, type MemberParts } from './routes.ts'

/** A token with 18 decimals, locked at home; with 6, burnt and minted away. */
const home = { chainId: 1, domain: '2', manager: addressOf(0x1001), token: addressOf(0x4001) }
const away = { chainId: 8453, domain: '30', manager: addressOf(0x1002), token: addressOf(0x4002) }
const [nearTransceiver, farTransceiver] = [addressOf(0x2001), addressOf(0x2002)]
const [alice, bob, stranger] = [0xa11ce, 0xb0b, 0x57].map(addressOf) as [Hex, Hex, Hex]
const zero = addressOf(0)
type Side = typeof home

function memberOf({ chainId, domain, manager, token }: Side, transceiver: Hex): MemberParts {
  const decimals = chainId === 1 ? 18 : 6
  return { chainId, domain, contracts: { manager, transceiver }, tokens: { [token]: decimals } }
}
const bridge = bridgeOf(ntt, [memberOf(home, nearTransceiver), memberOf(away, farTransceiver)])
/** One whole token: 10 ** 18 at home, 10 ** 6 away, 10 ** 8 on the wire. */
const whole = { [home.chainId]: 10n ** 18n, [away.chainId]: 10n ** 6n }
const unit = ({ chainId }: Side): bigint => whole[chainId] ?? 0n

const row = (name: string, topic0?: Hex) => rowOf('wormhole-ntt', 'v1', name, topic0)
const moved = (token: Hex, from: Hex, to: Hex, value: bigint): LogParts =>
  encodeRow(rowOf('erc20', '-', 'Transfer'), token, { from, to, value })

interface Sending {
  amount?: bigint
  sequence?: bigint
  from?: Side
  /** What the manager leaves out or says instead. */
  said?: { hasDigest?: boolean; hasMessage?: boolean; digest?: Hex; dust?: bigint }
}

/** The manager's message: id, sender, and a payload that nobody here looks into. */
const messageOf = ({ amount = 5n, sequence = 7n }: Sending): Hex =>
  concat([toHex(sequence, { size: 32 }), pad(alice), '0x0010', toHex(amount, { size: 16 })])
const digestOf = (sending: Sending = {}): Hex =>
  keccak256(concat([toHex(Number((sending.from ?? home).domain), { size: 2 }), messageOf(sending)]))

function taken({ amount = 5n, from = home, said = {} }: Sending = {}): LogParts[] {
  const value = amount * unit(from) + (said.dust ?? 0n)
  const paid = moved(from.token, alice, from.manager, value)
  return from === home ? [paid] : [paid, moved(from.token, from.manager, zero, value)]
}

/** What `_transfer` logs, whether at once or when it is released. */
function released(sending: Sending = {}): LogParts[] {
  const { amount = 5n, sequence = 7n, from = home, said = {} } = sending
  const { hasDigest = true, hasMessage = true, dust = 0n } = said
  const to = from === home ? away : home
  const message = {
    sourceNttManagerAddress: pad(from.manager),
    recipientNttManagerAddress: pad(to.manager),
    nttManagerPayload: messageOf(sending),
    transceiverPayload: '0x',
  }
  const sent = {
    recipient: pad(bob),
    refundAddress: pad(alice),
    amount: amount * unit(from) + dust,
    fee: 1n,
    recipientChain: Number(to.domain),
    msgSequence: sequence,
  }
  const transceiver = from === home ? nearTransceiver : farTransceiver
  return [
    ...(hasMessage
      ? [encodeRow(row('SendTransceiverMessage'), transceiver, { recipientChain: 30, message })]
      : []),
    encodeRow(row('TransferSent', '0xe54e51e4'), from.manager, sent),
    ...(hasDigest
      ? [
          encodeRow(row('TransferSent', '0x3e6ae563'), from.manager, {
            digest: said.digest ?? digestOf(sending),
          }),
        ]
      : []),
  ]
}

const send = (sending: Sending = {}): LogParts[] => [...taken(sending), ...released(sending)]
const queue = (sending: Sending = {}): LogParts[] => [
  ...taken(sending),
  encodeRow(row('OutboundTransferQueued'), (sending.from ?? home).manager, {
    queueSequence: sending.sequence ?? 7n,
  }),
]

function attest(sending: Sending = {}): LogParts[] {
  const digest = digestOf(sending)
  const { from = home } = sending
  const to = from === home ? away : home
  return [
    encodeRow(row('ReceivedMessage'), to === away ? farTransceiver : nearTransceiver, {
      digest,
      emitterChainId: Number(from.domain),
      emitterAddress: pad(nearTransceiver),
      sequence: 3n,
    }),
    encodeRow(row('MessageAttestedTo'), to.manager, {
      digest,
      transceiver: farTransceiver,
      index: 0,
    }),
  ]
}

function redeem(sending: Sending = {}): LogParts[] {
  const { amount = 5n, from = home, said = {} } = sending
  const to = from === home ? away : home
  const value = amount * unit(to) + (said.dust ?? 0n)
  return [
    encodeRow(row('TransferRedeemed'), to.manager, { digest: digestOf(sending) }),
    moved(to.token, to === away ? zero : to.manager, bob, value),
  ]
}

const cancel = (amount = 5n): LogParts[] => [
  encodeRow(row('OutboundTransferCancelled'), home.manager, {
    sequence: 7n,
    recipient: alice,
    amount: amount * unit(home),
  }),
  moved(home.token, home.manager, alice, amount * unit(home)),
]

const legsOn = ({ chainId }: Side, logs: readonly LogParts[], at: bigint): PlacedLeg[] =>
  decodeOn(bridge, chainId, logs).legs.map((body, i) => ({ body, chainId, at, logIndex: i }))
const viewsOf = (legs: readonly PlacedLeg[]) => [...matchLegs(bridge, legs).values()]
const reasonsOn = (side: Side, logs: readonly LogParts[]) =>
  decodeOn(bridge, side.chainId, logs).reasons

test('default: sent, attested and redeemed under one digest, amounts in each side’s units', () => {
  for (const from of [home, away]) {
    const to = from === home ? away : home
    const sent = decodeOn(bridge, from.chainId, send({ from })).legs
    expect(sent).toMatchObject([
      {
        step: 'sent',
        key: digestOf({ from }),
        asset: from.token,
        amount: 5n * unit(from),
        carried: 500_000_000n,
        sender: alice,
        recipient: bob,
        destination: to.chainId,
      },
    ])
    expect(sent[0]).not.toHaveProperty('alias')
    const arrived = decodeOn(bridge, to.chainId, [...attest({ from }), ...redeem({ from })]).legs
    expect(arrived.map(({ step, origin }) => [step, origin])).toEqual([
      ['attested', from.chainId],
      ['credited', from.chainId],
    ])
    const legs = [...legsOn(from, send({ from }), 10n), ...legsOn(to, redeem({ from }), 20n)]
    for (const order of ordersOf(legs))
      expect(viewsOf(order)).toMatchObject([{ state: 'DELIVERED' }])
  }
})

test('behavior: trap 6: what is queued is in flight before it has a digest', () => {
  const waiting = legsOn(home, queue(), 10n)
  expect(waiting).toMatchObject([
    { body: { step: 'queued', amount: 5n * unit(home), sender: alice } },
  ])
  expect([...matchLegs(bridge, waiting, 20n).values()]).toMatchObject([
    { state: 'IN_FLIGHT', stage: 'QUEUED', sentAmount: 5n * unit(home) },
  ])
})

test('behavior: trap 6: released and redeemed it is one transfer, in any order', () => {
  const legs = [
    ...legsOn(home, queue(), 10n),
    ...legsOn(home, released(), 20n),
    ...legsOn(away, [...attest(), ...redeem()], 30n),
  ]
  expect(legs.map(({ body }) => body.step)).toEqual(['queued', 'sent', 'attested', 'credited'])
  const expected = matchLegs(bridge, legs)
  expect([...expected]).toMatchObject([
    [digestOf(), { key: digestOf(), state: 'DELIVERED', sentAmount: 5n * unit(home) }],
  ])
  for (const order of ordersOf(legs)) expect(matchLegs(bridge, order)).toEqual(expected)
})

test('behavior: trap 6: a reorg of the release leaves the queued value in flight once', () => {
  const legs = [...legsOn(home, queue(), 10n), ...legsOn(home, released(), 20n)]
  const reorged = legs.map((leg) => ({ ...leg, canonical: leg.body.step !== 'sent' }))
  expect(viewsOf(legs)).toMatchObject([{ stage: 'SENT', sentAmount: 5n * unit(home) }])
  expect(viewsOf(reorged)).toMatchObject([{ stage: 'QUEUED', sentAmount: 5n * unit(home) }])
})

test('behavior: a cancelled transfer is refunded, to the last unit', () => {
  const legs = [...legsOn(home, queue(), 10n), ...legsOn(home, cancel(), 20n)]
  for (const order of ordersOf(legs)) expect(viewsOf(order)).toMatchObject([{ state: 'REFUNDED' }])
  const [wrong] = reasonsOn(home, [...cancel().slice(0, 1), ...cancel(4n).slice(1)])
  expect(wrong).toMatch(/^The manager paid back another amount/)
})

test('behavior: two sends and a release in one transaction each have their own payment', () => {
  const logs = [
    ...send({ sequence: 8n }),
    ...released({ sequence: 7n }),
    ...send({ sequence: 9n, amount: 6n }),
  ]
  const { legs } = decodeOn(bridge, home.chainId, logs)
  const said = legs.map(({ amount, carried, alias }) => [amount, carried, alias !== undefined])
  expect(said).toEqual([
    [5n * unit(home), 500_000_000n, false],
    [0n, 500_000_000n, true],
    [6n * unit(home), 600_000_000n, false],
  ])
})

test('behavior: trap 1: a manager without digests sends what its transceiver says', () => {
  const [leg] = decodeOn(bridge, home.chainId, send({ said: { hasDigest: false } })).legs
  expect(leg?.key).toBe(digestOf())
  expect(decodeOn(bridge, home.chainId, send({ said: { hasMessage: false } })).legs).toHaveLength(1)
})

test('behavior: trap 7: a limit of the destination delays, it does not fail', () => {
  const delayed = encodeRow(row('InboundTransferQueued'), away.manager, { digest: digestOf() })
  const legs = [...legsOn(home, send(), 10n), ...legsOn(away, [...attest(), delayed], 20n)]
  expect([...matchLegs(bridge, legs, 30n).values()]).toMatchObject([
    { state: 'IN_FLIGHT', stage: 'COMMITTED' },
  ])
  expect(viewsOf([...legs, ...legsOn(away, redeem(), 30n)])).toMatchObject([{ state: 'DELIVERED' }])
})

test('behavior: an attestation of what was never sent is verified without a source', () => {
  expect(viewsOf(legsOn(away, attest(), 10n))).toMatchObject([{ state: 'VERIFIED_WITHOUT_SOURCE' }])
})

test('behavior: amounts off by one unit of the wire are a mismatch', () => {
  const short = redeem()
  short[1] = moved(away.token, zero, bob, 5n * unit(away) - 1n)
  const legs = [...legsOn(home, send(), 10n), ...legsOn(away, short, 20n)]
  expect(viewsOf(legs)).toMatchObject([{ state: 'AMOUNT_MISMATCH' }])
})

test('behavior: payments of others in the transaction are nobody’s', () => {
  const noise = moved(home.token, stranger, bob, 1n)
  expect(decodeOn(bridge, home.chainId, [noise, ...send(), noise]).legs).toHaveLength(1)
  expect(decodeOn(bridge, home.chainId, [noise]).legs).toEqual([])
})

test('error: what cannot be told is quarantined with its reason', () => {
  const [, queued] = queue()
  expect(reasonsOn(home, queued === undefined ? [] : [queued])).toEqual([
    'A transfer was queued without a payment to the manager before it.',
  ])
  expect(reasonsOn(home, send({ said: { hasDigest: false, hasMessage: false } }))).toEqual([
    'Nothing says under which digest the transfer was sent.',
  ])
  expect(reasonsOn(home, send({ said: { digest: keccak256('0x01') } }))).toEqual([
    'The manager names another digest than that of what the transceiver sent.',
  ])
  expect(reasonsOn(home, send({ said: { dust: 1n } }))).toEqual([
    'The manager moved dust, which no message with eight decimals says.',
  ])
  expect(reasonsOn(away, redeem().slice(0, 1))).toEqual([
    'The manager redeemed a transfer or cancelled one without a payment after it.',
  ])
})

test('error: malformed logs of the manager are quarantined', () => {
  for (const log of [...send().slice(1), ...queue().slice(1), ...redeem().slice(0, 1)])
    for (const broken of [malform(log).trailing, malform(log).extra])
      expect(reasonsOn(log.address === away.manager ? away : home, [broken]).length).toBe(1)
})

test('behavior: payments to the manager are fetched, and by it', () => {
  const { filters } = decoderOf(bridge, home.chainId).source
  const ofToken = filters.filter(({ addresses }) => addresses.includes(home.token))
  expect(ofToken.map(({ topics }) => topics.slice(1))).toEqual([
    [[pad(zero), pad(home.manager)]],
    [undefined, [pad(home.manager)]],
  ])
})
