import type { CutRequest } from '../../src/api/views/Cut.ts'
import { pickIndex } from '../faults/support/createRandom.ts'
import type { Action, FaultKind } from './Action.ts'
import { bundle, enqueue, nextTimestamp, toWish, treeAt } from './applyAction.ts'
import { checkFinality } from './checkFinality.ts'
import { checkHeld } from './checks/checkHeld.ts'
import { onStatement } from './checks/onStatement.ts'
import { watchPublished } from './checks/watchPublished.ts'
import { InvariantBroken } from './Failure.ts'
import type { Answer } from './readAnswer.ts'
import { checkAnswer, digest, type Session } from './Session.ts'
import { createFault } from './world/createFault.ts'
import { reorganise } from './world/reorganise.ts'
import type { SimTree } from './world/SimTree.ts'

type Of<type extends Action['type']> = Extract<Action, { type: type }>

/** Time that follows every action, virtual ms: long enough for a look at the head to begin, not to end. */
const breathMs = 40

/** Plays one action; throws `InvariantBroken`. */
export async function playAction(session: Session, action: Action, index: number): Promise<void> {
  const { world, trace } = session
  world.reseed(action.salt)
  trace.push(`${Math.round(world.clock.monotonic())} #${index} ${describe(action)}`)
  switch (action.type) {
    case 'mine':
      await checkHeld(session.program.views, () => mineWatched(session, action))
      break
    case 'tick':
      await world.clock.run(action.ms)
      break
    case 'bundle':
      bundle(treeAt(world, action.chain))
      break
    case 'reorg':
      reorg(session, action)
      break
    case 'fault':
      injectFault(session, action)
      break
    case 'crash':
      await crash(session, action)
      break
    case 'query':
      await query(session, action)
      break
    default: {
      const wish = toWish(world, action)
      if (wish !== undefined) enqueue(action, wish, index)
      else trace.push('  nothing to do')
    }
  }
  await world.clock.run(breathMs)
  trace.push(`  ${describeProgress(session)}`)
}

function describe({ salt: _, ...action }: Action): string {
  return JSON.stringify(action)
}

function describeProgress({ world, program }: Session): string {
  const followed = new Map(program.views.status().map((chain) => [chain.name, chain]))
  // What an operator reads may quote an endpoint.
  for (const { problem, endpoints } of followed.values())
    world.said.push([problem, ...endpoints.map(({ reason }) => reason)].join(' '))
  return world.trees
    .map(({ chain, tree }) => {
      const status = followed.get(chain.name)
      return `${chain.name} ${status?.phase} ${status?.followed}/${tree.tip.number}`
    })
    .join(' ')
}

/** Mines while somebody asks at announcements. */
async function mineWatched(session: Session, action: Of<'mine'>): Promise<void> {
  const watch = watchPublished(session.program, () =>
    checkAnswer(session, { by: 'finality', finality: 'LATEST' }),
  )
  try {
    await mine(session, action)
  } finally {
    await watch.end()
  }
  watch.assertSound()
}

async function mine(session: Session, { chain, blocks }: Of<'mine'>): Promise<void> {
  const { trees } = session.world
  const busy = trees.filter(({ mempool }) => mempool.length > 0)
  // Mostly where something waits: an empty block says little.
  const sim = busy[chain % Math.max(busy.length, 1)] ?? treeAt(session.world, chain)
  for (let i = 0; i < blocks; i += 1) {
    mineNext(session, sim)
    // A burst now and then: blocks that no poll sees one by one.
    if (session.world.random() < 0.8) await session.world.clock.run(sim.chain.blockSeconds * 1_000)
  }
}

/** Mines one block with what waits. */
export function mineNext({ world, figures, trace }: Session, sim: SimTree): void {
  const { tree } = sim
  const intents = sim.mempool.splice(0)
  const timestamp = nextTimestamp(world, sim, tree.tip.timestamp)
  const block = sim.build(tree.tip, { intents, timestamp })
  sim.adopt(block)
  figures.blocks += 1
  figures.messages += sim.intentsOf(block).filter(isMessage).length
  if (block.transactions.length > 0)
    trace.push(
      `  ${sim.chain.name} ${block.number} ${block.hash.slice(0, 10)} ${spellIntents(sim)}`,
    )
}

function spellIntents(sim: SimTree): string {
  return sim
    .intentsOf(sim.tree.tip)
    .map(({ bodies }) => bodies.map(({ kind }) => kind).join('+'))
    .join(' ')
}

function isMessage({ bodies }: { bodies: readonly { kind: string }[] }): boolean {
  return bodies.some(({ kind }) => kind === 'send' || kind === 'credit')
}

function reorg({ world, figures, trace }: Session, action: Of<'reorg'>): void {
  const sim = treeAt(world, action.chain)
  const depth = reorganise(sim, {
    depth: action.depth,
    longer: action.length,
    fatePercent: action.fate,
    random: world.random,
    timestampAfter: (parent) => nextTimestamp(world, sim, parent),
  })
  if (depth === 0) return
  figures.reorgs += 1
  trace.push(`  ${sim.chain.name} lost ${depth} blocks, ends at ${sim.tree.tip.number}`)
}

function injectFault({ world, figures }: Session, action: Of<'fault'>): void {
  const { chain } = treeAt(world, action.chain)
  const nodes = world.network.nodesOf('rpc', chain)
  // Where every endpoint names another chain it is the config that is wrong, and the chain halts: here one always is right.
  const node = action.kind === 'wrongChain' ? nodes[1] : nodes[action.endpoint % nodes.length]
  if (node === undefined) return
  figures.faults += 1
  const fromMs = world.clock.monotonic()
  const toMs = fromMs + action.ms
  if (isBackendFault(action.kind)) {
    const healthy = { lag: 0, tip: undefined }
    const { tip } = node.tree
    const odd =
      action.kind === 'lag'
        ? { lag: 1 + pickIndex(world.random, 4), tip: undefined }
        : { lag: 0, tip }
    node.backends = action.percent === 100 ? [odd] : [healthy, odd]
    world.clock.at(toMs, () => {
      node.backends = [healthy]
    })
    return
  }
  const { kind, percent } = action
  const chance = percent / 100
  const parts = { kind, url: node.url, fromMs, toMs, chance, random: world.random, tree: node.tree }
  node.faults.push(createFault(parts))
}

function isBackendFault(kind: FaultKind): kind is 'lag' | 'oldFork' {
  return kind === 'lag' || kind === 'oldFork'
}

/** Virtual ms within which an armed crash strikes even when nothing is written. */
const armedMs = 20_000

async function crash(session: Session, action: Of<'crash'>): Promise<void> {
  const { world } = session
  const old = session.program
  session.generation += 1
  const database = `world-${session.generation}.db`
  let isTaken = false
  const take = async (): Promise<void> => {
    isTaken = true
    await world.takeImage(old, database)
  }
  let left = action.writes
  world.onWrite = async (moment) => {
    if (isTaken || moment !== action.moment) return
    left -= 1
    if (left === 0) await take()
  }
  if (isInsideWrite(action)) {
    let statements = action.writes * statementsPerWrite + (action.salt % statementsPerWrite)
    world.onWrite = undefined
    onStatement(() => {
      statements -= 1
      if (isTaken || statements > 0) return
      isTaken = true
      world.takeImageNow(old, database)
    })
  }
  if (action.writes > 0) {
    const endMs = world.clock.monotonic() + armedMs
    await world.clock.until(() => isTaken || world.clock.monotonic() >= endMs, armedMs * 2)
  }
  onStatement(undefined)
  if (!isTaken) await take()
  world.onWrite = undefined
  await old.stop()
  // What the dead process never wrote may have been answered: only what is final is promised to stay.
  session.checkpoints = []
  // Nor was every raised finality recorded.
  session.finalHeights.clear()
  session.hasAnswered = false
  await world.clock.run(action.downMs)
  session.program = await world.start({ database, kind: 'rpc' })
  session.figures.crashes += 1
}

/** Statements that a small commit runs, so that the moments of crashes spread over the first few. */
const statementsPerWrite = 12

/** Half of the crashes that wait for a write strike between two of its statements. */
function isInsideWrite({ writes, salt }: Of<'crash'>): boolean {
  return writes > 0 && salt % 2 === 0
}

async function query(session: Session, action: Of<'query'>): Promise<void> {
  const request = toRequest(session, action)
  if (request === undefined) return
  const answer = await checkAnswer(session, request)
  if (answer === undefined) return
  checkFinality(session, answer)
  const { checkpoint } = answer.cut
  if (request.by === 'checkpoint' && checkpoint !== request.checkpoint)
    throw new InvariantBroken('checkpoint', `${request.checkpoint} was answered as ${checkpoint}`)
  if (request.by === 'checkpoint') assertNamed(answer, request.checkpoint)
  // A cut of chains that are all being back-filled has nothing to come back to.
  const hasChains = answer.cut.chains.some(({ inclusion }) => inclusion === 'INCLUDED')
  if (hasChains) session.checkpoints.push(checkpoint)
  session.trace.push(`  ${digest(answer.rest)}`)
}

/** What a checkpoint names is what is answered: another block of the same height is another cut. */
function assertNamed({ cut }: Answer, checkpoint: string): void {
  for (const { chainId, number, hash } of cut.chains)
    if (!checkpoint.includes(`.${chainId}-${number}-${hash.slice(2, 18)}`))
      throw new InvariantBroken('checkpoint', `${checkpoint} was answered from ${number} ${hash}`)
}

function toRequest(session: Session, { at, pick }: Of<'query'>): CutRequest | undefined {
  switch (at) {
    case 'latest':
      return { by: 'finality', finality: 'LATEST' }
    case 'safe':
      return { by: 'finality', finality: 'SAFE' }
    case 'finalized':
      return { by: 'finality', finality: 'FINALIZED' }
    case 'time': {
      const now = BigInt(Math.floor(session.world.clock.now() / 1_000))
      return { by: 'timestamp', timestamp: now - BigInt(pick) }
    }
    case 'checkpoint': {
      const { checkpoints } = session
      const checkpoint = checkpoints[pick % Math.max(checkpoints.length, 1)]
      return checkpoint === undefined ? undefined : { by: 'checkpoint', checkpoint }
    }
  }
}
