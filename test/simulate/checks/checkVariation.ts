import { dirname, join } from 'node:path'
import { createRandom, pickIndex, type Random } from '../../faults/support/createRandom.ts'
import { type Recorded, readRecorded } from '../../faults/support/readRecorded.ts'
import { awaitTips } from '../awaitTips.ts'
import { readImage, writeImage } from '../disk/DiskImage.ts'
import { stopQuietly } from '../disk/restart.ts'
import { InvariantBroken } from '../Failure.ts'
import { findDifference } from '../findDifference.ts'
import { checkAnswer, type Session } from '../Session.ts'
import { createFault } from '../world/createFault.ts'
import { type Deployment, pick, type SimChain } from '../world/Deployment.ts'
import type { SimTree } from '../world/SimTree.ts'
import type { SimProgram } from '../world/SimWorld.ts'
import { varyConfig, withoutLate } from '../world/varyConfig.ts'
import { checkJoining } from './checkJoining.ts'

/** What a fresh index of the chains has recorded, and what it answers. */
export interface Outcome {
  recorded: Recorded
  rest: readonly string[]
}

/** One varied run: what it has of the chains yet, and what decides about it. */
interface Variation {
  random: Random
  /** Height of each chain that its nodes name. */
  heights: Map<SimTree, number>
  full: Deployment
  database: string
  program: SimProgram
}

/** Blocks below the tip from which a chain is followed live; what is below is back-filled. */
const liveBlocksMax = 12

/** Crashes of one variation. */
const crashesMax = 2

/**
 * Follows the same chains once more on another way: another interleaving of their blocks, other range splits, another
 * order of providers, crashes elsewhere, and some contracts added to the config only later. What is recorded and answered
 * at the end must be the same to the byte (issue 4, metamorphic checks). Throws `InvariantBroken`.
 */
export async function checkVariation(session: Session, wanted: Outcome): Promise<void> {
  const { world } = session
  const random = createRandom(world.deployment.seed ^ 0x3e7a)
  const full = varyConfig(world.deployment, random)
  const isLate = random() < 0.6
  const heights = new Map(world.trees.map((sim) => [sim, firstHeight(sim, random)]))
  prepareNodes(session, full, random)
  showHeads(session, full, heights)
  const database = 'varied-0.db'
  // A chain comes late in some of those: a draw of its own would change all that follow.
  const isChainLate = world.deployment.seed % 3 !== 0
  const configured = isLate ? withoutLate(full, isChainLate) : full
  const program = await world.start({ database, kind: 'varied', configured })
  const varied = { random, heights, full, database, program }
  await follow(session, varied)
  if (isLate) {
    await restart(session, varied, 1)
    await checkJoining(session, varied.program)
  }
  await awaitTips(session, varied.program)
  const answer = await checkAnswer(session, { by: 'finality', finality: 'LATEST' }, varied.program)
  await varied.program.stop()
  const ids = full.chains.map(({ id }) => id)
  const recorded = await readRecorded(varied.program.database, ids)
  for (const list of ['facts', 'series', 'quarantined'] as const)
    assertSame(list, recorded[list], wanted.recorded[list])
  assertSame('the latest answer', answer?.rest ?? [], wanted.rest)
}

function firstHeight({ tree }: SimTree, random: Random): number {
  return Math.max(tree.tip.number - pickIndex(random, liveBlocksMax), 1)
}

/** Blocks of the chains come one by one, in an order of their own, with a small reorg now and then. */
async function follow(session: Session, varied: Variation): Promise<void> {
  const { world } = session
  const { random, heights } = varied
  let crashes = pickIndex(random, crashesMax + 1)
  for (;;) {
    const waiting = world.trees.filter((sim) => (heights.get(sim) ?? 0) < sim.tree.tip.number)
    if (waiting.length === 0) return
    const sim = pick(random, waiting)
    if (random() < 0.2) showRival(session, varied.full, sim, heights.get(sim) ?? 0)
    else {
      const next = (heights.get(sim) ?? 0) + 1 + pickIndex(random, 3)
      heights.set(sim, Math.min(next, sim.tree.tip.number))
      showHeads(session, varied.full, heights)
    }
    await world.clock.run(random() * sim.chain.blockSeconds * 1_500)
    if (crashes === 0 || random() > 0.15) continue
    await restart(session, varied, crashes)
    crashes -= 1
  }
}

/** The process dies now, and starts over with all of the config. */
async function restart(session: Session, varied: Variation, number: number): Promise<void> {
  const { world } = session
  const { program, full } = varied
  const image = readImage(program.database)
  await stopQuietly(program)
  const database = `varied-${number}-${Math.round(world.clock.monotonic())}.db`
  writeImage(join(dirname(program.database), database), image)
  varied.program = await world.start({ database, kind: 'varied', configured: full })
}

function nodesOf({ world }: Session, { chains }: Deployment, { chain }: SimTree) {
  const own: SimChain | undefined = chains[chain.index]
  return world.network.nodesOf('varied', own ?? chain)
}

/** No two endpoints are alike: which one is asked first matters. */
function prepareNodes(session: Session, full: Deployment, random: Random): void {
  const always = { fromMs: 0, toMs: Number.POSITIVE_INFINITY, chance: 1, random }
  for (const sim of session.world.trees)
    for (const node of nodesOf(session, full, sim)) {
      node.latencyMs = 5 + pickIndex(random, 200)
      node.hasBlockTimestamp = random() < 0.5
      const { url, tree } = node
      if (random() < 0.3)
        node.faults.push(createFault({ kind: 'rangeLimit', url, tree, ...always }))
    }
}

function showHeads(session: Session, full: Deployment, heights: Map<SimTree, number>): void {
  for (const [sim, height] of heights) {
    const tip = height >= sim.tree.tip.number ? undefined : sim.tree.get(height)
    for (const node of nodesOf(session, full, sim)) node.backends = [{ lag: 0, tip }]
  }
}

/** In the place of the block at `height` stands another one, for a moment. */
function showRival(session: Session, full: Deployment, sim: SimTree, height: number): void {
  const parent = sim.tree.get(height - 1)
  const { timestamp } = sim.tree.get(height)
  const tip = sim.tree.branch(parent, [{ salt: 900 + height, timestamp }])
  for (const node of nodesOf(session, full, sim)) node.backends = [{ lag: 0, tip }]
}

function assertSame(what: string, given: readonly string[], wanted: readonly string[]): void {
  const difference = findDifference(given, wanted)
  if (difference !== undefined)
    throw new InvariantBroken('convergence', `on another way: ${what}\n${difference}`)
}
