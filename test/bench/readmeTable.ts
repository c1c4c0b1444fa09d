import type { Rate, Results } from './Results.ts'

const start = '<!-- bench:start -->'
const end = '<!-- bench:end -->'

/** Peers of the shared bench, run by hand because they need PostgreSQL and 2 GB of packages; net of their own start-up. */
const others = `Others on the same job and machine on 2026-11-23, with the right digest, net of their own start-up. Subsquid in turns with
ours, eight pairs in a quiet hour: 9,927 to 13,736 events/s (26 s CPU with PostgreSQL) against 25,548 to 37,844 (9 s CPU), 2.3 to 3.3 times
as fast, 2.8 in the median (the aim is 3). Ponder 0.16.10, beside an earlier commit: 1,119 events/s on a quiet machine (54 s CPU), where ours
made 38,415; 1,049 and 1,016 (56 s CPU) beside other work, where ours made 11,605 and 13,878. As the bench's authors measured them: Ponder
1.0.0 2,640; one account over GraphQL on Ponder 0.16.10 454 requests/s. The jobs are not equal: Ponder keeps every log and block,
Subsquid aggregates in memory, Plimsoll keeps every fact and every past value.

In a world of 3,058,662 events the memory peaks less than a tenth above the small one: the main heap is bounded by what is alive and
garbage together, and what is held of words and keys to 60,000.

Ten million transfers on disk, on 2026-11-23, 1,081 bytes each, filled in bulk in 12 minutes beside other work: a leg is recorded and read
again by its key in 75 + 32 µs (in turns with 57 + 24 of a hundred thousand and 69 + 28 of a million). Five runs on a quiet machine:
1.40, 1.30, 1.26, 1.37 and 1.26 times as much as with a hundred thousand; the budget is 1.5. The stores are in the system's cache; where it
had dropped pages meanwhile, so that a leg read 1,400 bytes from the disk, a run made 1.53.

Where the time of a backfill goes (samples of all threads, 2026-11-23, commit 3ac9709, beside other work; 9.0 s of processor time from the start of the process,
where the floor takes 3.1): the main thread takes 3.7 s (2.0 in our own code, of which raw logs, decoding, reading and encoding are the
most; 0.7 in Node and V8's native parts, 0.5 collecting garbage, 0.3 compiling, 0.2 in the kernel), the writer 2.1 (1.5 in SQLite), V8's
workers 2.7 (1.7 optimizing code that runs for five seconds, 0.5 copying what is young, 0.4 marking), and the API's thread 0.5, to load
itself. With the replay server both cores are full, so that only less work, not more threads, would make it faster: 0.8 of the floor with
a row per log, the aim, is a second of these less. Before the program came in few files and its heap had more room it took 11.5 s. Answers
beside a backfill, at 100 a second: p99 of 34, 19, 31, 21 and 21 ms in five more quiet runs (the aim is 50; up to 219 in loaded hours of
earlier commits).`

/** The part of the README between its two markers, markers included. */
export function readmeTable(results: Results): string {
  const { backfill, machine, scale } = results
  const runs = backfill.runs.map(count).join(', ')
  return [
    start,
    ...toTable([['What', 'Measured'], ...toRows(results)]),
    '',
    `Measured on ${results.date.slice(0, 10)} at commit ${results.commit.slice(0, 10)}${results.isDirty ? ' with local changes' : ''}: ${machine.cores} cores (${machine.cpu}), ${machine.memoryGb} GB, Node ${machine.node}, load ${machine.loadBefore} from other work before it began; median of ${backfill.runs.length} runs (${runs}), each with the floor right after. The replay server shares the cores. After every run the digest of the final state was right; \`plimsoll verify\` passed, and the past cuts at blocks ${backfill.pastCuts.join(', ')} equalled the generator's own books.${toOther('The large world was', scale)}${toOther('Ticks and legs were', results.rooms)}`,
    '',
    others,
    end,
  ].join('\n')
}

function toRows(results: Results): [string, string][] {
  const { backfill, floor, floorRaw, latency, graphql, graphqlInBackfill } = results
  return [
    [
      `Backfill, ${count(backfill.events)} events over ${backfill.chains} chains, from the first request for logs`,
      `${count(backfill.eventsPerSecondFromFirstLogs)} events/s`,
    ],
    ['… from process start', `${count(backfill.eventsPerSecond)} events/s`],
    [
      '… CPU of Plimsoll (of the replay server)',
      `${backfill.cpuSeconds} s (${backfill.serverCpuSeconds} s)`,
    ],
    [
      '… RPC calls (HTTP requests) per 1,000 events',
      `${backfill.rpcCallsPerThousandEvents} (${backfill.httpRequestsPerThousandEvents})`,
    ],
    ['… peak memory', `${count(backfill.peakRssMb)} MB`],
    ['… database', toBytes(backfill)],
    ...toOptional(floorRaw, (raw) => [
      'Floor with a row per log: hand decoder and better-sqlite3, no history',
      `${count(raw.eventsPerSecond)} events/s, ${raw.cpuSeconds} s CPU`,
    ]),
    [
      'Floor in large batches: no row per log either',
      `${count(floor.eventsPerSecond)} events/s, ${floor.cpuSeconds} s CPU`,
    ],
    ...toOptional(results.slowEndpoint, (slow) => [
      `Backfill from an endpoint that answers after ${slow.latencyMs} ms and at most ${count(slow.resultsMax)} logs`,
      `${count(slow.eventsPerSecondFromFirstLogs)} events/s (floor with a row per log: ${count(slow.floorRawEventsPerSecond)})`,
    ]),
    ...toOptional(results.withoutTimestamps, (bare) => [
      'RPC calls per 1,000 events where logs do not say their time',
      `${bare.rpcCallsPerThousandEvents}`,
    ]),
    ...toScaleRows(results.scale),
    ...toRoomsRows(results.rooms),
    [
      `Block mined → seen by a subscriber, a block a second, ${latency.samples} blocks`,
      `p50 ${latency.p50Ms} ms, p99 ${latency.p99Ms} ms`,
    ],
    ...toOptional(results.manyChains, (many) => [
      `${many.chains} live chains, a block every ${many.blockMs} ms each`,
      `lag p50 ${many.lagP50Ms} ms, p99 ${many.lagP99Ms} ms; ${many.cpuShare} of a core, ${many.peakRssMb} MB`,
    ]),
    [
      `One margin account over GraphQL, ${graphql.connections} connections`,
      rate(graphql.marginAccount),
    ],
    ['graphql-yoga answering a constant, beside it', rate(graphql.hello)],
    ...toOptional(graphqlInBackfill, (busy) => [
      `The same at ${busy.requestsPerSecond} requests/s while a backfill runs`,
      `p50 ${busy.p50Ms} ms, p99 ${busy.p99Ms} ms, of runs with a p99 of ${busy.p99sMs.join(', ')} (backfill ${count(busy.eventsPerSecondFromFirstLogs)} events/s)`,
    ]),
  ]
}

function toScaleRows(scale: Results['scale']): [string, string][] {
  if (scale === undefined) return []
  return [
    [
      `Backfill of ${count(scale.events)} events`,
      `${count(scale.eventsPerSecondFromFirstLogs)} events/s (floor with a row per log: ${count(scale.floorRawEventsPerSecond)})`,
    ],
    [
      '… CPU per event over that of the small one, peak memory',
      `${scale.cpuGrowth}, ${count(scale.peakRssMb)} MB`,
    ],
    ['… database', toBytes(scale)],
  ]
}

function toRoomsRows(rooms: Results['rooms']): [string, string][] {
  if (rooms === undefined) return []
  const { accounts, oneAsset, everyAsset, bytesPerAccount, steps, differences } = rooms.ticks
  return [
    [
      `A tick of one price over ${count(accounts)} accounts of four exposures (of all 64 prices by 1 %)`,
      `${oneAsset.medianMs} ms, worst ${oneAsset.worstMs} (${everyAsset.medianMs} ms, worst ${everyAsset.worstMs})`,
    ],
    [
      '… memory an account; differences to the exact pass',
      `${bytesPerAccount} bytes; ${differences} in ${steps} random steps`,
    ],
    ['… one account, exactly', `${rooms.accountUs} µs`],
    ['A leg of a transfer, joined and judged in memory', `${rooms.legUs} µs`],
  ]
}

function toBytes(result: { databaseBytesPerEvent: number; rawLogBytesPerEvent?: number }): string {
  const own = `${count(result.databaseBytesPerEvent)} bytes per event`
  if (result.rawLogBytesPerEvent === undefined) return own
  return `${own}, and ${count(result.rawLogBytesPerEvent)} of raw logs`
}

/** Where a part was not measured with the others. */
function toOther(what: string, part: { date: string; commit: string } | undefined): string {
  if (part === undefined) return ''
  return ` ${what} measured once, on ${part.date.slice(0, 10)} at commit ${part.commit.slice(0, 10)}.`
}

/** What older results do not have is no row. */
function toOptional<value>(
  value: value | undefined,
  toRow: (value: value) => [string, string],
): [string, string][] {
  return value === undefined ? [] : [toRow(value)]
}

/** Replaces what stands between the markers; undefined when the text lacks them. */
export function replaceTable(readme: string, results: Results): string | undefined {
  const from = readme.indexOf(start)
  const to = readme.indexOf(end)
  if (from < 0 || to < from) return undefined
  return readme.slice(0, from) + readmeTable(results) + readme.slice(to + end.length)
}

/** Cells are padded to one width per column, as the formatter would do it. */
export function toTable([head, ...rows]: readonly (readonly [string, string])[]): string[] {
  const all = head === undefined ? rows : [head, ...rows]
  const widths = [0, 1].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const toLine = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = toLine(widths.map((width) => '-'.repeat(width)))
  return [toLine(head ?? ['', '']), rule, ...rows.map(toLine)]
}

function rate({ requestsPerSecond, p50Ms, p99Ms }: Rate): string {
  return `${count(requestsPerSecond)} requests/s, p50 ${p50Ms} ms, p99 ${p99Ms} ms`
}

export function count(value: number): string {
  return value.toLocaleString('en-US')
}
