import type { CutRequest } from '../../src/api/views/cut/Cut.ts'
import type { Action } from './Action.ts'
import { bundle, enqueue, toWish } from './applyAction.ts'
import { checkHeld } from './checks/checkHeld.ts'
import { noteAnswer } from './checks/noteAnswer.ts'
import { watchPublished } from './checks/watchPublished.ts'
import { playDisk } from './disk/playDisk.ts'
import { treeAt } from './lookUp.ts'
import { mineNext } from './mineNext.ts'
import { playReorg } from './playReorg.ts'
import { playSequencerDown } from './playSequencerDown.ts'
import { hear } from './readers/hear.ts'
import { playReader } from './readers/playReader.ts'
import { checkAnswer, digest, noteSaid, type Session } from './Session.ts'
import { injectFault } from './world/injectFault.ts'

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
      await mineWatched(session, action)
      break
    case 'tick':
      await world.clock.run(action.ms)
      break
    case 'sequencerDown':
      await playSequencerDown(session, action)
      break
    case 'bundle':
      bundle(treeAt(world, action.chain))
      break
    case 'reorg':
      playReorg(session, treeAt(world, action.chain), action)
      break
    case 'fault':
      if (injectFault(world, treeAt(world, action.chain), action)) session.figures.faults += 1
      break
    case 'crash':
    case 'tear':
    case 'powerCut':
    case 'diskFull':
    case 'rot':
    case 'intrude':
      mineWaiting(session)
      await playDisk(session, action)
      break
    case 'query':
      await query(session, action)
      break
    case 'ask':
    case 'askTooMuch':
    case 'page':
    case 'subscribe':
    case 'leave':
    case 'hush':
      await playReader(session, action)
      break
    default: {
      const wish = toWish(world, action)
      if (wish !== undefined) enqueue(action, wish, index)
      else trace.push('  nothing to do')
    }
  }
  await world.clock.run(breathMs)
  hear(session)
  trace.push(`  ${describeProgress(session)}`)
}

function describe({ salt: _, ...action }: Action): string {
  return JSON.stringify(action)
}

function describeProgress(session: Session): string {
  const { world, program } = session
  const followed = new Map(program.views.status().map((chain) => [chain.name, chain]))
  noteSaid(session)
  return world.trees
    .map(({ chain, tree }) => {
      const status = followed.get(chain.name)
      return `${chain.name} ${status?.phase} ${status?.followed}/${tree.tip.number}`
    })
    .join(' ')
}

/** Mines while somebody asks at announcements. */
async function mineWatched(session: Session, action: Of<'mine'>): Promise<void> {
  const watch = watchPublished(session.program, session.world.clock, () =>
    checkAnswer(session, { by: 'finality', finality: 'LATEST' }),
  )
  try {
    // Whoever holds a reader lets it go first: another one may have to wait for that.
    await checkHeld(session.program.views, () => mine(session, action))
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

/** What waits is mined, so that there is something to write. */
function mineWaiting(session: Session): void {
  for (const sim of session.world.trees) if (sim.mempool.length > 0) mineNext(session, sim)
}

async function query(session: Session, action: Of<'query'>): Promise<void> {
  const request = toRequest(session, action)
  if (request === undefined) return
  const answer = await checkAnswer(session, request)
  if (answer === undefined) return
  noteAnswer(session, request, answer)
  session.trace.push(`  ${digest(answer.rest)}`)
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
      return { by: 'timestamp', timestamp: timeOf(session, pick) }
    }
    case 'checkpoint': {
      const { checkpoints } = session
      const checkpoint = checkpoints[pick % Math.max(checkpoints.length, 1)]
      return checkpoint === undefined ? undefined : { by: 'checkpoint', checkpoint }
    }
  }
}

/** Some seconds ago, or at or right before the time of one of a chain's newest blocks. */
function timeOf({ world }: Session, pick: number): bigint {
  const { tree } = treeAt(world, Math.floor(pick / 4))
  const block = tree.at(tree.tip.number - (Math.floor(pick / 2) % newBlocks))
  if (pick % 2 === 0 || block === undefined)
    return BigInt(Math.floor(world.clock.now() / 1_000)) - BigInt(pick)
  return block.timestamp - BigInt(Math.floor(pick / 16) % 2)
}

const newBlocks = 8
