import { InvariantBroken } from '../Failure.ts'
import { mineNext } from '../mineNext.ts'
import type { Session } from '../Session.ts'
import { balanceOf } from '../world/ChainState.ts'
import { venueId } from '../world/Deployment.ts'
import type { IntentBody } from '../world/Intent.ts'
import type { SimTree } from '../world/SimTree.ts'
import type { SimProgram } from '../world/SimWorld.ts'
import { leaveOut } from './leaveOut.ts'

/** Virtual ms within which a block is followed, or its chain stops. */
const followMs = 60_000

const recordMs = 500

/**
 * Hides a deposit from the program and lets its owner withdraw everything: the book cannot say so, hence the chain stops
 * before it serves a holding below 0 (I2). The program is one that nobody needs any more. Throws `InvariantBroken`.
 */
export async function checkBelowZero(
  session: Session,
  sim: SimTree,
  database: string,
): Promise<void> {
  const { world } = session
  const [account] = world.deployment.traders
  const { book } = sim.chain.markets.usd
  if (account === undefined) return
  const program = await world.start({ database, kind: 'rpc' })
  await awaitTip(session, sim, program)
  const nodes = world.network.nodesOf('rpc', sim.chain)
  const fault = leaveOut(book)
  for (const node of nodes) node.faults.push(fault)
  await mine(session, sim, program, { kind: 'deposit', family: 'usd', account, amount: 5n })
  for (const node of nodes) node.faults = node.faults.filter((other) => other !== fault)
  const amount = balanceOf(sim.stateAt(sim.tree.tip), book, account)
  await mine(session, sim, program, { kind: 'withdraw', family: 'usd', account, amount })
  const reader = await program.views.open({ by: 'finality', finality: 'LATEST' })
  const { lines } = reader.marginAccount(venueId, account)
  const isHalted = reader.conditions().some(({ code }) => code === 'CHAIN_HALTED')
  reader.release()
  await program.stop()
  const below = lines.find((line) => line.kind === 'holding' && line.amount < 0n)
  if (below !== undefined)
    throw new InvariantBroken('stored', `${account} holds ${below.amount} of ${below.assetId}`)
  if (!isHalted) throw new InvariantBroken('stored', 'a chain that lacks a log goes on')
}

async function mine(
  session: Session,
  sim: SimTree,
  program: SimProgram,
  body: IntentBody,
): Promise<void> {
  sim.mempool.push({ label: `below-${sim.tree.tip.number}`, bodies: [body] })
  mineNext(session, sim)
  await awaitTip(session, sim, program)
}

async function awaitTip({ world }: Session, sim: SimTree, program: SimProgram): Promise<void> {
  const isThere = (): boolean =>
    program.views
      .status()
      .some(
        ({ name, phase, followed }) =>
          name === sim.chain.name &&
          (phase === 'halted' || followed === BigInt(sim.tree.tip.number)),
      )
  await world.clock.until(isThere, followMs, `block ${sim.tree.tip.number} of ${sim.chain.name}`)
  // What was read last is recorded a moment later.
  await world.clock.run(recordMs)
}
