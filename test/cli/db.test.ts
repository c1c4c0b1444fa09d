import { expect, test } from 'vitest'
import type { Program } from '../../src/cli/Program.ts'
import { runCli } from '../../src/cli/runCli.ts'
import { BackupExistsError } from '../../src/store/BackupExistsError.ts'
import { StoreDamagedError } from '../../src/store/StoreDamagedError.ts'
import type { Pruned } from '../../src/store/sqlite/pruneDatabase.ts'
import { createFakeWorld } from './support/createFakeWorld.ts'
import { exampleFiles, exampleVariables } from './support/exampleNodes.ts'

const never = () => Promise.reject(new Error('not in this test'))
const chains = [{ chainId: 31001, blocks: 7, stateDigest: '0xab', damage: [] }] as const

async function run(argv: readonly string[], tools: Partial<Program['db']>, files = exampleFiles()) {
  const db = { backup: never, restore: never, check: never, prune: never, ...tools }
  const world = createFakeWorld({
    argv: ['db', ...argv, '--config', 'plimsoll.config.json'],
    files,
    variables: exampleVariables,
    program: { db },
  })
  const exitCode = await runCli(world)
  return { exitCode, out: world.out(), err: world.err() }
}

test('default: backup says how far it is, what it holds and where it lies', async () => {
  const asked: unknown[] = []
  const { exitCode, out } = await run(['backup', 'copies/today.db'], {
    backup: async ({ onProgress, ...parameters }) => {
      asked.push(parameters)
      for (const pages of [0, 5, 12, 31, 50, 100]) onProgress({ pages, pagesTotal: 100 })
      return { bytes: 409_600, chains }
    },
  })
  expect(asked).toEqual([
    { path: '/work-folder/example.db', target: '/work-folder/copies/today.db', isForced: false },
  ])
  expect(exitCode).toBe(0)
  expect(
    out
      .trim()
      .split('\n')
      .map((line) => line.slice(9)),
  ).toEqual([
    'Copied 12 %. (pages 12, pagesTotal 100)',
    'Copied 31 %. (pages 31, pagesTotal 100)',
    'Copied 50 %. (pages 50, pagesTotal 100)',
    'Copied 100 %. (pages 100, pagesTotal 100)',
    'Backed up and checked. (chain home, blocks 7, stateDigest 0xab)',
    'The backup is /work-folder/copies/today.db. (bytes 409600)',
  ])
})

test('args: --force and --database', async () => {
  const asked: unknown[] = []
  await run(['backup', 'x.db', '--force', '--database', 'other.db'], {
    backup: async ({ path, isForced }) => {
      asked.push({ path, isForced })
      return { bytes: 1, chains: [] }
    },
  })
  expect(asked).toEqual([{ path: '/work-folder/other.db', isForced: true }])
})

test('error: a file that is there is a mistake, a damaged store a failure', async () => {
  const exists = new BackupExistsError({ path: '/work-folder/x.db' })
  expect(await run(['backup', 'x.db'], { backup: () => Promise.reject(exists) })).toEqual({
    exitCode: 2,
    out: '',
    err: 'There is a file /work-folder/x.db already. Write another name, or replace it with --force.\n',
  })
  const damaged = new StoreDamagedError({ path: '/d.db', found: 'Block 3 is wrong.' })
  const { exitCode, err } = await run(['backup', 'x.db'], { backup: () => Promise.reject(damaged) })
  expect(exitCode).toBe(1)
  expect(err).toBe(
    'The store /d.db is damaged: Block 3 is wrong. Restore a backup with plimsoll db restore, or index into a new database path.\n',
  )
})

test('default: restore says what it put back and where the former database is', async () => {
  const { exitCode, out } = await run(['restore', 'x.db'], {
    restore: async ({ backup, path, nowMs }) => {
      expect({ backup, path, nowMs }).toEqual({
        backup: '/work-folder/x.db',
        path: '/work-folder/example.db',
        nowMs: 1_700_000_000_000,
      })
      return { keptAs: `${path}.replaced-then`, chains }
    },
  })
  expect(exitCode).toBe(0)
  expect(out).toContain('Checked and restored. (chain home, blocks 7, stateDigest 0xab)')
  expect(out).toContain(
    'The database that was replaced is kept as /work-folder/example.db.replaced-then.',
  )
})

const pruned: Pruned = {
  rows: { orphans: 1, cuts: 2, series: 3, facts: 4, legs: 7, blocks: 5 },
  rawLogBytes: 6,
  retention: [{ chainId: 31001, number: 99n, timestamp: 1_000n }],
  freedBytes: 4_096,
  databaseBytes: 8_192,
  compacted: 'no',
}

test('default: prune tells what would go, and changes nothing', async () => {
  const asked: unknown[] = []
  const { exitCode, out } = await run(['prune'], {
    prune: async (parameters) => {
      asked.push(parameters)
      return { ...pruned, retention: [] }
    },
  })
  expect(asked).toEqual([
    {
      path: '/work-folder/example.db',
      nowMs: 1_700_000_000_000,
      before: undefined,
      strangersOf: [],
      orphansBefore: 1_700_000_000n - 30n * 86_400n,
      withRawLogs: false,
      isApplied: false,
      freeBytes: Number.MAX_SAFE_INTEGER,
    },
  ])
  expect(exitCode).toBe(0)
  expect(out.slice(9)).toBe(
    'Nothing was changed: this would go. Write --apply to drop it. (orphans 1, cuts 2, series 3, facts 4, legs 7, blocks 5, rawLogBytes 6, freedBytes 4096, databaseBytes 8192)\n',
  )
})

test('args: --before, --orphans-older-than, --raw-logs and --apply', async () => {
  const asked: unknown[] = []
  const options = ['--before', '2023-11-01', '--orphans-older-than', '7', '--raw-logs', '--apply']
  const { out } = await run(['prune', ...options], {
    prune: async ({ before, orphansBefore, withRawLogs, isApplied }) => {
      asked.push({ before, orphansBefore, withRawLogs, isApplied })
      return { ...pruned, compacted: 'short' }
    },
  })
  expect(asked).toEqual([
    {
      before: BigInt(Date.UTC(2023, 10, 1) / 1000),
      orphansBefore: 1_700_000_000n - 7n * 86_400n,
      withRawLogs: true,
      isApplied: true,
    },
  ])
  expect(out).toContain(
    'History begins here now; older moments are answered with BEFORE_RETENTION.',
  )
  expect(out).toContain('(chain home, block 99)')
  expect(out).toContain('warning: The disk has not the room to compact the file')
})

test.each([
  [['--before', 'yesterday'], '--before: it is no date. Write a past day such as 2026-01-31.\n'],
  [['--before', '2099-01-01'], '--before: it is not in the past. Write a past day such as'],
  [['--orphans-older-than', '-3'], 'write a number of days'],
])('error: %s is about the arguments', async (options, sentence) => {
  const { exitCode, err } = await run(['prune', ...options], {})
  expect(exitCode).toBe(2)
  expect(err).toContain(sentence)
})

test('error: prices that parameters follow are not pruned, those before them are', async () => {
  const rule = {
    measure: { type: 'ewma', lambdaBps: 9_400, seedBps: 300, multipleBps: 23_300 },
    ...{ floorBps: 500, stepUpBps: 200, stepDownBps: 50 },
  }
  const since = Date.UTC(2023, 9, 1) / 1000
  const files = exampleFiles(({ venues }) => {
    for (const { risk } of venues)
      Object.assign(risk, { follow: { since, markets: { 'ETH-PERP': rule } } })
  })
  const prune = async () => pruned
  const refused = await run(['prune', '--before', '2023-10-01'], { prune }, files)
  expect(refused.exitCode).toBe(2)
  expect(refused.err).toContain(
    "--before: it takes prices that the parameters of venue 'lab' are made of since 2023-10-01T00:00:00.000Z.",
  )
  expect((await run(['prune', '--before', '2023-09-30'], { prune }, files)).exitCode).toBe(0)
})
