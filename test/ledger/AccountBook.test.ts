import { expect, test } from 'vitest'
import { positionsOf, toAccountBook } from '../../src/ledger/AccountBook.ts'

const key = {
  kind: 'position',
  chainId: 1,
  contract: `0x${'0c'.repeat(20)}`,
  venue: 'lab',
  account: `0x${'0a'.repeat(20)}`,
  unit: 'cross',
  subject: 'gold-perp',
} as const

function positionsWith(values: readonly bigint[]) {
  return positionsOf(toAccountBook([{ key, blockNumber: 1n, values }]))
}

test('default: an open position is told as it is', () => {
  const [position] = positionsWith([2n, 3n, 5n])
  expect(position).toMatchObject({
    market: 'gold-perp',
    sizeE18: 2n,
    entryValueE18: 3n,
    fundingIndexE18: 5n,
  })
})

test('behavior: what was realised when a position lost its size is still owed', () => {
  expect(positionsWith([0n, 3n, 5n])).toMatchObject([{ sizeE18: 0n, entryValueE18: 3n }])
})

test('behavior: a closed position is none, whatever its funding index was', () => {
  expect(positionsWith([0n, 0n, 5n])).toEqual([])
})
