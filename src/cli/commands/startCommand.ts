import type { Project } from '../../config/Project.ts'
import type { Running } from '../../start/start.ts'
import { openProject } from '../config/openProject.ts'
import { type Console, createConsole } from '../createConsole.ts'
import type { CliWorld } from '../Program.ts'
import { preflight } from '../preflight/preflight.ts'
import { watchProgress } from '../progress/watchProgress.ts'
import { stopOnSignal } from '../stopOnSignal.ts'
import { toListenError } from '../toListenError.ts'
import { waitForEnd } from '../waitForEnd.ts'

export interface StartOptions {
  config: string
  database?: string | undefined
  host: string
  port: number
  json: boolean
}

/** `plimsoll start`: checks, follows, serves, until a signal. Throws `ConfigError` with the first problem of the config. */
export async function startCommand(world: CliWorld, options: StartOptions): Promise<number> {
  const console = createConsole(world, options.json)
  const project = await openProject(world, options)
  for (const { url } of project.chains.flatMap((chain) => chain.endpoints)) console.secrets.add(url)
  const stop = stopOnSignal(world, () =>
    console.log.info({}, 'Stopping; a second signal ends the process at once.'),
  )
  try {
    await requirePreflight(world, { project, console, signal: stop.signal })
    const running = await world.program
      .start({
        project,
        env: world.env,
        log: console.log,
        host: options.host,
        port: options.port,
        portFallback: false,
        signal: stop.signal,
      })
      .catch((error: unknown) => {
        throw toListenError(error, options.host)
      })
    console.log.info({}, `Serving ${running.url}; GraphiQL is at the same address.`)
    return await showUntilEnd(world, { running, console, signal: stop.signal })
  } finally {
    stop.release()
  }
}

/**
 * A running deployment must come back after a restart while a node is down, so an endpoint that gives no answer stops
 * only the first start, when there is no database yet and a mistyped address is the likelier cause.
 */
async function requirePreflight(
  world: CliWorld,
  parameters: { project: Project; console: Console; signal: AbortSignal },
): Promise<void> {
  const { project, console, signal } = parameters
  const isFirstStart = !world.host.exists(project.database)
  const { problems, warnings } = await preflight({ project, env: world.env, signal })
  for (const sentence of warnings) console.log.warn({}, sentence)
  for (const { error, isOutage } of problems) {
    if (isFirstStart || !isOutage) throw error
    console.log.warn({}, error.message)
  }
}

/** Shows the progress of a started Plimsoll until it ended; returns the exit code. */
async function showUntilEnd(
  world: CliWorld,
  parameters: { running: Running; console: Console; signal: AbortSignal },
): Promise<number> {
  const { env } = world
  const { running, signal } = parameters
  const { log, screen, style } = parameters.console
  const ended = new AbortController()
  const shown = watchProgress({
    views: running.views,
    env,
    log,
    screen,
    style,
    signal: AbortSignal.any([signal, ended.signal]),
  })
  try {
    const exitCode = await waitForEnd({ done: running.done, env, signal })
    if (exitCode === 0) log.info({}, 'Stopped; everything is recorded.')
    else if (signal.aborted)
      log.error({}, 'Not everything closed in time; nothing recorded is lost.')
    else log.error({}, 'Plimsoll ended without being asked to.')
    return exitCode
  } finally {
    ended.abort()
    await shown
  }
}
