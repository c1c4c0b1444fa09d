import { type Hex, pad } from 'viem'
import { expect, test } from 'vitest'
import { oft } from '../../../src/protocols/bridges/layerzero/oft.ts'
import { matchTransactions } from './matchTransactions.ts'
import {
  alert,
  alice,
  base,
  bridge,
  committed,
  ended,
  executor,
  home,
  match,
  receive,
  send,
  soon,
} from './oftLogs.ts'
import { bridgeOf, decodeOn } from './routes.ts'

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
  ).toMatchObject([{ state: 'CANCELLED' }])
})

test('behavior: trap 7: a packet that its OFT’s owner clears is lost: the endpoint says it delivered, the OFT nothing', () => {
  const moving = { amountSD: 5n }
  const origin = [send(moving)]
  const [, cleared] = receive(moving)
  if (cleared === undefined) throw new Error('a delivery has two logs')
  expect(match({ origin, destination: [[committed(moving)], [cleared]] })).toMatchObject([
    { state: 'CANCELLED' },
  ])
  const [, unconfigured] = receive({ ...moving, said: { sender: alice } })
  if (unconfigured === undefined) throw new Error('a delivery has two logs')
  expect(decodeOn(bridge, 8453, [unconfigured])).toMatchObject({
    legs: [],
    reasons: [expect.stringMatching(/not the OFT that the config has/)],
  })
})

test('behavior: trap 7: an alert of another message than was sent says nothing of it', () => {
  const moving = { amountSD: 5n }
  const spoofed = { ...moving, said: { message: '0x01' as const } }
  expect(match({ origin: [send(moving)], destination: [[alert(spoofed)]] }, soon)).toMatchObject([
    { state: 'IN_FLIGHT' },
  ])
})

test('behavior: trap 7: where an executor is configured, nobody else’s alert is believed', () => {
  const moving = { amountSD: 5n }
  const trusting = (trusted: Hex) => {
    const contracts = { ...base.contracts, executor: trusted }
    return bridgeOf(oft, [home, { ...base, contracts }])
  }
  expect(decodeOn(trusting(executor), 8453, [alert(moving)]).legs).toMatchObject([
    { step: 'failed' },
  ])
  expect(decodeOn(trusting(alice), 8453, [alert(moving)])).toMatchObject({ legs: [], reasons: [] })
})

test('behavior: in an environment of its own a skipped nonce ends its transfer all the same', () => {
  const testnet = bridgeOf(oft, [home, base], { environment: 'testnet' })
  const sides = [
    { chainId: 1, at: 100n, transactions: [send({ amountSD: 5n })] },
    { chainId: 8453, at: 200n, transactions: [[ended('InboundNonceSkipped', { amountSD: 5n })]] },
  ]
  expect(matchTransactions(testnet, sides)).toMatchObject([{ state: 'CANCELLED' }])
})
