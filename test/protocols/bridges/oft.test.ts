import fc from 'fast-check'
import { toHex } from 'viem'
import { expect, test } from 'vitest'
import { oft, oft8 } from '../../../src/protocols/bridges/layerzero/oft.ts'
import { addressOf } from '../logs.ts'
import { encodeRow, rowOf } from './catalogue.ts'
import { matchLegs } from './matchLegs.ts'
import {
  adapter,
  alert,
  alice,
  away,
  base,
  bob,
  bridge,
  committed,
  contractOf,
  ended,
  endpointRow,
  guidOf,
  home,
  match,
  originOf,
  payloadOf,
  receive,
  send,
  token,
} from './oftLogs.ts'
import { bridgeOf, decodeOn } from './routes.ts'

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
