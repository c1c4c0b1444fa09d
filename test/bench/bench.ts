import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { measureBackfill } from './measureBackfill.ts'
import { measureBusyGraphql } from './measureBusyGraphql.ts'
import { dropLogTimestamps, measureEndpoint } from './measureEndpoint.ts'
import { copyBench } from './measureFloor.ts'
import { measureGraphql } from './measureGraphql.ts'
import { measureLatency } from './measureLatency.ts'
import { measureManyChains } from './measureManyChains.ts'
import { measureRooms } from './measureRooms.ts'
import { measureScale } from './measureScale.ts'
import type { GraphqlResult, Results } from './Results.ts'
import { readCommit } from './readCommit.ts'
import { readMachine } from './readMachine.ts'
import { replaceFigures } from './replaceFigures.ts'
import { repository } from './startCompiled.ts'
import { startReplay } from './startReplay.ts'

const world = { blocks: 5_000, logsPerBlock: 10 }
const backfillRuns = 5
const latencySamples = 120
/** A block a second on each of fifty chains, for as long as a lag would take to build up. */
const manyLiveChains = { chains: 50, blockMs: 1_000, transport: 'ws', seconds: 60 } as const
const seed = 20_261_122

const resultsPath = join(import.meta.dirname, 'results.json')

// `--table` only writes the README's table from the results that are there; `--scale` adds the large world to them, and
// `--rooms` what ticks and matching cost.
if (process.argv.includes('--table')) writeTable()
else if (process.argv.includes('--rooms')) await record(addRooms)
else await benchChains(process.argv.includes('--scale') ? addScale : measure)

async function benchChains(
  work: (benchDir: string, folder: string) => Promise<Results>,
): Promise<void> {
  const source = resolve(repository, process.env.BENCH_DIR ?? '../shared/bench')
  if (!existsSync(source)) {
    say(`SKIPPED: nothing was measured, because ${source} is not there; BENCH_DIR names it.`)
    return
  }
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: repository, stdio: 'inherit' })
  await record((folder) => work(copyBench(source, join(folder, 'bench')), folder))
}

async function record(work: (folder: string) => Promise<Results>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'))
  try {
    const results = await work(folder)
    writeFileSync(resultsPath, `${JSON.stringify(results, undefined, 2)}\n`)
    execFileSync('npx', ['biome', 'format', '--write', resultsPath], { cwd: repository })
    say(JSON.stringify(results, undefined, 2))
    writeTable()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(benchDir: string, folder: string): Promise<Results> {
  const machine = readMachine()
  const date = new Date().toISOString()
  const replay = await startReplay(benchDir, world)
  say(`replay server: ${replay.events} events`)
  let graphql: GraphqlResult | undefined
  const measured = await measureBackfill({
    ...{ replay, benchDir, folder, world, seed, say },
    runs: backfillRuns,
    onServing: async (plimsoll, layout) => {
      graphql = await measureGraphql(plimsoll, layout)
    },
  })
  if (graphql === undefined) throw new Error('GraphQL was not measured.')
  const graphqlInBackfill = await measureBusyGraphql({
    ...{ replay, benchDir, folder },
    runs: backfillRuns,
  })
  say(`GraphQL during a backfill: ${JSON.stringify(graphqlInBackfill)}`)
  await replay.stop()
  const endpoints = await measureEndpoints(benchDir, folder)
  say(`${latencySamples} blocks at one a second`)
  const latency = await measureLatency({ folder, samples: latencySamples, seed })
  const manyChains = await measureManyChains({ folder, ...manyLiveChains })
  say(`many chains: ${JSON.stringify(manyChains)}`)
  const { scale, rooms, simulation, planted } = existsSync(resultsPath) ? readResults() : {}
  return {
    ...readCommit(),
    date,
    machine,
    ...measured,
    ...endpoints,
    graphqlInBackfill,
    latency,
    graphql,
    manyChains,
    // Kept with their own dates and commits.
    ...(scale === undefined ? {} : { scale }),
    ...(rooms === undefined ? {} : { rooms }),
    ...(simulation === undefined ? {} : { simulation }),
    ...(planted === undefined ? {} : { planted }),
  }
}

async function measureEndpoints(benchDir: string, folder: string) {
  const at = { folder, world, resultsMax: 10_000 }
  const slowEndpoint = await measureEndpoint({ ...at, benchDir, latencyMs: 20, runs: backfillRuns })
  say(`slow endpoint: ${JSON.stringify(slowEndpoint)}`)
  const bare = copyBench(benchDir, join(folder, 'bench-without-timestamps'))
  dropLogTimestamps(bare)
  const withoutTimestamps = await measureEndpoint({ ...at, benchDir: bare, latencyMs: 0, runs: 1 })
  say(`without timestamps: ${JSON.stringify(withoutTimestamps)}`)
  return { slowEndpoint, withoutTimestamps }
}

async function addScale(benchDir: string, folder: string): Promise<Results> {
  const results = readResults()
  const { commit } = readCommit()
  const scale = await measureScale({ benchDir, folder, commit, small: results.backfill })
  return { ...results, scale }
}

async function addRooms(folder: string): Promise<Results> {
  const { commit } = readCommit()
  return { ...readResults(), rooms: await measureRooms({ folder, commit, say }) }
}

function readResults(): Results {
  // CAST: this file wrote it.
  return JSON.parse(readFileSync(resultsPath, 'utf8')) as Results
}

function writeTable(): void {
  const path = join(repository, 'README.md')
  if (!existsSync(path)) throw new Error('There is no README.md to write the table into.')
  const readme = replaceFigures(readFileSync(path, 'utf8'), readResults())
  if (readme === undefined) throw new Error('README.md lacks the markers of its figures.')
  writeFileSync(path, readme)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
