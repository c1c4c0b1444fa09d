import { expect, test } from 'vitest'
import { readDrifts } from '../../src/api/views/conditions/readDrifts.ts'
import { driftKey, parseDriftKey } from '../../src/facts/driftKey.ts'
import type { SeriesKey, SeriesRow } from '../../src/facts/Series.ts'
import { addressOf } from '../protocols/logs.ts'

const booked: SeriesKey = {
  ...{ kind: 'liability', chainId: 1, contract: addressOf(0xbb), venue: 'a "venue"' },
  ...{ account: addressOf(7), unit: 'isolated:x y', subject: addressOf(0xcc) },
}
const at = new Map([[1, 20n]])

/** A snapshot in which an audit of block 10 read 4, and the ledger says `value` of that block. */
function snapshotOf(value: bigint | undefined, horizon?: bigint) {
  const row: SeriesRow = { key: driftKey(booked), blockNumber: 10n, values: [4n] }
  const other: SeriesRow = { ...row, key: { ...row.key, subject: 'decimals' } }
  return {
    series: () => [row, other],
    lowest: (_: SeriesKey, from: bigint, to: bigint) => (from === 10n && to === 10n ? value : 99n),
    retention: horizon === undefined ? [] : [{ chainId: 1, number: horizon, timestamp: 0n }],
  }
}

test('default: the key of a difference says which balance it is about, whatever stands in its words', () => {
  for (const key of [booked, { ...booked, account: undefined, unit: undefined }])
    expect(parseDriftKey(driftKey(key))).toEqual(key)
})

test('default: a difference is what was read against what the ledger says of that block now', () => {
  const found = { key: booked, blockNumber: 10n, read: 4n }
  expect(readDrifts(snapshotOf(5n), at)).toEqual([{ ...found, booked: 5n }])
  expect(readDrifts(snapshotOf(undefined), at)).toEqual([{ ...found, booked: 0n }])
})

test('behavior: late knowledge that explains a difference ends it', () => {
  expect(readDrifts(snapshotOf(4n), at)).toEqual([])
})

test('behavior: of a block whose history was pruned nothing is said', () => {
  expect(readDrifts(snapshotOf(5n, 10n), at)).toHaveLength(1)
  expect(readDrifts(snapshotOf(5n, 11n), at)).toEqual([])
})
