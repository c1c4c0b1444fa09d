import { resolve } from 'node:path'
import { openProject } from '../../config/openProject.ts'
import { createConsole } from '../../createConsole.ts'
import { exitCodes } from '../../exitCodes.ts'
import type { CliWorld } from '../../Program.ts'
import { showCopying } from './showCopying.ts'
import { toDigestFields } from './toDigestFields.ts'

export interface DbRestoreOptions {
  config: string
  database?: string | undefined
  json: boolean
}

/** `plimsoll db restore`: puts a checked backup in place of the database, which is kept beside it. */
export async function dbRestoreCommand(
  world: CliWorld,
  file: string,
  options: DbRestoreOptions,
): Promise<number> {
  const { log } = createConsole(world, options.json)
  const project = await openProject(world, options)
  const { keptAs, chains } = await world.program.db.restore({
    backup: resolve(world.host.cwd, file),
    path: project.database,
    nowMs: world.env.now(),
    onProgress: showCopying(log),
  })
  for (const check of chains) log.info(toDigestFields(check, project), 'Checked and restored.')
  if (keptAs !== undefined) log.info({}, `The database that was replaced is kept as ${keptAs}.`)
  log.info({}, `The database is ${project.database}; plimsoll start goes on from there.`)
  return exitCodes.ok
}
