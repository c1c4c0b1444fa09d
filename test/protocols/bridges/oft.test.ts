import fc from 'fast-check'
import { concat, type Hex, keccak256, pad, toHex } from 'viem'
import { expect, test } from 'vitest'
import type { VenueConfig } from '../../../src/config/Project.ts'
import type { Leg } from '../../../src/facts/Leg.ts'
import { evaluateTransfer } from '../../../src/ledger/evaluateTransfer.ts'
import type { TransferContext } from '../../../src/ledger/TransferContext.ts'
import { oft, oft8 } from '../../../src/protocols/bridges/layerzero/oft.ts'
import { addressOf, type LogParts, malform } from '../logs.ts'
import { encodeRow, rowOf } from './catalogue.ts'
import { matchLegs, type PlacedLeg, toLeg, topologyOf } from './matchLegs.ts'
import { bridgeOf, decodeOn, type MemberParts } from './routes.ts'

/** An adapter of a token with 18 decimals at home, an OFT with 8 decimals away. */
const adapter = addressOf(0x0ada)
const token = addressOf(0x70ce)
const away = addressOf(0x0f7)
const home: MemberParts = {
  chainId: 1,
  domain: '30101',
  contracts: {
    endpoint: addressOf(0xe1),
    oft: adapter,
    receiveLibrary: addressOf(0x302),
  },
  tokens: { [token]: 18 },
}
const base: MemberParts = {
  chainId: 8453,
  domain: '30184',
  contracts: { endpoint: addressOf(0xe2), oft: away, receiveLibrary: addressOf(0x303) },
  tokens: { [away]: 8 },
}
const bridge = bridgeOf(oft, [home, base])
const [alice, bob, dvn, executor] = [0xa11ce, 0xb0b, 0xd, 0xe].map(addressOf) as [
  Hex,
  Hex,
  Hex,
  Hex,
]

const contractOf = ({ contracts }: MemberParts, role: string): Hex => {
  const address = contracts[role]
  if (typeof address !== 'string') throw new Error(`no ${role}`)
  return address
}
const unit = { [home.domain]: 10n ** 12n, [base.domain]: 10n ** 2n }
const endpointRow = (name: string) => rowOf('layerzero', 'v2', name)

interface Moving {
  /** Shared decimals. */
  amountSD: bigint
  nonce?: bigint
  from?: MemberParts
  to?: MemberParts
  recipient?: Hex
  /** Who composes and what, behind each other. */
  compose?: Hex
  /** Token units that a fee keeps on the origin. */
  fee?: bigint
  /** What a contract says instead of what it should. */
  said?: {
    sender?: Hex
    receiver?: Hex
    srcEid?: number
    dstEid?: number
    amountSD?: bigint
    promised?: bigint
    taken?: bigint
    message?: Hex
    guid?: Hex
    paid?: bigint
    composed?: Hex
  }
}

function headerOf({ nonce = 7n, from = home, to = base, said = {} }: Moving): Hex {
  return concat([
    toHex(nonce, { size: 8 }),
    toHex(said.srcEid ?? Number(from.domain), { size: 4 }),
    pad(said.sender ?? contractOf(from, 'oft')),
    toHex(said.dstEid ?? Number(to.domain), { size: 4 }),
    pad(said.receiver ?? contractOf(to, 'oft')),
  ])
}

const guidOf = (moving: Moving): Hex => keccak256(headerOf(moving))

function messageOf({ amountSD, recipient = bob, compose = '0x', said = {} }: Moving): Hex {
  return (
    said.message ?? concat([pad(recipient), toHex(said.amountSD ?? amountSD, { size: 8 }), compose])
  )
}

const payloadOf = (moving: Moving): Hex => keccak256(concat([guidOf(moving), messageOf(moving)]))

/** The logs of one `send`, in the order of the contracts. */
function send(moving: Moving): LogParts[] {
  const { amountSD, from = home, to = base, fee = 0n, said = {} } = moving
  const promised = said.promised ?? amountSD * (unit[from.domain] ?? 0n)
  return [
    encodeRow(endpointRow('PacketSent'), contractOf(from, 'endpoint'), {
      encodedPayload: concat([
        '0x01',
        headerOf(moving),
        said.guid ?? guidOf(moving),
        messageOf(moving),
      ]),
      options: '0x0003',
      sendLibrary: addressOf(0x301),
    }),
    encodeRow(rowOf('layerzero-oft', 'v2', 'OFTSent'), contractOf(from, 'oft'), {
      guid: guidOf(moving),
      dstEid: Number(to.domain),
      fromAddress: alice,
      amountSentLD: said.taken ?? promised + fee,
      amountReceivedLD: promised,
    }),
  ]
}

function originOf({ nonce = 7n, from = home, said = {} }: Moving) {
  const sender = pad(said.sender ?? contractOf(from, 'oft'))
  return { srcEid: said.srcEid ?? Number(from.domain), sender, nonce }
}

/** The logs of one `lzReceive`, in the order of the contracts. */
function receive(moving: Moving): LogParts[] {
  const {
    amountSD,
    from = home,
    to = base,
    nonce = 7n,
    recipient = bob,
    compose,
    said = {},
  } = moving
  const paid = said.paid ?? amountSD * (unit[to.domain] ?? 0n)
  const composed = concat([
    toHex(nonce, { size: 8 }),
    toHex(Number(from.domain), { size: 4 }),
    toHex(paid, { size: 32 }),
    compose ?? '0x',
  ])
  const receiver = contractOf(to, 'oft')
  const endpoint = contractOf(to, 'endpoint')
  const own = {
    from: receiver,
    to: recipient,
    guid: guidOf(moving),
    index: 0,
    message: said.composed ?? composed,
  }
  return [
    ...(compose === undefined ? [] : [encodeRow(endpointRow('ComposeSent'), endpoint, own)]),
    encodeRow(rowOf('layerzero-oft', 'v2', 'OFTReceived'), receiver, {
      guid: guidOf(moving),
      srcEid: Number(from.domain),
      toAddress: recipient,
      amountReceivedLD: paid,
    }),
    encodeRow(endpointRow('PacketDelivered'), endpoint, { origin: originOf(moving), receiver }),
  ]
}

function signed(moving: Moving, payloadHash = payloadOf(moving)): LogParts {
  return encodeRow(
    endpointRow('PayloadVerified'),
    contractOf(moving.to ?? base, 'receiveLibrary'),
    {
      dvn,
      header: concat(['0x01', headerOf(moving)]),
      confirmations: 15n,
      proofHash: payloadHash,
    },
  )
}

function committed(moving: Moving): LogParts {
  return encodeRow(endpointRow('PacketVerified'), contractOf(moving.to ?? base, 'endpoint'), {
    origin: originOf(moving),
    receiver: contractOf(moving.to ?? base, 'oft'),
    payloadHash: payloadOf(moving),
  })
}

function alert(moving: Moving, guid = guidOf(moving)): LogParts {
  return encodeRow(endpointRow('LzReceiveAlert'), contractOf(moving.to ?? base, 'endpoint'), {
    receiver: contractOf(moving.to ?? base, 'oft'),
    executor,
    origin: originOf(moving),
    guid,
    gas: 1n,
    value: 0n,
    message: messageOf(moving),
    extraData: '0x',
    reason: '0xdead',
  })
}

function ended(name: 'PacketNilified' | 'PacketBurnt' | 'InboundNonceSkipped', moving: Moving) {
  return encodeRow(endpointRow(name), contractOf(moving.to ?? base, 'endpoint'), {
    ...originOf(moving),
    receiver: contractOf(moving.to ?? base, 'oft'),
    payloadHash: payloadOf(moving),
  })
}

/** Transactions of both chains, judged as they would be with both chains covered. */
function match(
  sides: { origin: LogParts[][]; destination: LogParts[][] },
  until?: Parameters<typeof matchLegs>[2],
) {
  const placed = (chainId: number, transactions: LogParts[][], from: bigint): PlacedLeg[] =>
    transactions.flatMap((logs, i) => {
      const { legs, reasons } = decodeOn(bridge, chainId, logs)
      expect(reasons).toEqual([])
      return legs.map((body, logIndex) => ({ body, chainId, at: from + BigInt(i), logIndex }))
    })
  const legs = [...placed(1, sides.origin, 100n), ...placed(8453, sides.destination, 200n)]
  const views = matchLegs(bridge, legs, until)
  // Either order of arrival gives the same.
  expect(matchLegs(bridge, [...legs].reverse(), until)).toEqual(views)
  return [...views.values()]
}

/** Destination read until shortly after the last log, so that nothing is late. */
const soon = { 1: 300n, 8453: 300n }

test('default: OFTSent is a leg under the guid, in token units, with the shared decimals as what is carried', () => {
  const moving = { amountSD: 5_000_001n }
  const { legs, reasons, facts } = decodeOn(bridge, 1, send(moving))
  expect(reasons).toEqual([])
  expect(legs).toEqual([
    {
      kind: 'leg',
      step: 'sent',
      bridge: bridge.id,
      key: guidOf(moving),
      payloadHash: payloadOf(moving),
      asset: token,
      amount: 5_000_001n * 10n ** 12n,
      carried: 5_000_001n,
      carrierContract: adapter,
      sender: alice,
      recipient: bob,
      origin: 1,
      destination: 8453,
    },
  ])
  expect(facts).toMatchObject([{ at: { logIndex: 1, k: 0 }, siblings: [0] }])
})

test('default: OFTReceived is a credit of the same guid and payload, minted by the token itself', () => {
  const moving = { amountSD: 5_000_001n }
  const { legs, reasons, facts } = decodeOn(bridge, 8453, receive(moving))
  expect(reasons).toEqual([])
  expect(legs).toMatchObject([
    {
      step: 'credited',
      key: guidOf(moving),
      payloadHash: payloadOf(moving),
      asset: away,
      amount: 500_000_100n,
      carried: 5_000_001n,
      carrierContract: away,
      recipient: bob,
      origin: 1,
      destination: 8453,
    },
  ])
  expect(facts).toMatchObject([{ at: { logIndex: 0 }, siblings: [1] }])
})

test('default: both directions match in both orders', () => {
  expect(
    match({ origin: [send({ amountSD: 5n })], destination: [receive({ amountSD: 5n })] }),
  ).toMatchObject([{ state: 'DELIVERED', sentAmount: 5n * 10n ** 12n, creditedAmount: 500n }])
  const back = { amountSD: 5n, from: base, to: home }
  expect(decodeOn(bridge, 8453, send(back)).legs).toMatchObject([
    { step: 'sent', asset: away, amount: 500n, carrierContract: away },
  ])
  expect(decodeOn(bridge, 1, receive(back)).legs).toMatchObject([
    { step: 'credited', asset: token, amount: 5n * 10n ** 12n, carrierContract: adapter },
  ])
})

test('behavior: a fee that the origin keeps is part of what left and not of what is carried', () => {
  const moving = { amountSD: 5n, fee: 123n }
  expect(decodeOn(bridge, 1, send(moving)).legs).toMatchObject([
    { amount: 5n * 10n ** 12n + 123n, carried: 5n },
  ])
  expect(match({ origin: [send(moving)], destination: [receive(moving)] })).toMatchObject([
    { state: 'DELIVERED' },
  ])
})

test('behavior: an adapter that burns and mints is paid by nobody but the token', () => {
  const minting = { ...home, contracts: { ...home.contracts, burnMintAdapter: adapter } }
  const { legs } = decodeOn(bridgeOf(oft, [minting, base]), 1, send({ amountSD: 5n }))
  expect(legs).toMatchObject([{ asset: token, carrierContract: token }])
})

test('behavior: shared decimals are the protocol’s: eight are not six', () => {
  const wrapped = { ...home, tokens: { [token]: 8 } }
  const bitcoin = bridgeOf(oft8, [wrapped, base])
  const sending = send({ amountSD: 5n, said: { promised: 5n } })
  expect(decodeOn(bitcoin, 1, sending).legs).toMatchObject([{ amount: 5n }])
  expect(decodeOn(bridgeOf(oft, [wrapped, base]), 1, sending).reasons).toEqual([
    expect.stringMatching(/promises 5 and the packet carries 5/),
  ])
})

test('behavior: trap 1: OFTSent is one topic of an OFT and of Stargate; the emitter decides, and the sender of the packet', () => {
  expect(rowOf('layerzero-oft', 'v2', 'OFTSent').topic0).toBe(
    rowOf('stargate', 'v2', 'OFTSent').topic0,
  )
  const [packet, event] = send({ amountSD: 5n })
  const pool = event && { ...event, address: addressOf(0x57a6) }
  expect(decodeOn(bridge, 1, pool && packet ? [pool] : [])).toMatchObject({ legs: [], reasons: [] })
})

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

test('behavior: trap 7: an alert is a failure that may be tried again, until it is delivered', () => {
  const moving = { amountSD: 5n }
  const origin = [send(moving)]
  expect(match({ origin, destination: [[alert(moving)]] })).toMatchObject([
    { state: 'FAILED_RETRYABLE' },
  ])
  expect(match({ origin, destination: [[alert(moving)], receive(moving)] })).toMatchObject([
    { state: 'DELIVERED' },
  ])
})

test('behavior: trap 7: an alert that nobody but its author stands for is passed over', () => {
  const moving = { amountSD: 5n }
  expect(decodeOn(bridge, 8453, [alert(moving, pad('0x01'))])).toMatchObject({
    legs: [],
    reasons: [],
  })
  const stranger = { ...moving, said: { sender: alice } }
  expect(decodeOn(bridge, 8453, [alert(stranger)])).toMatchObject({ legs: [], reasons: [] })
})

test('behavior: trap 7: a nilified packet is verified again; a burnt packet and a skipped nonce are lost', () => {
  const moving = { amountSD: 5n }
  const origin = [send(moving)]
  const after = (name: Parameters<typeof ended>[0]) =>
    match({ origin, destination: [[committed(moving)], [ended(name, moving)]] })
  expect(after('PacketNilified')).toMatchObject([{ state: 'FAILED_RETRYABLE' }])
  expect(after('PacketBurnt')).toMatchObject([{ state: 'CANCELLED' }])
  expect(match({ origin, destination: [[ended('InboundNonceSkipped', moving)]] })).toMatchObject([
    { state: 'CANCELLED' },
  ])
  expect(
    match({ origin: [], destination: [[ended('InboundNonceSkipped', moving)]] }),
  ).toMatchObject([{ state: 'UNKNOWN' }])
})

test('behavior: trap 8: OFTSent owns the transfer and PacketSent is its sibling, several in a transaction', () => {
  const sends = [1n, 2n].flatMap((nonce) => send({ amountSD: nonce, nonce }))
  const { facts, reasons } = decodeOn(bridge, 1, sends)
  expect(reasons).toEqual([])
  expect(facts.map(({ at, siblings }) => [at.logIndex, ...siblings])).toEqual([
    [1, 0],
    [3, 2],
  ])
})

test('behavior: a send inside a send joins by the guid', () => {
  const [outer, outerSent] = send({ amountSD: 5n, nonce: 1n })
  const [inner, innerSent] = send({ amountSD: 6n, nonce: 2n })
  const logs = [outer, inner, innerSent, outerSent].flatMap((log) => log ?? [])
  const { facts, reasons } = decodeOn(bridge, 1, logs)
  expect(reasons).toEqual([])
  expect(facts.map(({ at, siblings }) => [at.logIndex, ...siblings])).toEqual([
    [2, 1],
    [3, 0],
  ])
})

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

test('behavior: a unit more or less than the payload is another payload', () => {
  const origin = [send({ amountSD: 5n })]
  for (const amountSD of [4n, 6n])
    expect(match({ origin, destination: [receive({ amountSD })] })).toMatchObject([
      { state: 'PAYLOAD_CONFLICT' },
    ])
})

test('behavior: a second delivery of a guid is one too many', () => {
  const moving = { amountSD: 5n }
  expect(
    match({ origin: [send(moving)], destination: [receive(moving), receive(moving)] }),
  ).toMatchObject([{ state: 'DUPLICATE_CREDIT' }])
})

test('behavior: packets of other applications are passed over', () => {
  const [packet] = send({ amountSD: 5n, said: { sender: alice } })
  expect(decodeOn(bridge, 1, packet ? [packet] : [])).toMatchObject({ legs: [], reasons: [] })
  const delivered = receive({ amountSD: 5n }).at(-1)
  const foreign = encodeRow(endpointRow('PacketDelivered'), contractOf(base, 'endpoint'), {
    origin: originOf({ amountSD: 5n }),
    receiver: alice,
  })
  expect(delivered && decodeOn(bridge, 8453, [foreign])).toMatchObject({ legs: [], reasons: [] })
  const elsewhere = { amountSD: 5n, to: { ...base, contracts: { ...base.contracts, oft: alice } } }
  for (const log of [
    committed(elsewhere),
    alert(elsewhere),
    ended('PacketNilified', elsewhere),
    ended('PacketBurnt', elsewhere),
    ended('InboundNonceSkipped', elsewhere),
  ])
    expect(decodeOn(bridge, 8453, [log])).toMatchObject({ legs: [], reasons: [] })
})

test.each([
  ['no packet', send({ amountSD: 5n }).slice(1), /has no PacketSent/],
  ['no OFTSent', send({ amountSD: 5n }).slice(0, 1), /without OFTSent/],
  [
    'another guid in its packet',
    send({ amountSD: 5n, said: { guid: pad('0x01') } }),
    /has no PacketSent/,
  ],
  [
    'another amount in its packet',
    send({ amountSD: 5n, said: { amountSD: 6n } }),
    /carries 6 in shared/,
  ],
  [
    'a unit more than its packet',
    send({ amountSD: 5n, said: { promised: 5n * 10n ** 12n + 1n } }),
    /carries 5/,
  ],
  ['less taken than promised', send({ amountSD: 5n, said: { taken: 1n } }), /took 1 and promises/],
  ['another origin', send({ amountSD: 5n, said: { srcEid: 30_110 } }), /names endpoint 30110/],
  [
    'another destination',
    send({ amountSD: 5n, said: { dstEid: 30_110 } }),
    /goes to endpoint 30110/,
  ],
  [
    'a receiver that the config lacks',
    send({ amountSD: 5n, said: { receiver: alice } }),
    /not the OFT/,
  ],
  ['no OFT message', send({ amountSD: 5n, said: { message: '0x01' } }), /no OFT message/],
] as const)('error: a send with %s is quarantined', (_, logs, reason) => {
  const { legs, reasons } = decodeOn(bridge, 1, logs)
  expect(legs).toEqual([])
  expect([...new Set(reasons)].some((each) => reason.test(each))).toBe(true)
})

test.each([
  ['no packet', receive({ amountSD: 5n }).slice(0, 1), /has no PacketDelivered/],
  ['no OFTReceived', receive({ amountSD: 5n }).slice(1), /without OFTReceived/],
  ['dust', receive({ amountSD: 5n, said: { paid: 501n } }), /paid 501/],
  [
    'a sender that the config lacks',
    receive({ amountSD: 5n, said: { sender: alice } }),
    /not the OFT/,
  ],
  [
    'another amount handed to the composer',
    receive({ amountSD: 5n, compose: pad(alice), said: { composed: pad('0x01', { size: 76 }) } }),
    /hands over another/,
  ],
] as const)('error: a delivery with %s is quarantined', (_, logs, reason) => {
  const { legs, reasons } = decodeOn(bridge, 8453, logs)
  expect(legs).toEqual([])
  expect(reasons).toEqual([expect.stringMatching(reason)])
})

test('error: a sender that the OFT accepts and the config lacks is said at the commit already', () => {
  const { legs, reasons } = decodeOn(bridge, 8453, [
    committed({ amountSD: 5n, said: { sender: alice } }),
  ])
  expect(legs).toEqual([])
  expect(reasons).toEqual([expect.stringMatching(/not the OFT that the config has/)])
})

test('error: an adapter whose token the config leaves open', () => {
  const both = { ...home, tokens: { [token]: 18, [addressOf(0x70cf)]: 18 } }
  const { reasons } = decodeOn(bridgeOf(oft, [both, base]), 1, send({ amountSD: 5n }))
  expect(reasons).toEqual([expect.stringMatching(/which one token the adapter/)])
})

test('error: a log that no compiler would have written is quarantined, and its siblings with it', () => {
  const [packet, event] = send({ amountSD: 5n })
  if (packet === undefined || event === undefined) throw new Error('two logs')
  for (const wrong of Object.values(malform(event))) {
    const { legs, reasons } = decodeOn(bridge, 1, [packet, wrong])
    expect(legs).toEqual([])
    expect(reasons).toHaveLength(2)
  }
})

test('property: what any OFT sends is what it delivers, to the last unit, in any decimals', () => {
  const transfer = fc.record({
    amountSD: fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }),
    fee: fc.bigInt({ min: 0n, max: 10n ** 20n }),
    compose: fc.uint8Array({ minLength: 32, maxLength: 64 }),
    isComposed: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(transfer, { minLength: 1, maxLength: 5 }), (transfers) => {
      const parts = transfers.map(({ compose, isComposed, ...rest }, i) => ({
        ...rest,
        nonce: BigInt(i + 1),
        ...(isComposed ? { compose: toHex(compose) } : {}),
      }))
      const sent = decodeOn(bridge, 1, parts.flatMap(send))
      const credited = decodeOn(bridge, 8453, parts.flatMap(receive))
      expect([sent.reasons, credited.reasons]).toEqual([[], []])
      const views = matchLegs(bridge, [
        ...sent.legs.map((body, logIndex) => ({ body, chainId: 1, at: 100n, logIndex })),
        ...credited.legs.map((body, logIndex) => ({ body, chainId: 8453, at: 200n, logIndex })),
      ])
      expect([...views.values()].map(({ state }) => state)).toEqual(parts.map(() => 'DELIVERED'))
      expect(credited.legs.map(({ carried, amount }) => carried ?? amount)).toEqual(
        transfers.map(({ amountSD }) => amountSD),
      )
    }),
    { seed: 5, numRuns: 60 },
  )
})
