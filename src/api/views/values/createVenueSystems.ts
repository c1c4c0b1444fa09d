import { bottomAsset } from '../../../config/bottomAsset.ts'
import type { Project, VenueConfig } from '../../../config/Project.ts'
import { type CrossChainSystem, crossChain } from '../../../margin/presets/crossChain.ts'
import { configuredVersion } from '../../../margin/requirements/configuredVersion.ts'
import type { ParameterVersion } from '../../../margin/requirements/ParameterVersion.ts'
import { withVersion } from '../../../margin/requirements/withVersion.ts'

/** Compiled versions held: the newest of many venues, and what a reader of the past goes through one by one. */
const systemsMax = 64

/**
 * Compiles the rules of a venue by one version of its parameters, each once while it is in use; without a version by what the
 * config says. Amounts of a share asset are counted in the asset that it is a claim on. Throws `MarginInputError` for
 * parameters that the config let through and no venue can mean.
 */
export function createVenueSystems(
  project: Project,
): (venue: VenueConfig, version?: ParameterVersion) => CrossChainSystem {
  const assets = new Map(project.assets.map((asset) => [asset.id, asset]))
  const decimals = new Map(
    project.assets.map((asset) => [asset.id, bottomAsset(asset, (id) => assets.get(id)).decimals]),
  )
  const systems = new Map<string, CrossChainSystem>()
  return ({ id, risk }, version = configuredVersion(risk)) => {
    const key = `${id}|${version.id}`
    const held = systems.get(key)
    if (held !== undefined) return held
    const system = crossChain({ risk: withVersion(risk, version), decimals, version })
    const [oldest] = systems.keys()
    if (systems.size >= systemsMax && oldest !== undefined) systems.delete(oldest)
    systems.set(key, system)
    return system
  }
}
