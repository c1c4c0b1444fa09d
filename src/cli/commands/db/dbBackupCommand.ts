import { resolve } from 'node:path'
import { openProject } from '../../config/openProject.ts'
import { createConsole } from '../../createConsole.ts'
import { exitCodes } from '../../exitCodes.ts'
import type { CliWorld } from '../../Program.ts'
import { showCopying } from './showCopying.ts'
import { toDigestFields } from './toDigestFields.ts'

export interface DbBackupOptions {
  config: string
  database?: string | undefined
  force: boolean
  json: boolean
}

/** `plimsoll db backup`: a checked copy as one file, also while `plimsoll start` writes the database. */
export async function dbBackupCommand(
  world: CliWorld,
  file: string,
  options: DbBackupOptions,
): Promise<number> {
  const { log } = createConsole(world, options.json)
  const project = await openProject(world, options)
  const target = resolve(world.host.cwd, file)
  const { bytes, chains } = await world.program.db.backup({
    path: project.database,
    target,
    isForced: options.force,
    onProgress: showCopying(log),
  })
  for (const check of chains) log.info(toDigestFields(check, project), 'Backed up and checked.')
  log.info({ bytes }, `The backup is ${target}.`)
  return exitCodes.ok
}
