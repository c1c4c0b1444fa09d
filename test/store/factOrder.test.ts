import fc from 'fast-check'
import { expect, test } from 'vitest'
import { comparePositions, READ_TX_INDEX } from '../../src/facts/FactPosition.ts'
import { packOrder, txSlot, unpackOrder } from '../../src/store/sqlite/factOrder.ts'

const place = fc.record({
  txIndex: fc.oneof(fc.integer({ min: 0, max: 0xff_ffff }), fc.constant(READ_TX_INDEX)),
  logIndex: fc.integer({ min: 0, max: 2 ** 20 - 1 }),
  k: fc.integer({ min: 0, max: 511 }),
})

test('default: the last place of a block is the largest exact integer', () => {
  const last = packOrder({ txIndex: READ_TX_INDEX, logIndex: 2 ** 20 - 1, k: 511 })
  expect(last).toBe(Number.MAX_SAFE_INTEGER)
})

test('behavior: every answered read files its own hash, a transaction one', () => {
  const read = (logIndex: number) => txSlot(packOrder({ txIndex: READ_TX_INDEX, logIndex, k: 0 }))
  expect(read(0)).not.toBe(read(1))
  expect(txSlot(packOrder({ txIndex: 7, logIndex: 1, k: 3 }))).toBe(7)
})

test('error: an index out of range is refused, never wrapped', () => {
  expect(() => packOrder({ txIndex: 0, logIndex: 2 ** 20, k: 0 })).toThrow('log index')
  expect(() => packOrder({ txIndex: 0, logIndex: 0, k: 512 })).toThrow('rank')
  expect(() => packOrder({ txIndex: 2 ** 24, logIndex: 0, k: 0 })).toThrow('transaction index')
  expect(() => packOrder({ txIndex: 0, logIndex: -1, k: 0 })).toThrow('log index')
})

test('property: packs, unpacks and sorts as positions do', () => {
  const block = { chainId: 1, blockNumber: 1n, blockHash: '0x', txHash: '0x' } as const
  fc.assert(
    fc.property(place, place, (a, b) => {
      expect(unpackOrder(packOrder(a))).toEqual(a)
      const byPosition = comparePositions({ ...block, ...a }, { ...block, ...b })
      expect(Math.sign(packOrder(a) - packOrder(b))).toBe(Math.sign(byPosition))
    }),
    { seed: 2, numRuns: 500 },
  )
})
