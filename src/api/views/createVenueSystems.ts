import type { Project, VenueConfig } from '../../config/Project.ts'
import { assert } from '../../errors/assert.ts'
import { type CrossChainSystem, crossChain } from '../../margin/presets/crossChain.ts'

/**
 * Compiles the rules of every venue once. Amounts of a share asset are counted in the asset that it is a claim on. Throws
 * `MarginInputError` for parameters that the config let through and no venue can mean.
 */
export function createVenueSystems(project: Project): (venue: VenueConfig) => CrossChainSystem {
  const decimalsOf = new Map(project.assets.map(({ id, decimals }) => [id, decimals]))
  const decimals = new Map(
    project.assets.map(({ id, sharesOf, decimals: own }) => [
      id,
      decimalsOf.get(sharesOf ?? id) ?? own,
    ]),
  )
  const systems = new Map(
    project.venues.map(({ id, risk }) => [id, crossChain({ risk, decimals })]),
  )
  return ({ id }) => {
    const system = systems.get(id)
    assert(system !== undefined, `The rules of venue ${id} are compiled with the others.`)
    return system
  }
}
