import { expect, test } from 'vitest'
import { bridge, send } from './oftLogs.ts'
import { decodeOn } from './routes.ts'

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
