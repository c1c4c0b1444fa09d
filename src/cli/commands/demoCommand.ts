import { join } from 'node:path'
import { parseProject } from '../../config/parseProject.ts'
import type { Env } from '../../env/Env.ts'
import { assert } from '../../errors/assert.ts'
import { ConfigError } from '../../errors/ConfigError.ts'
import type { Running } from '../../start/start.ts'
import type { Log } from '../../utils/Log.ts'
import { type Console, createConsole } from '../createConsole.ts'
import { exitCodes } from '../exitCodes.ts'
import { findPackageRoot } from '../findPackageRoot.ts'
import type { CliWorld } from '../Program.ts'
import { watchProgress } from '../progress/watchProgress.ts'
import { stopOnSignal } from '../stopOnSignal.ts'

export interface DemoOptions {
  once: boolean
  host: string
  port: number
  json: boolean
}

/** What `test/lab/demo.ts` is given. It returns the exit code. */
export interface DemoParameters {
  /** Stop after the first answers were checked against the nodes. */
  once: boolean
  env: Env
  log: Log
  /** One line to the person at the terminal, above the progress block. */
  print(line: string): void
  signal: AbortSignal
  /** Starts this Plimsoll on a config of the lab, and shows its progress until it ends. */
  start(config: unknown): Promise<Running>
  /** Stops what was started and waits for it, so that the lab can take its nodes and its folder away. */
  stop(): Promise<void>
}

/** `plimsoll demo`: the main job on three local chains. The lab lies in the repository, not in the package. */
export async function demoCommand(world: CliWorld, options: DemoOptions): Promise<number> {
  const { host, env } = world
  const path = join(findPackageRoot(host), 'test', 'lab', 'demo.ts')
  if (!host.exists(path)) {
    throw new ConfigError({
      field: 'demo',
      problem: 'the demo needs the lab, which is in the repository and not in the package',
      cure: 'Clone the repository and run npm install && npm run demo there.',
    })
  }
  const console = createConsole(world, options.json)
  const { log, screen } = console
  const stop = stopOnSignal(world, () => log.info({}, 'Stopping the chains and Plimsoll.'))
  const ended = new AbortController()
  const signal = AbortSignal.any([stop.signal, ended.signal])
  const started: Promise<unknown>[] = []
  const end = async () => {
    ended.abort()
    await Promise.all(started.splice(0))
  }
  try {
    const demo = toDemo(await host.importModule(path, {}))
    return await demo({
      once: options.once,
      env,
      log,
      print: (line) => screen.line(line),
      signal: stop.signal,
      start: async (config) => {
        const running = await startOn(world, { config, options, console, signal })
        const { views } = running
        const { style } = console
        started.push(running.done, watchProgress({ views, env, log, screen, style, signal }))
        return running
      },
      stop: end,
    })
  } finally {
    await end()
    stop.release()
  }
}

async function startOn(
  world: CliWorld,
  parameters: { config: unknown; options: DemoOptions; console: Console; signal: AbortSignal },
): Promise<Running> {
  const { config, options, console, signal } = parameters
  const { host, env, program } = world
  const project = parseProject(config, { variables: host.variables, presets: {} })
  for (const { url } of project.chains.flatMap((chain) => chain.endpoints)) console.secrets.add(url)
  return await program.start({
    project,
    env,
    log: console.log,
    host: options.host,
    port: options.port,
    portFallback: true,
    signal,
  })
}

function toDemo(loaded: unknown): (parameters: DemoParameters) => Promise<number> {
  const demo =
    typeof loaded === 'object' && loaded !== null && 'demo' in loaded ? loaded.demo : undefined
  assert(typeof demo === 'function', 'test/lab/demo.ts exports the function demo')
  return async (parameters) => {
    const exitCode: unknown = await demo(parameters)
    return typeof exitCode === 'number' ? exitCode : exitCodes.ok
  }
}
