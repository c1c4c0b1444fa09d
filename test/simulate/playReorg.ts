import type { Action } from './Action.ts'
import { nextTimestamp } from './applyAction.ts'
import type { Session } from './Session.ts'
import { reorganise } from './world/reorganise.ts'
import type { SimTree } from './world/SimTree.ts'

type ReorgPlan = Pick<
  Extract<Action, { type: 'reorg' }>,
  'depth' | 'length' | 'fate' | 'isDeep' | 'again'
>

/** Virtual ms within which a second reorg follows the first: while that is still being taken back (F038). */
const againMsMax = 400

/** Replaces the newest blocks of a chain, below what was final where the plan says so; maybe twice in a row. */
export function playReorg(session: Session, sim: SimTree, plan: ReorgPlan): void {
  replace(session, sim, plan)
  if (plan.again !== true) return
  const { clock, random } = session.world
  const atMs = clock.monotonic() + random() * againMsMax
  // At rest chains only grow: finality, which never goes back, is then where the chain alone would have it.
  clock.at(atMs, () => {
    if (!session.isAtRest) replace(session, sim, { ...plan, isDeep: false })
  })
}

function replace(session: Session, sim: SimTree, plan: ReorgPlan): void {
  const { world, figures, trace } = session
  const { tip } = sim.tree
  const isDeep = plan.isDeep === true && tip.number > sim.finalized
  const depth = reorganise(sim, {
    depth: isDeep ? tip.number - sim.finalized + plan.depth : plan.depth,
    floor: isDeep ? 0 : sim.finalized,
    // What nodes call final in a tag stays final: a shorter branch would take it back.
    longer: sim.chain.hasTags && !isDeep ? Math.max(plan.length, 0) : plan.length,
    fatePercent: plan.fate,
    random: world.random,
    timestampAfter: (parent) => nextTimestamp(world, sim, parent),
  })
  if (depth === 0) return
  const ancestor = tip.number - depth
  if (ancestor < sim.finalized) {
    sim.violatedFrom = Math.min(ancestor, sim.violatedFrom ?? ancestor)
    noteOwedHalt(session, sim, ancestor)
  }
  figures.reorgs += 1
  trace.push(`  ${sim.chain.name} lost ${depth} blocks, ends at ${sim.tree.tip.number}`)
}

/** One endpoint alone cannot confirm that final blocks are gone: whoever knew them must stop. */
function noteOwedHalt(session: Session, { chain }: SimTree, ancestor: number): void {
  const { program, configured, owedHalts } = session
  const status = program.views.status().find(({ name }) => name === chain.name)
  const { finalized = 0n, followed = 0n } = status ?? {}
  const mayRepair = configured.chains[chain.index]?.onViolation === 'repair'
  // Whoever has not come that far yet has nothing that could be gone.
  const hasLost = finalized > BigInt(ancestor) && followed > BigInt(ancestor)
  if (chain.endpoints === 1 && !mayRepair && hasLost) owedHalts.set(chain.id, program)
}
