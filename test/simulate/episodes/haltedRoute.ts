import { pickIndex } from '../../faults/support/createRandom.ts'
import { messagesOf, traderAt } from '../lookUp.ts'
import { mineNext } from '../mineNext.ts'
import { playReorg } from '../playReorg.ts'
import type { Session } from '../Session.ts'
import { type IntentBody, idOf } from '../world/Intent.ts'
import type { SimTree } from '../world/SimTree.ts'
import { toUnits } from '../world/toUnits.ts'
import type { Episode } from './Episode.ts'
import { askAround, awaitFollowed } from './goOn.ts'

/** Seconds that a transfer may take in a world of which this is played: longer ones are not waited for. */
const stuckMaxSeconds = 120

/** Transfers that are stuck together: from three on a route has halted. */
const transfers = 4

/** Nothing arrives any more on a chain whose module is paused, until its route has halted; then it is let in again. */
export const haltedRoute: Episode = {
  name: 'haltedRoute',
  isFitting: ({ world: { deployment } }, { chain }) =>
    deployment.gates?.isms.includes(chain.index) === true &&
    deployment.stuckAfterSeconds <= stuckMaxSeconds,
  async play(session, sim, random) {
    const { world } = session
    const { trees, deployment } = world
    const origin = trees[(sim.chain.index + 1) % trees.length]
    if (origin === undefined) return
    mineSwitch(session, sim, true)
    for (const kind of ['deposit', 'send'] as const) {
      mineEach(session, origin, kind, sim.chain.index)
      await awaitFollowed(session, origin, 'nothing')
    }
    await world.clock.run((deployment.stuckAfterSeconds + origin.chain.blockSeconds) * 1_000)
    await goOn(session, sim)
    if (random() < 0.5) {
      const depth = 1 + pickIndex(random, 3)
      playReorg(session, sim, { depth, length: 1, fate: 50, isDeep: false, again: false })
      await goOn(session, sim)
    }
    mineSwitch(session, sim, false)
    await goOn(session, sim)
    deliverAll(session, origin, sim)
    await goOn(session, sim)
  },
}

function mineSwitch(session: Session, sim: SimTree, isPaused: boolean): void {
  enqueue(sim, `pause ${isPaused}`, { kind: 'pause', gate: 'ism', isPaused })
  mineNext(session, sim)
}

function mineEach(
  session: Session,
  origin: SimTree,
  kind: 'deposit' | 'send',
  destination: number,
): void {
  const { deployment } = session.world
  for (let i = 0; i < transfers; i += 1) {
    const account = traderAt(deployment, i)
    const amount = toUnits(deployment, origin.chain, 'usd', 1_000_000 + i)
    const money = { family: 'usd' as const, account, amount }
    const flags = { isNamed: true, isToWallet: false, isQueued: false }
    const send = { ...money, ...flags, destination, beneficiary: account }
    enqueue(origin, `${kind} ${i}`, kind === 'send' ? { kind, ...send } : { kind, ...money })
  }
  mineNext(session, origin)
}

function deliverAll({ world }: Session, { chain: from }: SimTree, sim: SimTree): void {
  const { credited } = sim.stateAt(sim.tree.tip)
  for (const message of messagesOf(world)) {
    const { origin, destination, family, amount } = message
    const isOurs = origin === from.index && destination === sim.chain.index && family === 'usd'
    if (!isOurs || credited.has(idOf(message))) continue
    const credit = { kind: 'credit' as const, message, amount, isForced: false }
    enqueue(sim, `deliver ${message.key}`, credit)
  }
}

function enqueue(sim: SimTree, what: string, body: IntentBody): void {
  sim.mempool.push({ label: `halted-${sim.tree.tip.hash}-${what}`, bodies: [body] })
}

async function goOn(session: Session, sim: SimTree): Promise<void> {
  mineNext(session, sim)
  await awaitFollowed(session, sim, 'nothing')
  await askAround(session)
}
