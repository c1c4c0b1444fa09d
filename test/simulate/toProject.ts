import type { Project } from '../../src/config/Project.ts'
import { parseProject } from '../../src/config/parseProject.ts'
import type { Session } from './Session.ts'
import { toConfig } from './world/toConfig.ts'

/** The config of the running program, as it was checked. */
export function toProject({ world, program }: Session): Project {
  const { deployment, network } = world
  const config = toConfig(deployment, program.database, (chain) =>
    network.nodesOf('rpc', chain).map(({ url }) => url),
  )
  return parseProject(config, { variables: {}, presets: {} })
}
