import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type ChainProgress,
  formatDuration,
  formatProgress,
} from '../../src/cli/progress/formatProgress.ts'

const chain: ChainProgress = {
  chainId: 1,
  name: 'home',
  phase: 'live',
  head: 1_234_567n,
  headTimestamp: 1n,
  followed: 1_234_560n,
  safe: undefined,
  finalized: 1_234_500n,
  finalitySource: 'tag',
  headConfirmedAtMs: 1,
  monotonic: { confirmedMs: 0, atHeadMs: 0, movedMs: 0 },
  problem: undefined,
  rpc: { requests: 1, failures: 0, bytes: 1 },
  endpoints: [],
  independentEndpoints: 1,
  reorgs: { count: 0, deepest: 0n },
  isStale: false,
  lagBlocks: 7n,
  lagSeconds: 14n,
  eventsPerSecond: 1_499.6,
  etaSeconds: undefined,
}

test('default: one aligned line per chain', () => {
  const backfill: ChainProgress = {
    ...chain,
    name: 'far-away',
    phase: 'backfill',
    lagBlocks: 1_000_000n,
    lagSeconds: 7_500n,
    etaSeconds: 185,
  }
  expect(formatProgress([chain, backfill])).toEqual([
    'home      live      head 1,234,567  indexed 1,234,560  finalized 1,234,500  lag 7 (14 s)              1,500 events/s',
    'far-away  backfill  head 1,234,567  indexed 1,234,560  finalized 1,234,500  lag 1,000,000 (2 h 05 m)  1,500 events/s  ETA 3 m 05 s',
  ])
})

test('behavior: what is not known yet is a dash, and the problem stands at the end', () => {
  const connecting: ChainProgress = {
    ...chain,
    phase: 'connecting',
    head: undefined,
    followed: undefined,
    finalized: undefined,
    lagBlocks: undefined,
    lagSeconds: undefined,
    eventsPerSecond: 0,
    problem: 'home#1 cannot be reached.',
  }
  expect(formatProgress([connecting])).toEqual([
    'home  connecting  head –  indexed –  finalized –  lag –  0 events/s    home#1 cannot be reached.',
  ])
})

test('behavior: a live chain that is too old is called stale', () => {
  expect(formatProgress([{ ...chain, isStale: true }])[0]).toMatch(/^home {2}stale {2}/)
})

test.each([
  [0, '0 s'],
  [59.9, '59 s'],
  [60, '1 m 00 s'],
  [3_599, '59 m 59 s'],
  [3_600, '1 h 00 m'],
  [86_399, '23 h 59 m'],
  [86_400, '1 d 00 h'],
  [Number.POSITIVE_INFINITY, '–'],
  [-5, '0 s'],
])('default: %d seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text)
})

// A column that moves from line to line cannot be read.
test('property: every line has its columns at the same places', () => {
  const anyChain = fc
    .record({
      name: fc.string({ unit: fc.constantFrom('a', 'b', '-'), minLength: 1, maxLength: 12 }),
      head: fc.option(fc.bigInt({ min: 0n, max: 10n ** 12n }), { nil: undefined }),
      eventsPerSecond: fc.double({ min: 0, max: 1e6, noNaN: true }),
    })
    .map((change): ChainProgress => ({ ...chain, ...change }))
  fc.assert(
    fc.property(fc.array(anyChain, { minLength: 1, maxLength: 5 }), (chains) => {
      const lines = formatProgress(chains)
      expect(new Set(lines.map((line) => line.indexOf('indexed '))).size).toBe(1)
      expect(new Set(lines.map((line) => line.indexOf('lag '))).size).toBe(1)
    }),
    { seed: 7, numRuns: 300 },
  )
})
