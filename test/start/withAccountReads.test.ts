import { expect, test } from 'vitest'
import type { Decoder } from '../../src/facts/Decoder.ts'
import type { Address, BlockRef, Hex, UnitId } from '../../src/facts/primitives.ts'
import type { SeriesKind, SeriesRow } from '../../src/facts/Series.ts'
import type { RateReads } from '../../src/start/createRateReads.ts'
import { withAccountReads } from '../../src/start/withAccountReads.ts'
import { address } from '../ledger/support/world.ts'
import { createFakeSnapshot } from '../views/support/fakeSnapshot.ts'

const hashOf = (number: bigint): Hex => `0x${number.toString(16).padStart(64, '0')}`
const block = (number: bigint): BlockRef => ({
  ...{ number, hash: hashOf(number), timestamp: number * 4n },
})

const [vault, assets, shares] = [address(1), address(2), address(3)]
const decoder: Decoder = {
  name: 'asked@1',
  source: { id: '1/asked', chainId: 1, startBlock: 5n, filters: [] },
  accountReads: {
    ...{ venue: 'lab', contract: vault, assets: [assets, shares] },
    calls: (account) => [{ to: vault, data: account }],
  },
  decode: () => ({ facts: [], reads: [], quarantined: [] }),
}

const none: RateReads = { plan: () => [], miss() {}, retract() {} }

function rowOf(account: Address, amount: bigint, blockNumber: bigint, subject = assets): SeriesRow {
  const book = { kind: 'holding', chainId: 1, contract: vault, venue: 'lab' } as const
  return { key: { ...book, account, unit: 'cross', subject }, blockNumber, values: [amount] }
}

function createReads() {
  const reads = withAccountReads(none, [decoder])
  const plan = (number: bigint, isAtHead = true) =>
    reads.plan({ phase: 'live', blocks: [block(number)], toBlock: block(number) }, [], isAtHead)
  return { ...reads, plan, at: (number: bigint) => plan(number).map(({ data }) => data) }
}

const [alice, bob] = [address(0xa1), address(0xb2)]

test('default: who has something open is asked about at the head, and every 20 blocks', () => {
  const { take, plan, at } = createReads()
  take([
    rowOf(alice, 5n, 10n),
    { ...rowOf(bob, 5n, 10n), key: { ...rowOf(bob, 5n, 10n).key, contract: bob } },
  ])
  expect(plan(10n, false)).toEqual([])
  expect(plan(11n)).toEqual([
    {
      ...{ chainId: 1, blockNumber: 11n, blockHash: hashOf(11n) },
      to: vault,
      data: alice,
      sourceId: '1/asked',
    },
  ])
  expect([at(12n), at(30n), at(31n), at(32n)]).toEqual([[], [], [alice], []])
})

test('behavior: a change is asked about at once, and an account that closed once more', () => {
  const { take, at } = createReads()
  take([rowOf(alice, 5n, 10n), rowOf(alice, 7n, 10n, shares)])
  expect(at(11n)).toEqual([alice])
  take([rowOf(alice, 0n, 12n)])
  expect([at(12n), at(32n)]).toEqual([[alice], [alice]])
  take([rowOf(alice, 0n, 33n, shares)])
  expect([at(33n), at(53n), at(2_000n)]).toEqual([[alice], [], []])
  take([rowOf(alice, 0n, 2_001n)])
  expect(at(2_001n)).toEqual([])
})

test('behavior: an answer that is booked asks for nothing, and who owes is asked about as who holds', () => {
  const { take, at } = createReads()
  const owed = rowOf(alice, 5n, 10n)
  take([{ ...owed, key: { ...owed.key, kind: 'liability' } }])
  expect(at(11n)).toEqual([alice])
  take([rowOf(alice, 5n, 11n)])
  expect(at(12n)).toEqual([])
  take([rowOf(alice, 6n, 12n)])
  expect(at(12n)).toEqual([alice])
})

test('behavior: what is held and owed in units of one book is open apart, and the units are told', () => {
  const asked: Decoder = {
    ...decoder,
    accountReads: {
      ...{ venue: 'lab', contract: vault, assets: [assets] },
      calls: (account, units) =>
        account === bob ? [] : units.map((unit) => ({ to: vault, data: `0x${unit.at(-1)}` })),
    },
  }
  const { take, plan } = withAccountReads(none, [asked])
  const at = (number: bigint) =>
    plan({ phase: 'live', blocks: [block(number)], toBlock: block(number) }, [], true)
  const inUnit = (unit: UnitId, amount: bigint, number: bigint, kind: SeriesKind = 'holding') => {
    const row = rowOf(alice, amount, number)
    return { ...row, key: { ...row.key, kind, unit } }
  }
  // What is held stays open when nothing is owed, and in one unit when another closes.
  take([inUnit('isolated:1', 5n, 10n), inUnit('isolated:1', 0n, 10n, 'liability')])
  take([inUnit('isolated:2', 6n, 10n), inUnit('isolated:2', 7n, 10n, 'liability')])
  expect(at(11n).map(({ data }) => data)).toEqual(['0x1', '0x2'])
  take([inUnit('isolated:1', 0n, 12n)])
  expect(at(12n).map(({ data }) => data)).toEqual(['0x2'])
  // Who has nothing to ask about takes nobody's turn.
  const many = Array.from({ length: 64 }, (_, i) => address(0xf00 + i))
  take([rowOf(bob, 1n, 13n), ...many.map((account) => rowOf(account, 1n, 13n))])
  expect(at(13n)).toHaveLength(64)
})

test('behavior: what was not answered and what a reorg took is asked again, also of who had closed', () => {
  const { take, at, plan, miss, retract } = createReads()
  take([rowOf(alice, 5n, 10n)])
  miss(plan(11n))
  expect(at(12n)).toEqual([alice])
  retract(11n)
  expect(at(12n)).toEqual([alice])
  take([rowOf(alice, 0n, 13n)])
  expect(at(13n)).toEqual([alice])
  retract(12n)
  expect([at(13n), at(33n)]).toEqual([[alice], [alice]])
})

test('behavior: of many the longest unasked come first, so many at a block', () => {
  const { take, at } = createReads()
  const many = Array.from({ length: 100 }, (_, i) => address(i + 1))
  take(many.map((account) => rowOf(account, 1n, 10n)))
  expect([...at(11n), ...at(12n)]).toEqual(many)
  expect(at(13n)).toEqual([])
  expect(at(31n)).toEqual(many.slice(0, 64))
})

test('behavior: a start finds what is open, page by page', async () => {
  const { load, at } = createReads()
  const many = Array.from({ length: 1_001 }, (_, i): Address => `0x${`${i}`.padStart(40, '0')}`)
  const open = new Set([many[0], many[1_000]])
  let isReleased = false
  const snapshot = createFakeSnapshot(
    { 1: { blocks: [block(9n)] } },
    {
      accounts: ({ after, limit }) =>
        many.filter((account) => after === undefined || account > after).slice(0, limit),
      series: (selector) =>
        selector.of === 'accounts'
          ? selector.accounts.map((account) => rowOf(account, open.has(account) ? 1n : 0n, 9n))
          : [],
      release: () => {
        isReleased = true
      },
    },
  )
  await load({ snapshot: async () => snapshot })
  expect(at(10n)).toEqual([many[0], many[1_000]])
  expect(isReleased).toBe(true)
})
