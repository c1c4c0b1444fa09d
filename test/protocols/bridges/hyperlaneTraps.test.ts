import { expect, test } from 'vitest'
import { hyperlane } from '../../../src/protocols/bridges/hyperlane.ts'
import { addressOf } from '../logs.ts'
import { encodeRow, rowOf } from './catalogue.ts'
import { bridgeOf, decodeOn, decoderOf } from './routes.ts'

const router = addressOf(0x4007e4)
const mailbox = addressOf(0x3a11)
const bridge = bridgeOf(hyperlane, [
  { chainId: 1, domain: '1', contracts: { mailbox, router }, tokens: { [addressOf(0x70c)]: 6 } },
])

test('behavior: trap 9: collateral that a rebalancer moves between routers is not asked for and is no transfer', () => {
  const row = rowOf('hyperlane-warp', 'v3', 'CollateralMoved')
  const moved = encodeRow(row, router, {
    domain: 10,
    recipient: `0x${'00'.repeat(32)}`,
    amount: 5n,
    rebalancer: addressOf(0xeba),
  })
  const fetched = decoderOf(bridge, 1).source.filters.flatMap(({ topics }) => topics[0])
  expect(fetched).not.toContain(row.topic0)
  // Where it is fetched for another purpose, it is no leg.
  expect(decodeOn(bridge, 1, [moved]).legs).toEqual([])
})

test('error: a route that is configured by its protocol is the warp route', () => {
  const sent = encodeRow(rowOf('hyperlane-warp', 'v3', 'SentTransferRemote'), router, {
    destination: 10,
    recipient: `0x${'00'.repeat(32)}`,
    amountOrId: 5n,
  })
  expect(decodeOn(bridge, 1, [sent])).toMatchObject({
    legs: [],
    reasons: ['SentTransferRemote has no Dispatch of its router in the transaction.'],
  })
})
