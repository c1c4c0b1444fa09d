import { InvariantBroken } from './Failure.ts'
import type { Session } from './Session.ts'
import type { SimProgram } from './world/SimWorld.ts'

/** Virtual ms within which everything recovers once the faults have stopped. */
const recoveryMs = 600_000

/** Long enough for any backoff, flush or finality step that is still under way. */
const settleMs = 31_000

/** Lets time pass until the program stands at every tip and has nothing left to write. */
export async function awaitTips(session: Session, program: SimProgram): Promise<void> {
  const { world } = session
  const isThere = (): boolean =>
    program.views.status().every(({ name, phase, followed }) => {
      const tip = world.trees.find(({ chain }) => chain.name === name)?.tree.tip
      return phase === 'live' && followed === BigInt(tip?.number ?? -1)
    })
  const await_ = async (): Promise<void> => {
    try {
      await world.clock.until(isThere, recoveryMs)
    } catch {
      throw new InvariantBroken('progress', describeStall(session, program))
    }
  }
  await await_()
  await world.clock.run(settleMs)
  await await_()
}

function describeStall({ world }: Session, program: SimProgram): string {
  const chains = program.views.status().map((chain) => {
    const { name, phase, head, followed, problem, endpoints } = chain
    const states = endpoints.map(({ label, state, reason }) => `${label} ${state}: ${reason}`)
    return `${name} ${phase} ${followed}/${head} ${problem} [${states.join('; ')}]`
  })
  const tips = world.trees.map(({ chain, tree }) => `${chain.name} at ${tree.tip.number}`)
  return [`the tips ${tips.join(', ')}`, ...chains, ...world.said.slice(-5)].join('\n')
}
