import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { compileFolder } from './compileFolder.ts'
import { entry } from './createWorkspace.ts'

/** What a run of the simulator said. */
export interface PlayedSeeds {
  /** The first seed that failed, with the invariant that it broke. */
  failure: { seed: number; invariant: string; text: string } | undefined
  /** Why it is no run at all: it ended without a verdict, or not in time. */
  problem: string | undefined
  seconds: number
}

/** What `simulate.ts` says of a failure. */
const verdict = /^seed (\d+) broke (\w+): ([\s\S]{0,600})/m

/** Lines of output kept: the verdict is among the first, what comes behind is for people. */
const outputMax = 200_000

/** Plays `count` seeds from `from` on in a folder, in a process of its own, until one fails. */
export async function playSeeds(parameters: {
  folder: string
  from: number
  count: number
  timeoutMs: number
}): Promise<PlayedSeeds> {
  const { folder, from, count, timeoutMs } = parameters
  const startMs = performance.now()
  const { code, output } = await run(
    folder,
    ['--from', `${from}`, '--count', `${count}`, '--noshrink', 'true'],
    timeoutMs,
    verdict,
  )
  const seconds = (performance.now() - startMs) / 1_000
  const [, seed, invariant, text = ''] = verdict.exec(output) ?? []
  const failure =
    seed === undefined || invariant === undefined
      ? undefined
      : { seed: Number(seed), invariant, text }
  const problem =
    failure !== undefined || code === 0
      ? undefined
      : code === undefined
        ? `it did not end within ${timeoutMs / 1_000} s`
        : `it ended with code ${code}: ${output.slice(-600)}`
  return { failure, problem, seconds }
}

/** What `simulate.ts` says of the smallest failing case. */
const shrunk = /^smallest: (\d+) actions/m

/** Actions of the smallest case that breaks what a failing seed breaks; undefined where none was found in time. */
export async function shrinkSeed(parameters: {
  folder: string
  seed: number
  timeoutMs: number
}): Promise<number | undefined> {
  const { folder, seed, timeoutMs } = parameters
  const { output } = await run(
    folder,
    ['--from', `${seed}`, '--count', '1', '--save', '/dev/null'],
    timeoutMs,
    shrunk,
  )
  const actions = shrunk.exec(output)?.[1]
  return actions === undefined ? undefined : Number(actions)
}

/** The exit code, undefined after a kill; a process that has said what is wanted is killed. */
async function run(
  folder: string,
  options: readonly string[],
  timeoutMs: number,
  wanted: RegExp,
): Promise<{ code: number | undefined; output: string }> {
  const compiled = await compileFolder(folder)
  const program = join(compiled, entry.replace(/\.ts$/, '.js'))
  const child = spawn(process.execPath, [program, ...options], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  })
  let output = ''
  const take = (part: Buffer): void => {
    output = (output + part.toString()).slice(-outputMax)
    // A broken program may not end; its word is all that is wanted of it.
    if (wanted.test(output)) child.kill('SIGKILL')
  }
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? undefined, output }))
  })
}
