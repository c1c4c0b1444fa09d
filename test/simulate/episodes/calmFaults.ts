import { pickIndex, type Random } from '../../faults/support/createRandom.ts'
import type { ScriptedNode } from '../../faults/support/createScriptedNode.ts'
import { InvariantBroken } from '../Failure.ts'
import type { Answer } from '../readAnswer.ts'
import { noteSaid, type Session } from '../Session.ts'
import { createFault, type EndpointFault } from '../world/createFault.ts'
import { lastingFaults } from '../world/injectFault.ts'
import type { SimTree } from '../world/SimTree.ts'
import type { Episode } from './Episode.ts'
import { askAround, awaitFollowed, mineBusy } from './goOn.ts'

/** Blocks that come while an endpoint is odd. */
const blocks = 2

/** What one endpoint says wrongly while it answers everything else as it should. */
const endpointFaults: readonly EndpointFault[] = [
  'foreignLogs',
  'twoHashes',
  'removedLogs',
  'oldTags',
  'tagsAhead',
  'tagsElsewhere',
  'noTags',
  'unknownBlocks',
  'rateLimit',
]

/** One endpoint of a chain is odd in one way, and nothing else is. */
export const calmFaults: readonly Episode[] = [
  ...endpointFaults.map(
    (kind): Episode => ({
      name: kind,
      isFitting: isWell,
      play: (session, sim, random) => playFault(session, sim, random, { kind }),
    }),
  ),
  {
    name: 'hiddenLogs',
    // Without receipts, and with nobody else, a lie is the truth.
    isFitting: (session, sim) => isWell(session, sim) && !session.scarred.has(sim.chain.id),
    play: (session, sim, random) => playFault(session, sim, random, { kind: 'hiddenLogs' }),
  },
  { name: 'behindFinal', isFitting: isWell, play: playBehind },
  {
    name: 'rivalFork',
    isFitting: (session, sim) => isWell(session, sim) && sim.chain.endpoints > 1,
    play: playRival,
  },
]

/** Whoever was shown to be wrong a while ago has no word now. */
function isWell({ program }: Session, { chain }: SimTree): boolean {
  const status = program.views.status().find(({ name }) => name === chain.name)
  return status?.phase === 'live' && status.endpoints.every(({ state }) => state === 'ok')
}

async function playFault(
  session: Session,
  sim: SimTree,
  random: Random,
  { kind }: { kind: EndpointFault },
): Promise<void> {
  const { world } = session
  const node = nodeOf(session, sim, pickIndex(random, sim.chain.endpoints))
  const always = { fromMs: 0, toMs: Number.POSITIVE_INFINITY, chance: 1 }
  const fault = createFault({
    kind,
    url: node.url,
    tree: sim.tree,
    random: world.random,
    ...always,
  })
  node.faults.push(fault)
  if (lastingFaults.includes(kind)) session.scarred.add(sim.chain.id)
  await goOnOddly(session, sim, kind)
  node.faults = node.faults.filter((other) => other !== fault)
}

/** A lower head is not a reorg (DESIGN 4), also where it is below what is final. */
async function playBehind(session: Session, sim: SimTree, random: Random): Promise<void> {
  const node = nodeOf(session, sim, pickIndex(random, sim.chain.endpoints))
  const lag = 2 + pickIndex(random, sim.chain.finalizedDepth + 2)
  node.backends = [{ lag, tip: undefined }]
  await goOnOddly(session, sim, `a head ${lag} blocks behind`)
  node.backends = [{ lag: 0, tip: undefined }]
}

/** A branch that only one of several endpoints has, longer than an ordinary reorg and maybe below what is final. */
async function playRival(session: Session, sim: SimTree, random: Random): Promise<void> {
  const { tree, chain } = sim
  const node = nodeOf(session, sim, pickIndex(random, chain.endpoints))
  const depth = Math.min(2 + pickIndex(random, chain.finalizedDepth + 2), tree.tip.number - 1)
  const plans = Array.from({ length: depth }, () => ({ salt: 500 + pickIndex(random, 400) }))
  const tip = tree.branch(tree.get(tree.tip.number - depth), plans)
  node.backends = [{ lag: 0, tip }]
  await goOnOddly(session, sim, `a fork of ${depth} blocks`)
  node.backends = [{ lag: 0, tip: undefined }]
}

function nodeOf({ world }: Session, { chain }: SimTree, index: number): ScriptedNode {
  const node = world.network.nodesOf('rpc', chain)[index]
  if (node === undefined) throw new Error(`${chain.name} has no endpoint ${index}`)
  return node
}

/** Virtual ms in which an odd endpoint that stands alone is looked at several times. */
const lookMs = 8_000

/**
 * The chain goes on under the oddity. An endpoint that stands alone may hold it up; one of several may not, and no oddity
 * takes back a block of the chain. Throws `InvariantBroken`.
 */
async function goOnOddly(session: Session, sim: SimTree, oddity: string): Promise<void> {
  const { world } = session
  const from = world.said.length
  await world.clock.run(lookMs)
  for (let i = 0; i < blocks; i += 1) {
    await mineBusy(session, sim, i)
    if (sim.chain.endpoints > 1) await awaitFollowed(session, sim, oddity)
    else await world.clock.run(lookMs)
    noteSaid(session)
    await askAround(session, (answer) => assertOnChain(answer, sim, oddity))
  }
  const word = `Chain ${sim.chain.name} reorganised`
  if (world.said.slice(from).some((line) => line.includes(word)))
    throw new InvariantBroken('cut', `${oddity} of one endpoint is taken for a reorg`)
}

function assertOnChain({ cut }: Answer, { chain, tree }: SimTree, oddity: string): void {
  const inCut = cut.chains.find(({ chainId }) => chainId === chain.id)
  if (inCut === undefined || tree.at(Number(inCut.number))?.hash === inCut.hash) return
  throw new InvariantBroken('cut', `${oddity} of one endpoint put ${inCut.hash} into the cut`)
}
