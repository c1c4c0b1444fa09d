import { expect, test } from 'vitest'
import type { Results } from './Results.ts'
import { readmeTable, replaceTable } from './readmeTable.ts'
import { replaceFigures } from './replaceFigures.ts'
import { simulationTable } from './simulationTable.ts'

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

test('behavior: what rooms cost has rows where it was measured', () => {
  const spread = { medianMs: 1.25, worstMs: 4 }
  const figures = { bytesPerAccount: 199, steps: 20, differences: 0 }
  const ticks = { accounts: 1_000_000, oneAsset: spread, everyAsset: spread, ...figures }
  const rooms = { date: '2026-11-23T18:00:00.000Z', commit: 'fedcba', loadBefore: 0, ticks }
  const table = readmeTable({ ...results, rooms: { ...rooms, accountUs: 3.4, legUs: 3.1 } })
  expect(table).toContain('| 1.25 ms, worst 4 (1.25 ms, worst 4)')
  expect(table).toContain('| 199 bytes; 0 in 20 random steps')
  expect(table).toContain('Ticks and legs were measured once, on 2026-11-23 at commit fedcba.')
  expect(readmeTable(results)).not.toContain('A tick of')
})

test('error: a text without the markers has no table', () => {
  expect(replaceTable('Above.', results)).toBeUndefined()
})

const { date, commit, isDirty, machine } = results
const measured = { date, commit, isDirty, machine }
const simulated: Results = {
  ...results,
  simulation: {
    ...measured,
    from: 77,
    seeds: 3_000,
    seedsPerMinutePerCore: 61,
    virtualYears: 2.5,
    blocks: 90_123,
    reorgs: 4_321,
    crashes: 5_432,
    faults: 6_543,
    messages: 7_654,
    answers: 8_765,
  },
  planted: {
    ...measured,
    planted: 60,
    caught: 59,
    seeds: { min: 1, median: 4, max: 1_234 },
    seconds: { min: 2, median: 9, max: 200 },
    smallest: { bugs: 12, min: 1, median: 3, max: 8 },
  },
}

const both = `${empty}\n<!-- simulation:start -->\nold\n<!-- simulation:end -->\nEnd.\n`

test('default: figures of the simulation stand in a part of their own', () => {
  const readme = replaceFigures(both, simulated) ?? ''
  expect(readme).toContain(`Below.\n\n${simulationTable(simulated)}\nEnd.\n`)
  for (const cell of ['3,000', '61', '2.5', '90,123, 4,321', '59 of 60', '4 (1,234)', '3 (1 to 8)'])
    expect(readme).toMatch(new RegExp(`\\| ${cell.replace(/[()]/g, '\\$&')} +\\|`))
  expect(replaceFigures(readme, simulated)).toBe(readme)
})

test('behavior: without figures the part has the commands alone', () => {
  const readme = replaceFigures(both, results) ?? ''
  expect(readme).toContain('npm run simulate:planted')
  expect(simulationTable(results)).not.toContain('|')
})

test('error: a text without the markers of the simulation has no figures', () => {
  expect(replaceFigures(empty, results)).toBeUndefined()
})
