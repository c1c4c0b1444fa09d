import { type Hex, keccak256, stringToHex } from 'viem'
import {
  type BlockTree,
  createBlockTree,
  type TreeBlock,
} from '../../faults/support/createBlockTree.ts'
import { epochMs } from '../../faults/support/createVirtualClock.ts'
import type { TreeTransaction } from '../../faults/support/encodeBlock.ts'
import { addressOf } from './addressOf.ts'
import { type ChainState, createChainState } from './ChainState.ts'
import type { Deployment, SimChain } from './Deployment.ts'
import { executeIntent } from './executeIntent.ts'
import type { Intent, Message } from './Intent.ts'

/** A chain that executes what people want of it: a block tree whose branches each have their own state. */
export interface SimTree {
  chain: SimChain
  tree: BlockTree
  /** What is waiting to be mined. */
  mempool: Intent[]
  /** Messages that any branch has sent, by payload. */
  messages: Map<Hex, Message>
  /** Highest number that was ever final: no reorg reaches below. */
  finalized: number
  /** Highest number that ever was the tip's. */
  highest: number
  /** Branches that were left so far. */
  reorgs: number
  stateAt(block: TreeBlock): ChainState
  intentsOf(block: TreeBlock): readonly Intent[]
  /** Builds a block on `parent`; what its branch does not allow is left out. */
  build(parent: TreeBlock, plan: { intents: readonly Intent[]; timestamp: bigint }): TreeBlock
  adopt(tip: TreeBlock): void
}

/** Creates a chain with its history of empty blocks. */
export function createSimTree(deployment: Deployment, chain: SimChain): SimTree {
  const states = new WeakMap<TreeBlock, ChainState>()
  const mined = new WeakMap<TreeBlock, readonly Intent[]>()
  const { blockSeconds, historyBlocks } = chain
  const tree = createBlockTree({
    chainId: chain.id,
    blockSeconds: BigInt(blockSeconds),
    genesisTimestamp: BigInt(epochMs / 1_000 - historyBlocks * blockSeconds),
    rateContract: chain.yieldVault ?? addressOf('nobody'),
  })
  const first = createChainState()
  let salt = 0
  const sim: SimTree = {
    chain,
    tree,
    mempool: [],
    messages: new Map(),
    finalized: 0,
    highest: historyBlocks,
    reorgs: 0,
    stateAt: (block) => states.get(block) ?? first,
    intentsOf: (block) => mined.get(block) ?? [],
    build(parent, { intents, timestamp }) {
      let state = sim.stateAt(parent)
      const transactions: TreeTransaction[] = []
      const done: Intent[] = []
      for (const intent of intents) {
        const executed = executeIntent({ deployment, chain, state }, intent)
        if (executed === undefined) continue
        state = executed.state
        done.push(intent)
        const hash = keccak256(stringToHex(`${chain.name}:${intent.label}`))
        transactions.push({ hash, logs: executed.logs })
      }
      for (const message of state.sent.values()) sim.messages.set(message.payload, message)
      salt += 1
      const block = tree.branch(parent, [{ transactions, timestamp, salt }])
      states.set(block, state)
      mined.set(block, done)
      return block
    },
    adopt(tip) {
      tree.adopt(tip)
      sim.highest = Math.max(sim.highest, tip.number)
      sim.finalized = Math.max(sim.finalized, tip.number - chain.finalizedDepth)
    },
  }
  for (let number = 1; number <= historyBlocks; number += 1) {
    const timestamp = tree.tip.timestamp + BigInt(blockSeconds)
    sim.adopt(sim.build(tree.tip, { intents: historyOf(deployment, chain, number), timestamp }))
  }
  return sim
}

/** Somebody has something on most chains before anybody looks. */
function historyOf({ hasFerry, traders }: Deployment, chain: SimChain, number: number): Intent[] {
  const account = traders[(chain.index + number) % traders.length]
  if (account === undefined || number % 2 === 0) return []
  const family = hasFerry && number % 4 === 1 ? ('eur' as const) : ('usd' as const)
  const amount = 1_000_000n * BigInt(number + chain.index)
  const body = { kind: 'deposit' as const, family, account, amount }
  return [{ label: `history-${number}`, bodies: [body] }]
}
