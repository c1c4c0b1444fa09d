import { openProject } from '../config/openProject.ts'
import { createConsole } from '../createConsole.ts'
import { exitCodes } from '../exitCodes.ts'
import type { CliWorld } from '../Program.ts'
import { preflight } from '../preflight/preflight.ts'
import { warnUnconfirmed } from '../preflight/unconfirmedAlerts.ts'
import { stopOnSignal } from '../stopOnSignal.ts'

export interface CheckOptions {
  config: string
  json: boolean
}

/** `plimsoll check`: one sentence per problem that the config or the nodes show, exit code 2; else a summary and 0. */
export async function checkCommand(world: CliWorld, options: CheckOptions): Promise<number> {
  const { host, env } = world
  const { log, secrets } = createConsole(world, options.json)
  const project = await openProject(world, options)
  for (const { url } of project.chains.flatMap((chain) => chain.endpoints)) secrets.add(url)
  const stop = stopOnSignal(world, () => log.info({}, 'Stopping.'))
  try {
    const { problems, warnings } = await preflight({ project, env, signal: stop.signal })
    for (const sentence of warnings) log.warn({}, sentence)
    for (const { error } of problems) host.writeError(`${secrets.redact(error.message)}\n`)
    // Advice would bury the one sentence about a mistake.
    if (problems.length > 0) return exitCodes.mistake
    for (const sentence of warnUnconfirmed(project)) log.warn({}, sentence)
    const { chains, assets, feeds, bridges, venues } = project
    log.info(
      {
        chains: chains.length,
        assets: assets.length,
        feeds: feeds.length,
        bridges: bridges.length,
        venues: venues.length,
      },
      'The config is right, as far as the nodes can tell.',
    )
    return exitCodes.ok
  } finally {
    stop.release()
  }
}
