import { pickIndex } from '../../faults/support/createRandom.ts'
import { exchangeFault } from '../../faults/support/Fault.ts'
import { checkViolations } from '../checks/checkViolations.ts'
import { mineNext } from '../mineNext.ts'
import { playReorg } from '../playReorg.ts'
import { subscriptionDocuments } from '../readers/documents.ts'
import { openReaders } from '../readers/openReaders.ts'
import { checkTold } from '../readers/readersAtRest.ts'
import type { Session } from '../Session.ts'
import { pick, venueId } from '../world/Deployment.ts'
import type { SimTree } from '../world/SimTree.ts'
import type { Episode } from './Episode.ts'
import { askAround, awaitFollowed, mineBusy } from './goOn.ts'

/** Somebody listens while a transfer is sent, and maybe never was. */
export const toldReorg: Episode = {
  name: 'toldReorg',
  isFitting: (_, { chain }) => chain.finalizedDepth > 1,
  async play(session, sim, random) {
    const readers = await openReaders(session)
    await readers.subscribe({
      to: 'transfers',
      document: subscriptionDocuments.transfers,
      variables: { venue: venueId, account: undefined },
      client: 'episode',
      isSlow: false,
    })
    await mineBusy(session, sim)
    await awaitFollowed(session, sim, 'nothing')
    const fate = pick(random, [0, 0, 100])
    const depth = 1 + pickIndex(random, 2)
    playReorg(session, sim, { depth, length: 1, fate, isDeep: false, again: false })
    await awaitFollowed(session, sim, 'a reorg')
    await askAround(session)
    await checkTold(session)
  },
}

/** Blocks below what was final that a deep reorg takes at most. */
const deepBlocksMax = 3

/** Final blocks are gone: the chain stops, or whoever may repairs it. */
export const deepReorg: Episode = {
  name: 'deepReorg',
  isFitting: (_, { finalized, tree }) => finalized > deepBlocksMax && tree.tip.number > finalized,
  async play(session, sim, random) {
    await mineBusy(session, sim)
    await awaitFollowed(session, sim, 'nothing')
    const depth = 1 + pickIndex(random, deepBlocksMax)
    playReorg(session, sim, { depth, length: 1, fate: 50, isDeep: true, again: false })
    await checkViolations(session)
  },
}

/** Looks during which a reorg happens. */
const looks = 3

/** Requests of a look after the first, which names the head: headers, logs, reads. */
const requestsMax = 3

/** The chain changes between two requests of one look at several new blocks, and below them. */
export const midLookReorg: Episode = {
  name: 'midLookReorg',
  isFitting: (_, { chain }) => chain.finalizedDepth >= replacedBlocks,
  async play(session, sim, random) {
    for (let i = 0; i < looks; i += 1) {
      await mineBusy(session, sim, i)
      await awaitFollowed(session, sim, 'nothing')
      const disarm = reorgMidLook(session, sim, pickIndex(random, requestsMax))
      mineNext(session, sim)
      await mineBusy(session, sim, i + 1)
      await awaitFollowed(session, sim, 'a reorg')
      disarm()
      await awaitFollowed(session, sim, 'a reorg')
      await askAround(session)
    }
  },
}

/** Two new blocks and the followed one below them. */
const replacedBlocks = 3

/** Replaces blocks when so many requests have followed one that names the head; returns how to call it off. */
function reorgMidLook(session: Session, sim: SimTree, requests: number): () => void {
  let left: number | undefined
  const trap = exchangeFault('midLook', {}, ({ calls }) => {
    const isLook = calls.some(({ params }) => params[0] === 'latest')
    if (left === undefined && !isLook) return undefined
    left = (left ?? requests + 1) - 1
    const plan = { depth: replacedBlocks, length: 1, fate: 0, isDeep: false, again: false }
    if (left === 0) playReorg(session, sim, plan)
    return undefined
  })
  const nodes = session.world.network.nodesOf('rpc', sim.chain)
  for (const node of nodes) node.faults.push(trap)
  return () => {
    for (const node of nodes) node.faults = node.faults.filter((fault) => fault !== trap)
  }
}
