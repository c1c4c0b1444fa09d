import { startOver, stopQuietly } from '../disk/restart.ts'
import { InvariantBroken } from '../Failure.ts'
import { reconfigure } from '../operate.ts'
import type { Session } from '../Session.ts'
import type { SimTree } from '../world/SimTree.ts'

/** Virtual ms within which a chain that lost final blocks has halted or follows the branch that took their place. */
const noticeMs = 600_000

/** Virtual ms in which a chain that stopped for another reason, a wrong endpoint, goes on once that is gone: more than a recheck. */
const recoverMs = 31_000

/**
 * Where a reorg went below what was final, a chain stops and says so, or is repaired because a second endpoint or the
 * operator confirmed it (DESIGN 4). Whoever stopped is started over as the operator would do it. Throws `InvariantBroken`.
 */
export async function checkViolations(session: Session): Promise<void> {
  const { world, program } = session
  const violated = world.trees.filter(({ violatedFrom }) => violatedFrom !== undefined)
  if (violated.length === 0) return
  const isSettled = (sim: SimTree): boolean => {
    const status = statusOf(session, sim)
    return status?.phase === 'halted' || status?.followed === BigInt(sim.tree.tip.number)
  }
  try {
    // Faults end now, and what they stopped is no word about final blocks.
    if (violated.some((sim) => statusOf(session, sim)?.phase === 'halted'))
      await world.clock.run(recoverMs)
    await world.clock.until(() => violated.every(isSettled), noticeMs)
  } catch {
    const lost = violated.filter((sim) => !isSettled(sim)).map(({ chain }) => chain.name)
    throw new InvariantBroken('halt', `${lost.join(', ')} lost final blocks and does nothing`)
  }
  const halted = violated.filter((sim) => statusOf(session, sim)?.phase === 'halted')
  for (const sim of violated)
    if (session.owedHalts.get(sim.chain.id) === program && !halted.includes(sim))
      throw new InvariantBroken('halt', `${sim.chain.name} lost final blocks and nobody was asked`)
  if (halted.length === 0) return
  await assertSaid(session, halted)
  reconfigure(session)
  const name = program.database.split('/').at(-1) ?? ''
  await stopQuietly(program)
  session.program = await startOver(session, name)
}

function statusOf({ program }: Session, { chain }: SimTree) {
  return program.views.status().find(({ name }) => name === chain.name)
}

/** A chain that stopped says why, as critical, and is not called fresh. */
async function assertSaid({ program }: Session, halted: readonly SimTree[]): Promise<void> {
  const reader = await program.views.open({ by: 'finality', finality: 'LATEST' })
  try {
    const said = reader.conditions().filter(({ severity }) => severity === 'critical')
    for (const { chain } of halted) {
      const codes = said.filter(({ chains }) => chains.includes(chain.id)).map(({ code }) => code)
      if (!codes.includes('FINALITY_VIOLATED'))
        throw new InvariantBroken('halt', `${chain.name} halted and says only ${codes.join(', ')}`)
      const inCut = reader.cut.chains.find(({ chainId }) => chainId === chain.id)
      if (inCut?.isStale === false)
        throw new InvariantBroken('halt', `${chain.name} halted and is called fresh`)
    }
  } finally {
    reader.release()
  }
}
