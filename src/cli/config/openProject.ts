import { dirname, resolve } from 'node:path'
import type { Project } from '../../config/Project.ts'
import { parseProject } from '../../config/parseProject.ts'
import { protocols } from '../../protocols/bridges/protocols.ts'
import type { CliWorld } from '../Program.ts'
import { loadConfig } from './loadConfig.ts'
import { loadPresets } from './loadPresets.ts'

/**
 * Loads and validates a config file. The database path in it is relative to the file, `database` to the working folder.
 * Throws `ConfigError`.
 */
export async function openProject(
  world: CliWorld,
  options: { config: string; database?: string | undefined },
): Promise<Project> {
  const { host, program } = world
  const path = resolve(host.cwd, options.config)
  const modules = await program.modules()
  const config = await loadConfig(host, { path, modules })
  const project = parseProject(config, {
    variables: host.variables,
    presets: loadPresets(modules),
    protocols,
  })
  const database =
    options.database === undefined
      ? resolve(dirname(path), project.database)
      : resolve(host.cwd, options.database)
  return { ...project, database }
}
