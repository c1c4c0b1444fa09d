import { expect, test } from 'vitest'
import type { Results } from './Results.ts'
import { readmeTable, replaceTable } from './readmeTable.ts'

const rate = { requestsPerSecond: 1_234, p50Ms: 20, p99Ms: 41 }

const results: Results = {
  commit: '0123456789abcdef',
  isDirty: false,
  date: '2026-11-22T18:00:00.000Z',
  machine: { cpu: 'X', cores: 2, memoryGb: 8, node: 'v20.20.2', os: 'Linux 6', loadBefore: 0.1 },
  backfill: {
    blocks: 5_000,
    logsPerBlock: 10,
    chains: 3,
    events: 152_852,
    runs: [19_000, 21_000, 20_500],
    eventsPerSecond: 20_500,
    eventsPerSecondFromFirstLogs: 24_000,
    cpuSeconds: 7.8,
    serverCpuSeconds: 0.7,
    rpcCallsPerThousandEvents: 3.8,
    httpRequestsPerThousandEvents: 1.2,
    peakRssMb: 480,
    databaseBytesPerEvent: 152,
    digest: 'abc',
    pastCuts: [1, 2, 3],
  },
  floor: { eventsPerSecond: 40_000, cpuSeconds: 4 },
  latency: { samples: 120, p50Ms: 130, p99Ms: 260, maxMs: 300 },
  graphql: { connections: 32, seconds: 8, marginAccount: rate, hello: rate },
}

const empty = 'Above.\n<!-- bench:start -->\nold\n<!-- bench:end -->\nBelow.\n'

test('default: only what stands between the markers is replaced', () => {
  expect(replaceTable(empty, results)).toBe(`Above.\n${readmeTable(results)}\nBelow.\n`)
  expect(readmeTable(results)).toContain('| 20,500 events/s ')
})

test('behavior: a table that is right stays as it is, and another result changes it', () => {
  const readme = replaceTable(empty, results) ?? ''
  expect(replaceTable(readme, results)).toBe(readme)
  const slower = { ...results, backfill: { ...results.backfill, eventsPerSecond: 20_499 } }
  expect(replaceTable(readme, slower)).not.toBe(readme)
})

test('error: a text without the markers has no table', () => {
  expect(replaceTable('Above.', results)).toBeUndefined()
})
