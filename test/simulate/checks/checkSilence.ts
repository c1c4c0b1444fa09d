import type { Project } from '../../../src/config/Project.ts'
import { exchangeFault } from '../../faults/support/Fault.ts'
import { InvariantBroken } from '../Failure.ts'
import type { SimProgram, SimWorld } from '../world/SimWorld.ts'

/** Virtual ms beyond a chain's own limit after which nobody may still be called fresh. */
const graceMs = 60_000

/** Silences every endpoint for longer than any staleness limit: each chain then says that it is stale. Throws `InvariantBroken`. */
export async function checkSilence(
  world: SimWorld,
  program: SimProgram,
  project: Project,
): Promise<void> {
  const silence = exchangeFault('silence', {}, () => ({ type: 'fail', failure: 'unreachable' }))
  const nodes = world.trees.flatMap(({ chain }) => world.network.nodesOf('rpc', chain))
  for (const node of nodes) node.faults.push(silence)
  const limits = project.chains.map(({ staleAfterSeconds }) => staleAfterSeconds * 1_000)
  await world.clock.run(Math.max(...limits) + graceMs)
  const reader = await program.views.open({ by: 'finality', finality: 'LATEST' })
  try {
    const said = reader.conditions().filter(({ code }) => code === 'CHAIN_STALE')
    for (const { name, chainId, isStale } of reader.cut.chains) {
      if (!isStale) throw new InvariantBroken('staleness', `${name} is silent and called fresh`)
      if (!said.some(({ chains }) => chains.includes(chainId)))
        throw new InvariantBroken('staleness', `${name} is silent, and no condition says so`)
    }
  } finally {
    reader.release()
  }
  for (const node of nodes) node.faults = node.faults.filter((fault) => fault !== silence)
}
