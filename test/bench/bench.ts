import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { measureBackfill } from './measureBackfill.ts'
import { copyBench, measureFloor } from './measureFloor.ts'
import { measureGraphql } from './measureGraphql.ts'
import { measureLatency } from './measureLatency.ts'
import type { GraphqlResult, Results } from './Results.ts'
import { readMachine } from './readMachine.ts'
import { replaceTable } from './readmeTable.ts'
import { repository } from './startCompiled.ts'
import { startReplay } from './startReplay.ts'

const world = { blocks: 5_000, logsPerBlock: 10 }
const backfillRuns = 3
const latencySamples = 120
const seed = 20_261_122

const resultsPath = join(import.meta.dirname, 'results.json')

// `--table` only writes the README's table from the results that are there.
if (process.argv.includes('--table')) writeTable()
else await bench()

async function bench(): Promise<void> {
  const source = resolve(repository, process.env.BENCH_DIR ?? '../shared/bench')
  if (!existsSync(source)) {
    say(`SKIPPED: nothing was measured, because ${source} is not there; BENCH_DIR names it.`)
    return
  }
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: repository, stdio: 'inherit' })
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'))
  try {
    const results = await measure(copyBench(source, join(folder, 'bench')), folder)
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
  const backfill = await measureBackfill({
    ...{ replay, benchDir, folder, world, seed, say },
    runs: backfillRuns,
    onServing: async (plimsoll, layout) => {
      graphql = await measureGraphql(plimsoll, layout)
    },
  })
  if (graphql === undefined) throw new Error('GraphQL was not measured.')
  const floor = await measureFloor(benchDir, replay)
  await replay.stop()
  say(`${latencySamples} blocks at one a second`)
  const latency = await measureLatency({ folder, samples: latencySamples, seed })
  return { ...readCommit(), date, machine, backfill, floor, latency, graphql }
}

function readCommit(): { commit: string; isDirty: boolean } {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: repository, encoding: 'utf8' }).trim()
  const changed = git('status', '--porcelain', '--', 'src', 'chains', 'package.json')
  return { commit: git('rev-parse', 'HEAD'), isDirty: changed !== '' }
}

function writeTable(): void {
  const path = join(repository, 'README.md')
  if (!existsSync(path)) throw new Error('There is no README.md to write the table into.')
  // CAST: this file wrote it.
  const results = JSON.parse(readFileSync(resultsPath, 'utf8')) as Results
  const readme = replaceTable(readFileSync(path, 'utf8'), results)
  if (readme === undefined) throw new Error('README.md has no bench markers.')
  writeFileSync(path, readme)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
