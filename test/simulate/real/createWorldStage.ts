import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TreeBlock } from '../../faults/support/createBlockTree.ts'
import { createRandom } from '../../faults/support/createRandom.ts'
import { createScriptedEnv } from '../../faults/support/createScriptedEnv.ts'
import type { ScriptedNode } from '../../faults/support/createScriptedNode.ts'
import { createVirtualClock } from '../../faults/support/createVirtualClock.ts'
import { chainAt, type Deployment } from '../world/Deployment.ts'
import { createSimNetwork } from '../world/SimNetwork.ts'
import { createSimTree, type SimTree } from '../world/SimTree.ts'
import { toConfig } from '../world/toConfig.ts'
import type { Stage, StagedBlock } from './Stage.ts'
import { startOn } from './startOn.ts'

/** Virtual ms within which everything is as it should be. */
const patienceMs = 600_000

/** Long enough for any backoff, flush or finality step that is still under way. */
const breathMs = 31_000

/** How long, in virtual ms, a program may take to end. */
const stopMs = 120_000

/** The simulated world as a stage: the same trees and nodes that random seeds are played on. */
export async function createWorldStage(
  deployment: Deployment,
  settleMs = patienceMs,
): Promise<Stage> {
  const random = createRandom(deployment.seed)
  const clock = createVirtualClock(random)
  const trees = deployment.chains.map((chain) => createSimTree(deployment, chain))
  const network = createSimNetwork({
    deployment,
    trees: trees.map(({ tree }) => tree),
    random,
    nowMs: clock.monotonic,
  })
  let nowMs = clock.now()
  const scripted = createScriptedEnv({
    disk: { freeBytes: 100 * 2 ** 30, logBytesMax: 64 * 2 ** 20 },
    clock,
    random,
    nodes: network.byUrl,
    printed: [],
    onWrite: async () => {},
  })
  // Answers must not depend on how long the program was waited for.
  const env = { ...scripted, now: () => nowMs }
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-stage-'))
  const treeAt = (index: number): SimTree => {
    const tree = trees[index]
    if (tree === undefined) throw new Error(`there is no chain ${index}`)
    return tree
  }
  const nodeAt = (index: number): ScriptedNode => {
    const [node] = network.nodesOf('rpc', chainAt(deployment, index))
    if (node === undefined) throw new Error(`chain ${index} has no node`)
    return node
  }
  return {
    name: 'simulated',
    deployment,
    messages: new Map(),
    async mine(chain, block) {
      const sim = treeAt(chain)
      const built = sim.build(sim.tree.tip, block)
      sim.adopt(built)
      return toStaged(sim, built)
    },
    async reorg(chain, depth, blocks) {
      const sim = treeAt(chain)
      let tip = sim.tree.get(sim.tree.tip.number - depth)
      const staged = blocks.map((block) => {
        tip = sim.build(tip, block)
        return toStaged(sim, tip)
      })
      sim.adopt(tip)
      return staged
    },
    setFault(chain, fault) {
      nodeAt(chain).faults = fault === undefined ? [] : [fault]
    },
    setNow(ms) {
      nowMs = ms
    },
    start: (database, edit) => {
      const config = toConfig(deployment, join(folder, database), ({ index }) => [
        nodeAt(index).url,
      ])
      return startOn(env, edit(config), (done) => clock.finish(done, stopMs))
    },
    wait: (ms) => clock.run(ms),
    async settle(isThere) {
      try {
        await clock.until(isThere, settleMs)
      } catch {
        return false
      }
      await clock.run(breathMs)
      return isThere()
    },
    end: () => rm(folder, { recursive: true, force: true }),
  }
}

function toStaged(sim: SimTree, block: TreeBlock): StagedBlock {
  const { number, hash, parentHash, timestamp } = block
  const intents = sim.intentsOf(block)
  let logIndex = 0
  const transactions = block.transactions.map((transaction, i) => ({
    label: intents[i]?.label ?? '',
    hash: transaction.hash,
    logs: transaction.logs.map((log) => ({ ...log, logIndex: logIndex++ })),
  }))
  return { chainId: sim.chain.id, number, hash, parentHash, timestamp, transactions }
}
