import { appendFile, copyFile, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseProject } from '../../src/config/parseProject.ts'
import { BaseError } from '../../src/errors/BaseError.ts'
import { verify } from '../../src/start/verify.ts'
import { StoreFullError } from '../../src/store/StoreFullError.ts'
import { StoreLockedError } from '../../src/store/StoreLockedError.ts'
import { Sqlite } from '../../src/store/sqlite/driver.ts'
import { createRandom, pickIndex } from './support/createRandom.ts'
import { createWorld, type World } from './support/createWorld.ts'
import { awaitTips, expectLikeFresh } from './support/expectLikeFresh.ts'
import { readChain, readConditions, readServed } from './support/readServed.ts'
import type { Program } from './support/runProgram.ts'
import { takeImage } from './support/takeImage.ts'
import { worldConfig } from './support/worldConfig.ts'

test('behavior: F114 a crash before any write converges to the same state', async () => {
  const world = await createWorld({ liveBlocks: 3, chains: { harbor: { rangeBlocksMax: 80 } } })
  const images: string[] = []
  const program = await world.start()
  world.onWrite = async (moment) => {
    if (moment === 'before')
      images.push(await takeImage(world, program, `image-${images.length}.db`))
  }
  await awaitTips(world, program)
  world.onWrite = undefined
  await program.stop()
  expect(images.length).toBeGreaterThan(6)
  for (const database of images) await expectLikeFresh(world, await world.start({ database }))
})

/** What must hold while nothing can be written. */
async function expectReadOnly(program: Program, words: RegExp): Promise<void> {
  const chain = await readChain(program, 'harbor')
  expect(chain.isStale).toBe(true)
  expect(chain.problem).toMatch(words)
  expect((await program.ready()).status).toBe(503)
  // What is recorded is served.
  const { collateral } = await program.query<{ collateral: { lineCount: number } }>(
    '{ collateral(venue: "lab") { lineCount } }',
  )
  expect(collateral.lineCount).toBeGreaterThan(0)
}

test('behavior: F115 below the disk reserve nothing is written, it is said, and it goes on alone', async () => {
  const world = await createWorld()
  const enough = world.disk.freeBytes
  world.clock.at(21_000, () => {
    world.disk.freeBytes = 1_000_000
  })
  world.clock.at(70_000, () => {
    world.disk.freeBytes = enough
  })
  let met = 0
  world.onWrite = async (moment) => {
    const nowMs = world.clock.monotonic()
    if (moment === 'before' && nowMs > 23_000 && nowMs < 70_000) met += 1
  }
  const program = await world.start()
  await world.clock.run(50_000)
  await expectReadOnly(program, /held in reserve/)
  expect(met).toBe(0)
  await expectLikeFresh(world, program)
})

test('behavior: F115 a disk that is full all the same is waited for, and loses nothing', async () => {
  const world = await createWorld()
  let met = 0
  world.onWrite = async (moment) => {
    const nowMs = world.clock.monotonic()
    if (moment !== 'before' || nowMs < 21_000 || nowMs > 70_000) return
    met += 1
    throw new StoreFullError({ path: 'world.db', cause: undefined })
  }
  const program = await world.start()
  await world.clock.run(50_000)
  await expectReadOnly(program, /full/)
  world.onWrite = undefined
  await expectLikeFresh(world, program)
  expect(met).toBeGreaterThan(0)
})

/** Starts over a damaged copy: the words of the refusal, or what is served when nothing is wrong. */
async function readDamaged(world: World, database: string) {
  let program: Program
  try {
    program = await world.start({ database })
  } catch (error) {
    expect(error, 'a damaged file is refused in plain words').toBeInstanceOf(BaseError)
    return { refused: String(error), served: undefined }
  }
  try {
    await world.clock.run(40_000)
    const halted = program.views.status().find(({ phase }) => phase === 'halted')
    if (halted !== undefined) return { refused: halted.problem, served: undefined }
    return { refused: undefined, served: await readServed(program) }
  } catch (error) {
    return { refused: String(error), served: undefined }
  } finally {
    await program.stop().catch((error: unknown) => expect(error).toBeInstanceOf(BaseError))
  }
}

test('behavior: F116 a flipped bit is found at the start, or has changed no answer', async () => {
  const world = await createWorld({ liveBlocks: 2 })
  const program = await world.start()
  await awaitTips(world, program)
  const wanted = await readServed(program)
  await program.stop()
  const bytes = await readFile(program.database)
  const random = createRandom(116)
  let found = 0
  for (let i = 0; i < 24; i += 1) {
    const damaged = Buffer.from(bytes)
    // Beyond the first page, which holds the schema.
    const at = 4_096 + pickIndex(random, bytes.length - 4_096)
    damaged[at] = (damaged[at] ?? 0) ^ (1 << pickIndex(random, 8))
    const database = `damaged-${i}.db`
    await writeFile(join(world.folder, database), damaged)
    const { refused, served } = await readDamaged(world, database)
    if (refused !== undefined) found += 1
    else expect(served, `bit ${i} at byte ${at}`).toEqual(wanted)
  }
  expect(found).toBeGreaterThan(0)
})

/** Columns whose wrong values SQLite itself would serve without a word. */
const columns = [
  ['fact', 'payload'],
  ['tx', 'hash'],
  ['block', 'hash'],
] as const

test.each(columns)(
  'behavior: F116 a bit that rots inside a value of %s.%s is found, or has changed no answer',
  async (table, column) => {
    const world = await createWorld({ liveBlocks: 2 })
    const program = await world.start()
    await awaitTips(world, program)
    const wanted = await readServed(program)
    await program.stop()
    const random = createRandom(117)
    let found = 0
    for (let i = 0; i < 4; i += 1) {
      const database = `rotten-${i}.db`
      const path = join(world.folder, database)
      await copyFile(program.database, path)
      rot(path, table, column, random)
      const { refused, served } = await readDamaged(world, database)
      if (refused === undefined) expect(served, `change ${i}`).toEqual(wanted)
      else found += 1
    }
    expect(found).toBeGreaterThan(0)
  },
)

test('behavior: F116 a running value that rots no longer follows from its facts, and verify names it', async () => {
  const world = await createWorld({ liveBlocks: 2 })
  const program = await world.start()
  await awaitTips(world, program)
  await program.stop()
  const rpc = { harbor: 'http://127.0.0.1:1', island: 'http://127.0.0.1:2' }
  const config = worldConfig({ database: program.database, rpc, book: world.book })
  const project = parseProject(config, { variables: {}, presets: {} })
  const countMismatches = async (): Promise<number> => {
    const store = await world.env.openStore(program.database)
    try {
      const { chains } = await verify({ store, project })
      return chains.reduce((sum, { mismatches }) => sum + mismatches.length, 0)
    } finally {
      await store.close()
    }
  }
  expect(await countMismatches()).toBe(0)
  rot(program.database, 'series', 'value', createRandom(118))
  expect(await countMismatches()).toBeGreaterThan(0)
})

/** Flips one bit of one stored value, as a disk would behind the back of SQLite's own checks. */
function rot(path: string, table: string, column: string, random: () => number): void {
  const db = new Sqlite(path)
  const rows = db.prepare<[], { value: Buffer }>(`SELECT ${column} AS value FROM ${table}`).all()
  const value = rows[pickIndex(random, rows.length)]?.value
  if (value === undefined) throw new Error(`${table} holds nothing`)
  const damaged = Buffer.from(value)
  const at = pickIndex(random, damaged.length)
  damaged[at] = (damaged[at] ?? 0) ^ (1 << pickIndex(random, 8))
  const change = `UPDATE ${table} SET ${column} = ? WHERE rowid IN (SELECT rowid FROM ${table} WHERE ${column} = ? LIMIT 1)`
  const isKeyed = table === 'fact' || table === 'series' || table === 'tx'
  // Tables without a rowid are found by the value alone.
  const sql = isKeyed ? `UPDATE ${table} SET ${column} = ? WHERE ${column} = ?` : change
  expect(db.prepare(sql).run(damaged, value).changes).toBeGreaterThan(0)
  db.close()
}

test('behavior: F117 a torn write-ahead log costs the newest writes and nothing else', async () => {
  const world = await createWorld({ liveBlocks: 6 })
  const images: string[] = []
  const program = await world.start()
  world.onWrite = async (moment) => {
    if (moment === 'after' && images.length < 12)
      images.push(await takeImage(world, program, `torn-${images.length}.db`))
  }
  await awaitTips(world, program)
  world.onWrite = undefined
  await program.stop()
  const random = createRandom(117)
  let met = 0
  for (const [i, database] of images.entries()) {
    const wal = join(world.folder, `${database}-wal`)
    const { size } = await stat(wal)
    await truncate(wal, pickIndex(random, size))
    if (i % 2 === 0) await appendFile(wal, Buffer.alloc(5_000, pickIndex(random, 256)))
    met += 1
    await expectLikeFresh(world, await world.start({ database }))
  }
  expect(met).toBeGreaterThan(6)
})

test('error: F118 a second process is refused, is told who writes, and disturbs nothing', async () => {
  const world = await createWorld()
  const program = await world.start()
  await world.clock.run(20_000)
  const refused: unknown = await world.start().catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(StoreLockedError)
  expect(String(refused)).toContain(String(process.pid))
  await expectLikeFresh(world, program)
})

test('behavior: F119 a reader that never ends does not let the log grow without end', async () => {
  const world = await createWorld({ liveBlocks: 120 })
  world.disk.logBytesMax = 300_000
  const program = await world.start()
  await world.clock.run(10_000)
  const held = await program.views.open({ by: 'finality', finality: 'LATEST' })
  let largest = 0
  for (let i = 0; i < 24; i += 1) {
    await world.clock.run(10_000)
    const { size } = await stat(`${program.database}-wal`)
    largest = Math.max(largest, size)
  }
  // Thirty seconds of writes beyond the limit, until the reader is given up.
  expect(largest).toBeLessThan(4_000_000)
  // Read again after it was given up, it says so instead of answering from another state.
  expect(() => held.conditions()).toThrow(BaseError)
  held.release()
  await expectLikeFresh(world, program)
})

test.each([3_600_000, -3_600_000])(
  'behavior: F120 a wall clock that jumps by %i ms moves no timer',
  async (ms) => {
    const world = await createWorld()
    let met = 0
    const step = (atMs: number, byMs: number) =>
      world.clock.at(atMs, () => {
        world.clock.stepWall(byMs)
        met += 1
      })
    step(21_000, ms)
    step(55_000, -ms)
    const program = await world.start()
    await world.clock.run(22_500)
    for (let i = 0; i < 25; i += 1) {
      await world.clock.run(1_000)
      expect(program.views.status().map(({ isStale }) => isStale)).toEqual([false, false])
    }
    expect(Number((await readChain(program, 'harbor')).indexed)).toBeGreaterThanOrEqual(262)
    const codes = (await readConditions(program)).map(({ code }) => code)
    expect(codes).not.toContain('TRANSFER_STUCK')
    await expectLikeFresh(world, program)
    expect(met).toBe(2)
  },
)

test('behavior: F121 a process that was paused and wakes up beside a second writer writes no more', async () => {
  const world = await createWorld()
  const paused = await world.start()
  await world.clock.run(20_000)
  // The lock of the operating system falls with its file: what is left is the number inside the database.
  await rm(`${paused.database}.lock`)
  const second = await world.start()
  await world.clock.run(30_000)
  const fenced = await readChain(paused, 'harbor')
  expect(fenced.status).toBe('HALTED')
  expect(fenced.problem).toMatch(/taken over/)
  await paused.stop()
  await expectLikeFresh(world, second)
})

test('default: a copy of a stopped database serves what its original served', async () => {
  const world = await createWorld({ liveBlocks: 2 })
  const program = await world.start()
  await awaitTips(world, program)
  await program.stop()
  await copyFile(program.database, join(world.folder, 'copy.db'))
  await expectLikeFresh(world, await world.start({ database: 'copy.db' }))
})
