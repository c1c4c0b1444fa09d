import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hex } from '../../src/facts/primitives.ts'
import type { Store } from '../../src/store/Store.ts'
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore.ts'
import { chainB } from '../store/support/rows.ts'
import { fillTransfers } from './fillTransfers.ts'
import { quantile } from './median.ts'
import { commitsOf, keyOf, perCommit } from './transferWorld.ts'

/**
 * What a leg costs with many transfers on disk: recorded in commits of 1,000 legs, its transfer derived, and read again with
 * the other leg by its key. Stores of 100,000 transfers, of a million and of as many as the first argument says (10 million
 * unless said: some ten minutes to fill, 11 GB) take turns, block by block, so that whatever else the machine does slows all
 * of them. Prints what a leg takes of the wall clock, of the processor and in reads and writes of files, and how much more
 * that is than in the smallest store; the budget is 1.5. A folder as the second argument keeps the stores for the next run.
 * Run: `jiti test/bench/measureTransfers.ts [transfers] [folder]`.
 */
const large = Number(process.argv[2] ?? 10_000_000)
const kept = process.argv[3]
const sizes = [...[100_000, 1_000_000].filter((size) => size < large), large]

/** Blocks that are recorded per chain, and keys that are read after each. */
const rounds = 20
const readKeys = 200

/** A kept store that has grown beyond its size by more than this is filled anew. */
const growthMax = 1.25

/** Per leg. */
interface Cost {
  wallUs: number
  cpuUs: number
  /** Calls of the system that read or write a file; 0 where it does not count them. */
  calls: number
  /** Read from the disk itself: not 0 where the system has dropped pages of the store meanwhile, which no program can help. */
  diskBytes: number
}

/** A store under measurement. */
interface Field {
  transfers: number
  store: Store
  /** Of `commitsOf`. */
  next: number
  recorded: Cost[]
  read: Cost[]
}

const folder = kept ?? mkdtempSync(join(tmpdir(), 'plimsoll-transfers-'))
try {
  mkdirSync(folder, { recursive: true })
  const fields: Field[] = []
  for (const transfers of sizes) fields.push(await openField(transfers))
  for (let round = 0; round < rounds; round += 1) {
    for (const field of fields) await measure(field)
  }
  for (const { store } of fields) await store.close()
  report(fields)
} finally {
  if (kept === undefined) rmSync(folder, { recursive: true })
}

/** A store that holds as many transfers, made where the folder has none, and read into the system's cache once. */
async function openField(transfers: number): Promise<Field> {
  const path = join(folder, `transfers-${transfers}.db`)
  if (!existsSync(path)) await fill(path, transfers)
  execFileSync('dd', [`if=${path}`, 'of=/dev/null', 'bs=1M', 'status=none'])
  const store = await openSqliteStore({ path, pid: process.pid, nowMs: 0 })
  const next = Number((await store.progress(chainB))?.indexed.number ?? 0n)
  if (next * perCommit <= transfers * growthMax)
    return { transfers, store, next, recorded: [], read: [] }
  await store.close()
  rmSync(path)
  return openField(transfers)
}

/** The first block by the store itself, all others in bulk. */
async function fill(path: string, transfers: number): Promise<void> {
  const start = performance.now()
  const store = await openSqliteStore({ path, pid: process.pid, nowMs: 0 })
  for (const commit of commitsOf(0)) await store.commit(commit)
  await store.close()
  fillTransfers(path, 1, transfers / perCommit)
  const seconds = (performance.now() - start) / 1_000
  const { size } = statSync(path)
  process.stdout.write(
    `${transfers} transfers: filled in ${seconds.toFixed(0)} s, ${(size / 2 ** 30).toFixed(2)} GiB, ` +
      `${(size / transfers).toFixed(0)} bytes each\n`,
  )
}

/** Records one block on each chain and reads transfers from all over the past. */
async function measure(field: Field): Promise<void> {
  const { store } = field
  const commits = commitsOf(field.next)
  field.next += 1
  const keys = Array.from({ length: readKeys }, (_, i) =>
    keyOf((field.next * 7_919 + i * 104_729) % field.next, (i * 31) % perCommit),
  )
  const record = async () => {
    for (const commit of commits) await store.commit(commit)
    return commits.reduce((sum, { legs }) => sum + legs.length, 0)
  }
  field.recorded.push(await costOf(record))
  field.read.push(await costOf(() => readBack(store, keys)))
}

/** Returns the legs. */
async function readBack(store: Store, keys: readonly Hex[]): Promise<number> {
  const snapshot = await store.snapshot()
  try {
    return snapshot.legs({ of: 'keys', keys }).length
  } finally {
    snapshot.release()
  }
}

/** Cost per leg of work that answers how many legs it was. */
async function costOf(work: () => Promise<number>): Promise<Cost> {
  const [before, cpuBefore, began] = [readFileCounts(), process.cpuUsage(), performance.now()]
  const legs = await work()
  const wallUs = (performance.now() - began) * 1_000
  const { user, system } = process.cpuUsage(cpuBefore)
  const after = readFileCounts()
  return {
    wallUs: wallUs / legs,
    cpuUs: (user + system) / legs,
    calls: (after.calls - before.calls) / legs,
    diskBytes: (after.diskBytes - before.diskBytes) / legs,
  }
}

function readFileCounts(): { calls: number; diskBytes: number } {
  const counts = '/proc/self/io'
  if (!existsSync(counts)) return { calls: 0, diskBytes: 0 }
  const text = readFileSync(counts, 'utf8')
  const sum = (names: RegExp): number =>
    [...text.matchAll(names)].reduce((sum, [, count]) => sum + Number(count), 0)
  return { calls: sum(/^sysc[rw]: (\d+)$/gm), diskBytes: sum(/^read_bytes: (\d+)$/gm) }
}

function report(fields: readonly Field[]): void {
  const [smallest] = fields
  if (smallest === undefined) return
  for (const field of fields) {
    const says = (what: string, of: keyof Cost, digits: number) => {
      const [recorded, read] = [middle(field.recorded, of), middle(field.read, of)]
      const before = middle(smallest.recorded, of) + middle(smallest.read, of)
      const growth = (recorded + read) / before
      return `${what} ${recorded.toFixed(digits)} + ${read.toFixed(digits)} (${growth.toFixed(2)}x)`
    }
    const costs = [says('wall µs', 'wallUs', 1), says('cpu µs', 'cpuUs', 1)]
    process.stdout.write(
      `${field.transfers} transfers, recording + reading a leg: ${costs.join(', ')}, ` +
        `${says('file calls', 'calls', 2)}, ` +
        `read from disk ${middle(field.recorded, 'diskBytes').toFixed(0)} + ` +
        `${middle(field.read, 'diskBytes').toFixed(0)} bytes\n`,
    )
  }
}

/** Mean of the middle half: every few blocks a checkpoint is in it, what a neighbour took is not. */
function middle(costs: readonly Cost[], of: keyof Cost): number {
  const values = costs.map((cost) => cost[of])
  const [low, high] = [quantile(values, 0.25), quantile(values, 0.75)]
  const inside = values.filter((value) => value >= low && value <= high)
  return inside.reduce((sum, value) => sum + value, 0) / inside.length
}
