import { InvariantBroken } from '../Failure.ts'
import { mineNext } from '../mineNext.ts'
import { readAnswer } from '../readAnswer.ts'
import type { Session } from '../Session.ts'
import type { IntentBody } from '../world/Intent.ts'
import type { SimTree } from '../world/SimTree.ts'
import { isInStep } from '../world/tagHead.ts'
import { leaveOut } from './leaveOut.ts'

/** Virtual ms within which a block is followed, and within which a final block is read again. */
const followMs = 60_000
const auditMs = 45_000

/** Blocks beyond the finalized depth that are mined, so that what was left out is final for sure. */
const moreBlocks = 3

/**
 * Lets every endpoint of one chain leave out what a book logs in one block. Later blocks move the same balances; once the
 * block is final the audit finds the logs. An answer of before that changes must then say that it was revised. Leaves the
 * rest to the checks at rest. Throws `InvariantBroken`.
 */
export async function playLateLogs(session: Session, sim: SimTree): Promise<void> {
  const { world, program } = session
  const { deployment, clock } = world
  const [account] = deployment.traders
  const { book } = sim.chain.markets.usd
  if (account === undefined) return
  const destination = (sim.chain.index + 1) % deployment.chains.length
  const money = { family: 'usd' as const, account }
  const deposit: IntentBody = { kind: 'deposit', ...money, amount: 1_000_003n }
  const flags = { isNamed: true, isToWallet: false, isQueued: false }
  const send: IntentBody = {
    kind: 'send',
    ...money,
    destination,
    beneficiary: account,
    amount: 7n,
    ...flags,
  }
  const nodes = world.network.nodesOf('rpc', sim.chain)
  const fault = leaveOut(book)
  for (const node of nodes) node.faults.push(fault)
  await mineFollowed(session, sim, [deposit, send])
  for (const node of nodes) node.faults = node.faults.filter((other) => other !== fault)
  await mineFollowed(session, sim, [deposit])
  const before = await readAnswer(program.views, deployment, { by: 'finality', finality: 'LATEST' })
  const { chain, tree } = sim
  const finalAt = tree.tip.number + chain.finalizedDepth + moreBlocks
  do await mineFollowed(session, sim, [])
  while (tree.tip.number < finalAt || !isInStep(chain, tree.tip.number))
  await clock.run(auditMs)
  // Audits follow the head: one more block, and time for what it brings.
  do await mineFollowed(session, sim, [])
  while (!isInStep(chain, tree.tip.number))
  await clock.run(auditMs)
  const { checkpoint } = before.cut
  const after = await readAnswer(program.views, deployment, { by: 'checkpoint', checkpoint })
  if (after.lines.join() !== before.lines.join() && !after.cut.isRevised)
    throw new InvariantBroken('late', `${checkpoint} answers otherwise and is not called revised`)
}

/** Mines a block with one transaction, or none, and lets the program follow it. */
async function mineFollowed(
  session: Session,
  sim: SimTree,
  bodies: readonly IntentBody[],
): Promise<void> {
  const { world, program } = session
  if (bodies.length > 0) sim.mempool.push({ label: `late-${sim.tree.tip.number}`, bodies })
  mineNext(session, sim)
  const number = BigInt(sim.tree.tip.number)
  const isFollowed = (): boolean =>
    program.views
      .status()
      .some(({ name, followed }) => name === sim.chain.name && followed === number)
  await world.clock.until(isFollowed, followMs, `block ${number} of ${sim.chain.name}`)
}
