import { writeFile } from 'node:fs/promises'
import { compileLater } from './compileLater.ts'
import type { Failure } from './Failure.ts'
import { toSimulationFigures } from './figures/toSimulationFigures.ts'
import { runSeed, type SeedReport } from './runSeed.ts'
import type { Figures } from './Session.ts'
import { shrinkFailure } from './shrinkFailure.ts'
import { createDeployment } from './world/Deployment.ts'

/**
 * Plays seeds on the real program. `--seed N` replays one with its trace, `--from A --count N` plays a list, `--minutes M`
 * plays fresh seeds. `--save FILE` keeps the smallest failing case. Whoever started it as a child is sent the figures of a
 * list without a failure. Ends with code 1 at the first failure.
 */
async function simulate(): Promise<void> {
  compileLater()
  const options = readOptions(process.argv.slice(2))
  const seed = numberOf(options, 'seed')
  if (seed !== undefined) return replay(seed, options)
  const minutes = numberOf(options, 'minutes') ?? Number.POSITIVE_INFINITY
  const count =
    numberOf(options, 'count') ??
    (Number.isFinite(minutes) ? Number.POSITIVE_INFINITY : defaultCount)
  const from = numberOf(options, 'from') ?? Date.now() % 2 ** 31
  await playMany({ from, count, minutes, options })
}

const defaultCount = 50

/** Ends the process with code 2 where a word is no number: what it would play is not what was meant. */
function numberOf(options: ReadonlyMap<string, string>, name: string): number | undefined {
  const word = options.get(name)
  if (word === undefined) return undefined
  if (/^\d+(\.\d+)?$/.test(word)) return Number(word)
  say(`--${name} takes a number in digits, not ${word}.`)
  process.exit(2)
}

/** Every so often a seed is played twice: the same seed must leave the same trace. */
const twiceEvery = 20

/** A long run says that it goes on. */
const saidEvery = 100

async function replay(seed: number, options: ReadonlyMap<string, string>): Promise<void> {
  const report = await runSeed({ seed })
  say(report.trace.join('\n'))
  say(`trace ${report.traceHash}`)
  if (report.failure !== undefined) await fail(report.failure, options)
}

async function playMany(plan: {
  from: number
  count: number
  minutes: number
  options: ReadonlyMap<string, string>
}): Promise<void> {
  const { from, count, minutes, options } = plan
  const startMs = performance.now()
  const startCpu = process.cpuUsage()
  const sums: Figures[] = []
  for (let i = 0; i < count; i += 1) {
    if (performance.now() - startMs > minutes * 60_000) break
    const seed = from + i
    const report = await runSeed({ seed })
    const failure = report.failure ?? (i % twiceEvery === 0 ? await replayTwice(report) : undefined)
    sums.push(report.figures)
    if (failure === undefined) {
      if ((i + 1) % saidEvery === 0) say(`${i + 1} seeds hold, up to ${seed}`)
      continue
    }
    say(summarise(sums, from, performance.now() - startMs))
    await fail(failure, options)
    return
  }
  say(summarise(sums, from, performance.now() - startMs))
  const { user, system } = process.cpuUsage(startCpu)
  const figures = toSimulationFigures({ from, sums, cpuMs: (user + system) / 1_000 })
  say(`${figures.seedsPerMinutePerCore} seeds per minute of processor time`)
  process.send?.(figures)
}

/** A second run of the seed that left another trace is a failure by itself. */
async function replayTwice({ seed, traceHash, trace }: SeedReport): Promise<Failure | undefined> {
  const again = await runSeed({ seed })
  if (again.traceHash === traceHash) return undefined
  const at = trace.findIndex((line, i) => line !== again.trace[i])
  const text = `line ${at}\nfirst:  ${trace[at]}\nsecond: ${again.trace[at]}`
  return { seed, invariant: 'determinism', text, actions: [], trace }
}

async function fail(failure: Failure, options: ReadonlyMap<string, string>): Promise<void> {
  process.exitCode = 1
  say(`seed ${failure.seed} broke ${failure.invariant}: ${failure.text}`)
  if (options.has('noshrink')) return
  const smallest = await shrinkFailure(failure)
  say(`smallest: ${smallest.actions.length} actions\n${smallest.trace.join('\n')}`)
  say(`broke ${smallest.invariant}: ${smallest.text}`)
  const { seed, invariant, actions } = smallest
  const fixture = { seed, invariant, deployment: createDeployment(seed), actions }
  const text = `${JSON.stringify(fixture, null, 2)}\n`
  const path = options.get('save')
  if (path === undefined) say(text)
  else await writeFile(path, text)
}

function summarise(all: readonly Figures[], from: number, elapsedMs: number): string {
  const sum = (name: keyof Figures): number => all.reduce((total, each) => total + each[name], 0)
  const perMinute = (all.length / elapsedMs) * 60_000
  const days = sum('virtualMs') / 86_400_000
  return [
    `${all.length} seeds from ${from} in ${(elapsedMs / 1_000).toFixed(1)} s: ${perMinute.toFixed(0)} a minute`,
    `${days.toFixed(1)} virtual days, ${sum('blocks')} blocks, ${sum('reorgs')} reorgs, ${sum('crashes')} crashes, ${sum('faults')} faults`,
    `${sum('messages')} transactions with messages, ${sum('answers')} answers and ${sum('heard')} events held against the oracle`,
    `${sum('tornCommits')} torn commits, ${sum('powerCuts')} power cuts, ${sum('refusedWrites')} full disks, ${sum('intruders')} second processes (${sum('fenced')} first ones fenced)`,
    `${sum('flips')} flipped bits: ${sum('flipsSqlite')} found by SQLite, ${sum('flipsDigest')} by digests, ${sum('flipsVerify')} by running values, ${sum('flipsHarmless')} harmless, ${sum('flipsEvidence')} in evidence`,
  ].join('\n')
}

function readOptions(words: readonly string[]): ReadonlyMap<string, string> {
  const options = new Map<string, string>()
  for (const [i, word] of words.entries())
    if (word.startsWith('--')) options.set(word.slice(2), words[i + 1] ?? '')
  return options
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

await simulate()
