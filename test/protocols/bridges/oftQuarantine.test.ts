import { pad } from 'viem'
import { expect, test } from 'vitest'
import { oft } from '../../../src/protocols/bridges/layerzero/oft.ts'
import { addressOf, malform } from '../logs.ts'
import { alice, base, bridge, committed, home, receive, send, token } from './oftLogs.ts'
import { bridgeOf, decodeOn } from './routes.ts'

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

test('error: a packet that is not of the OFTReceived before it is quarantined with it', () => {
  const [received] = receive({ amountSD: 5n })
  const [, delivered] = receive({ amountSD: 5n, nonce: 8n })
  if (!received || !delivered) throw new Error('a delivery has two logs')
  const { legs, reasons } = decodeOn(bridge, 8453, [received, delivered])
  expect(legs).toEqual([])
  expect(reasons).toEqual([
    expect.stringMatching(/has no PacketDelivered/),
    expect.stringMatching(/without the OFTReceived of its guid/),
  ])
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
