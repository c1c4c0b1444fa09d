import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { LogFilter } from '../../src/facts/Decoder.ts'
import type { BlockRef, Hex } from '../../src/facts/primitives.ts'
import type { RawLog } from '../../src/facts/RawLog.ts'
import { coversFilters } from '../../src/store/raw/coversFilters.ts'
import { compressRawLogs, packRawLogs, unpackRawLogs } from '../../src/store/raw/packRawLogs.ts'
import type { HeldFilter, RawRange } from '../../src/store/raw/RawSegment.ts'
import { parseFilters, spellFilters } from '../../src/store/raw/spellFilters.ts'
import type { Store } from '../../src/store/Store.ts'
import { Sqlite } from '../../src/store/sqlite/driver.ts'
import { batch, block, chainA, hashOf } from './support/rows.ts'
import { tempPath, tempStore } from './support/tempStore.ts'

const hex = (length: number): fc.Arbitrary<Hex> =>
  fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((bytes): Hex => `0x${Buffer.from(bytes).toString('hex')}`)

/** Words as logs hold them: few addresses again and again, amounts, hashes, zero. */
const word: fc.Arbitrary<Hex> = fc.oneof(
  fc.integer({ min: 0, max: 3 }).map((n): Hex => `0x${`${n}a`.repeat(20).padStart(64, '0')}`),
  fc.bigInt({ min: 0n, max: 2n ** 80n }).map((n): Hex => `0x${n.toString(16).padStart(64, '0')}`),
  hex(32),
)
const data: fc.Arbitrary<Hex> = fc
  .tuple(fc.array(word, { maxLength: 5 }), fc.integer({ min: 0, max: 31 }).chain(hex))
  .map(([words, rest]): Hex => `0x${words.map((each) => each.slice(2)).join('')}${rest.slice(2)}`)

const body = fc.record({
  address: fc.oneof(fc.constant<Hex>(`0x${'00'.repeat(19)}01`), hex(20)),
  topics: fc.array(word, { maxLength: 4 }),
  data,
})

/** Logs in chain order: gaps between blocks, several transactions in one, several logs in each. */
const history = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 1, max: 2 ** 20 }),
      time: fc.integer({ min: -5, max: 5_000 }),
      transactions: fc.array(
        fc.record({
          skipped: fc.integer({ min: 0, max: 300 }),
          logs: fc.array(fc.record({ body, skipped: fc.integer({ min: 0, max: 200 }) }), {
            minLength: 1,
            maxLength: 4,
          }),
        }),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 8 },
  )
  .map((specs) => {
    const blocks: BlockRef[] = []
    const logs: RawLog[] = []
    let number = 0
    let time = 1_000_000
    for (const { gap, time: step, transactions } of specs) {
      number += gap
      time += step
      const ref = block(number, { timestamp: time })
      blocks.push(ref)
      let txIndex = -1
      let logIndex = -1
      for (const transaction of transactions) {
        txIndex += 1 + transaction.skipped
        const txHash = hashOf(`${number}:${txIndex}`)
        for (const log of transaction.logs) {
          logIndex += 1 + log.skipped
          const { number: blockNumber, hash: blockHash } = ref
          logs.push({ ...log.body, blockNumber, blockHash, txIndex, txHash, logIndex })
        }
      }
    }
    return { blocks, logs }
  })

test('property: any logs come back as they were, with the blocks that they stand in', () => {
  fc.assert(
    fc.property(history, ({ blocks, logs }) => {
      const range = { fromBlock: 0n, toBlock: 2n ** 40n, filters: '[]', blocks, logs }
      const unpacked = unpackRawLogs(compressRawLogs(packRawLogs(range)), range)
      expect(unpacked?.logs).toEqual(logs)
      const own = new Set(logs.map(({ blockHash }) => blockHash))
      expect(unpacked?.blocks).toEqual(blocks.filter((each) => own.has(each.hash)))
    }),
    { numRuns: 200, seed: 5 },
  )
})

test('property: a segment with a flipped bit, or under other blocks or filters, is as if not kept', () => {
  const held = { fromBlock: 0n, toBlock: 2n ** 40n, filters: '[]' }
  fc.assert(
    fc.property(history, fc.nat(), fc.nat(7), ({ blocks, logs }, place, bit) => {
      const stored = compressRawLogs(packRawLogs({ ...held, blocks, logs }))
      expect(unpackRawLogs(stored, { ...held, toBlock: 2n ** 41n })).toBeUndefined()
      expect(unpackRawLogs(stored, { ...held, filters: '[{}]' })).toBeUndefined()
      // The first byte is the layout: 1 is that of segments without a checksum.
      const at = 1 + (place % (stored.length - 1))
      stored[at] = (stored[at] ?? 0) ^ (1 << bit)
      expect(unpackRawLogs(stored, held)).toBeUndefined()
    }),
    { numRuns: 100, seed: 6 },
  )
})

const address = (n: number): Hex => `0x${`${n}${n}`.repeat(20)}`
const topic = (n: number): Hex => `0x${`${n}${n}`.repeat(32)}`
const filterOf = (addresses: number[], topics: number[], startBlock = 0n): HeldFilter => ({
  addresses: addresses.map(address),
  topics: [topics.map(topic)],
  startBlock,
})

test('default: filters come back from their text, and order does not matter to it', () => {
  const narrow: HeldFilter = {
    addresses: [address(1)],
    topics: [[topic(1)], undefined, [topic(2)]],
    startBlock: 7n,
  }
  const spelled = spellFilters([narrow, filterOf([2, 1], [2, 1])])
  expect(spellFilters([filterOf([1, 2], [1, 2]), narrow])).toBe(spelled)
  const parsed = parseFilters(spelled)
  expect(parsed).toContainEqual(narrow)
  expect(parsed).toContainEqual(filterOf([1, 2], [1, 2]))
})

test('behavior: held filters cover what they ask for from their start on, and nothing else', () => {
  const held = [filterOf([1, 2], [1, 2]), filterOf([3], [3], 50n)]
  const covers = (wanted: LogFilter, from = 0n) => coversFilters(held, [wanted], from)
  expect(covers(filterOf([2], [1]))).toBe(true)
  expect(covers(filterOf([2], [3]))).toBe(false)
  expect(covers(filterOf([4], [1]))).toBe(false)
  expect([covers(filterOf([3], [3]), 49n), covers(filterOf([3], [3]), 50n)]).toEqual([false, true])
  const some: LogFilter = { addresses: [address(1)], topics: [[topic(1)], [topic(5)]] }
  const more: LogFilter = { addresses: [address(1)], topics: [[topic(1)], [topic(5), topic(6)]] }
  expect(coversFilters([{ ...some, startBlock: 0n }], [some], 0n)).toBe(true)
  expect(coversFilters([{ ...some, startBlock: 0n }], [more], 0n)).toBe(false)
  expect(coversFilters([{ ...more, startBlock: 0n }], [some], 0n)).toBe(true)
  expect(coversFilters([{ ...some, startBlock: 0n }], [filterOf([1], [1])], 0n)).toBe(false)
  expect(covers(some)).toBe(true)
})

/** A log of contract 1 in a block. */
const logIn = (number: number): RawLog => ({
  address: address(1),
  topics: [topic(1)],
  data: '0x',
  blockNumber: BigInt(number),
  blockHash: block(number).hash,
  txIndex: 0,
  txHash: hashOf(`tx ${number}`),
  logIndex: 0,
})

const all = spellFilters([filterOf([1, 2], [1, 2])])

async function keep(store: Store, from: number, to: number, numbers: number[], filters = all) {
  const rawLogs = [
    packRawLogs({
      fromBlock: BigInt(from),
      toBlock: BigInt(to),
      filters,
      blocks: numbers.map((number) => block(number)),
      logs: numbers.map(logIn),
    }),
  ]
  await store.commit(batch(chainA, block(to), { rawLogs }))
}

async function read(store: Store, from: number, to: number, filters = [filterOf([1], [1])]) {
  const ranges: RawRange[] = []
  const wanted = { chainId: chainA, filters, fromBlock: BigInt(from), toBlock: BigInt(to) }
  for await (const range of store.rawLogs(wanted)) ranges.push(range)
  return ranges.map(({ fromBlock, toBlock, blocks, logs }) => {
    expect(blocks.map(({ number }) => number)).toEqual(logs.map(({ blockNumber }) => blockNumber))
    return [fromBlock, toBlock, logs.map(({ blockNumber }) => Number(blockNumber))]
  })
}

test('default: what a commit keeps is read back in ranges, cut to what is asked', async () => {
  const path = tempPath()
  const first = await tempStore(path)
  await keep(first, 1, 10, [3, 9])
  await keep(first, 11, 20, [])
  await keep(first, 31, 40, [31, 40])
  await first.close()
  const store = await tempStore(path)
  expect(await read(store, 4, 35)).toEqual([
    [4n, 10n, [9]],
    [11n, 20n, []],
    [31n, 35n, [31]],
  ])
  expect(await read(store, 4, 35, [filterOf([3], [1])])).toEqual([])
  expect(await store.rawLogSizes()).toEqual([
    { chainId: chainA, bytes: expect.any(Number), logs: 4, fromBlock: 1n, toBlock: 40n },
  ])
  const { rawLogBytes } = await store.size()
  expect((await store.rawLogSizes())[0]?.bytes).toBe(rawLogBytes)
})

test('behavior: segments that overlap, or hold too little, give each block once', async () => {
  const store = await tempStore()
  await keep(store, 1, 10, [3, 9])
  await keep(store, 5, 20, [9, 15])
  await keep(store, 8, 30, [25], spellFilters([filterOf([2], [2])]))
  await keep(store, 16, 40, [25, 33])
  expect(await read(store, 1, 40)).toEqual([
    [1n, 10n, [3, 9]],
    [11n, 20n, [15]],
    [21n, 40n, [25, 33]],
  ])
})

test('behavior: a range that is kept again replaces the former', async () => {
  const store = await tempStore()
  await keep(store, 1, 10, [3])
  await keep(store, 1, 10, [3, 9])
  expect(await read(store, 1, 10)).toEqual([[1n, 10n, [3, 9]]])
  expect((await store.rawLogSizes())[0]?.logs).toBe(2)
})

test('behavior: pruning drops what ends below a block and says how much that was', async () => {
  const store = await tempStore()
  await keep(store, 1, 10, [3])
  await keep(store, 11, 20, [15])
  const [before] = await store.rawLogSizes()
  const freed = await store.pruneRawLogs(chainA, 20n)
  expect(freed).toBeGreaterThan(0)
  expect((await store.rawLogSizes())[0]?.bytes).toBe((before?.bytes ?? 0) - freed)
  expect(await read(store, 1, 20)).toEqual([[11n, 20n, [15]]])
  expect(await store.pruneRawLogs(chainA, 20n)).toBe(0)
})

test('behavior: a reorg and a late log each drop the segments that they show to be wrong', async () => {
  const store = await tempStore()
  await keep(store, 1, 10, [3])
  await keep(store, 11, 20, [15])
  await keep(store, 21, 30, [25])
  await store.retract({ chainId: chainA, ancestor: block(25), publishedAtMs: 1 })
  expect(await read(store, 1, 30)).toEqual([
    [1n, 10n, [3]],
    [11n, 20n, [15]],
  ])
  await store.refold({
    chainId: chainA,
    fromBlock: 12n,
    blocks: [block(12)],
    facts: [],
    legs: [],
    keys: [],
    series: [],
    quarantined: [],
    coverage: [],
    publishedAtMs: 1,
    reason: 'A log came late.',
    staleRawLogs: [12n],
  })
  expect(await read(store, 1, 30)).toEqual([[1n, 10n, [3]]])
})

test('behavior: a commit that fails keeps no raw logs either', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  await keep(store, 1, 10, [3])
  const other = new Sqlite(path)
  onTestFinished(() => void other.close())
  other.exec(`CREATE TRIGGER fail BEFORE INSERT ON cut BEGIN SELECT RAISE(ABORT, 'no'); END`)
  await expect(keep(store, 11, 20, [15])).rejects.toThrow('no')
  other.exec('DROP TRIGGER fail')
  expect(await read(store, 1, 20)).toEqual([[1n, 10n, [3]]])
  const count = other.prepare<[], number>('SELECT count(*) FROM raw_bytes').pluck()
  expect(count.get()).toBe(1)
})
