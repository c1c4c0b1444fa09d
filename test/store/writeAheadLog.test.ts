import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import type { Readings } from '../../src/store/Readings.ts'
import type { Store } from '../../src/store/Store.ts'
import { createReadings } from '../../src/store/sqlite/createReadings.ts'
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore.ts'
import {
  alice,
  balance,
  batch,
  block,
  chainA,
  coverage,
  holding,
  holdingKey,
} from './support/rows.ts'
import { nowMs, tempPath, tempStore } from './support/tempStore.ts'

const factsPerBlock = 40

async function commitBlock(store: Store, number: number): Promise<void> {
  const at = block(number)
  const facts = Array.from({ length: factsPerBlock }, (_, rank) =>
    balance(chainA, at, { account: alice, delta: 1n, rank }),
  )
  const series = [holding(chainA, alice, number, BigInt(number * factsPerBlock))]
  const rows = { blocks: [at], facts, series, coverage: [coverage(chainA, 1, number)] }
  await store.commit(batch(chainA, at, rows))
}

async function openBounded(path: string, logBytesMax: number, clock = { ms: 0 }): Promise<Store> {
  const monotonic = () => clock.ms
  const store = await openSqliteStore({ path, pid: process.pid, nowMs, monotonic, logBytesMax })
  onTestFinished(() => store.close())
  return store
}

const logBytes = (path: string) => statSync(`${path}-wal`).size

/** Commits under readers that always overlap, and returns how long the log ever was. */
async function growLog(store: Store, path: string, readings: Readings = store): Promise<number> {
  await commitBlock(store, 1)
  let longest = 0
  let held = await readings.snapshot()
  for (let number = 2; number <= 200; number += 1) {
    const next = readings.snapshot()
    await commitBlock(store, number)
    held.release()
    held = await next
    longest = Math.max(longest, logBytes(path))
  }
  held.release()
  return longest
}

/** Readers beside the store, as a thread that serves has them; unless `isShared` the store does not know of them. */
async function growLogBeside({ isShared }: { isShared: boolean }): Promise<number> {
  const path = tempPath()
  const store = await openBounded(path, 400_000)
  const readings = createReadings(path, () => 0)
  onTestFinished(() => readings.pool.close())
  const pause = () =>
    new Promise<() => void>((begin, refuse) => {
      readings.pool.pause(() => new Promise<void>((end) => begin(() => end()))).catch(refuse)
    })
  if (isShared) store.shareWith({ pause })
  return growLog(store, path, readings)
}

test('behavior: readers that always overlap do not make the log grow without end', async () => {
  const grow = async (logBytesMax: number, path = tempPath()) =>
    growLog(await openBounded(path, logBytesMax), path)
  const bounded = await grow(400_000)
  const unbounded = await grow(Number.MAX_SAFE_INTEGER)
  expect(bounded).toBeLessThan(800_000)
  expect(unbounded).toBeGreaterThan(2_000_000)
})

test('behavior: readers beside the store do not make the log grow either once it knows of them', async () => {
  expect(await growLogBeside({ isShared: true })).toBeLessThan(800_000)
  expect(await growLogBeside({ isShared: false })).toBeGreaterThan(2_000_000)
})

test('behavior: a snapshot that is held for too long is given up, and says so', async () => {
  const clock = { ms: 0 }
  const store = await openBounded(tempPath(), 400_000, clock)
  await commitBlock(store, 1)
  const [long, short] = [await store.snapshot(), await store.snapshot()]
  short.release()
  clock.ms = 20_000
  const later = await store.snapshot()
  clock.ms = 30_001
  await commitBlock(store, 2)
  expect(() => long.blockAt(chainA, 1n)).toThrow('longer than 30000 ms')
  expect(later.blockAt(chainA, 9n)).toEqual(block(1))
  long.release()
  later.release()
  const next = await store.snapshot()
  expect(next.blockAt(chainA, 9n)).toEqual(block(2))
  next.release()
})

test('behavior: the size of the store, of its log and of the room inside', async () => {
  const path = tempPath()
  const store = await openBounded(path, Number.MAX_SAFE_INTEGER)
  await commitBlock(store, 1)
  const size = await store.size()
  // The steps of the schema leave one page: of tables that were laid out anew.
  expect(size).toMatchObject({ walBytes: logBytes(path), rawLogBytes: 0, reusableBytes: 4_096 })
  expect(size.databaseBytes % 4_096).toBe(0)
  await store.close()
  expect(statSync(path).size).toBe(size.databaseBytes)
})

/** Writes what a power cut may leave: the log up to some byte, and sometimes other bytes after it. */
function tear(log: Buffer, random: () => number): Buffer {
  const end = Math.floor(random() * log.length)
  const tail = Buffer.alloc(random() < 0.5 ? 0 : Math.floor(random() * 9_000), 0xa5)
  return Buffer.concat([log.subarray(0, end), tail])
}

test('property: whatever a power cut leaves of the log is whole commits, with their digests', async () => {
  const path = tempPath()
  const store = await openBounded(path, Number.MAX_SAFE_INTEGER)
  for (let number = 1; number <= 60; number += 1) await commitBlock(store, number)
  const [file, log] = [readFileSync(path), readFileSync(`${path}-wal`)]
  let state = 99
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const heights = new Set<bigint>()
  for (let cut = 0; cut < 60; cut += 1) {
    const torn = tempPath()
    writeFileSync(torn, file)
    writeFileSync(`${torn}-wal`, tear(log, random))
    const left = await tempStore(torn)
    const height = (await left.progress(chainA))?.indexed.number ?? 0n
    heights.add(height)
    const { damage, blocks } = await left.checkDigests(chainA)
    expect({ damage, blocks }).toEqual({ damage: [], blocks: Number(height) })
    const values = await left.latest([holdingKey(chainA, alice)])
    expect([...values.values()]).toEqual(height === 0n ? [] : [[height * BigInt(factsPerBlock)]])
    await commitBlock(left, Number(height) + 1)
    await left.close()
  }
  expect(heights.size).toBeGreaterThan(20)
}, 60_000)
