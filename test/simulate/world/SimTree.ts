import { type Hex, keccak256, stringToHex } from 'viem'
import {
  type BlockTree,
  createBlockTree,
  type TreeBlock,
} from '../../faults/support/createBlockTree.ts'
import { epochMs } from '../../faults/support/createVirtualClock.ts'
import type { TreeTransaction } from '../../faults/support/encodeBlock.ts'
import { addressOf } from './addressOf.ts'
import { answerBooks } from './answerBooks.ts'
import { answerTokens } from './answerTokens.ts'
import { type ChainState, createChainState } from './ChainState.ts'
import type { Deployment, SimChain } from './Deployment.ts'
import { executeIntent, toIds } from './executeIntent.ts'
import { type Intent, idOf, type Message } from './Intent.ts'
import { placesOf } from './placesOf.ts'
import { toUnits } from './toUnits.ts'

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
  /** Branches that nodes have made up so far: who asks only such a node follows them, and leaves them again. */
  rivals: number
  /** Lowest block to which a reorg went below what was final; undefined while none did. */
  violatedFrom: number | undefined
  /** A run comes to its end: its clock is right from now on. */
  isCalm: boolean
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
  if (chain.firstNonce !== undefined) first.nonce = chain.firstNonce - 1
  let salt = 0
  const watched = placesOf(deployment).filter((place) => place.chain.index === chain.index)
  const sim: SimTree = {
    chain,
    tree,
    mempool: [],
    messages: new Map(),
    finalized: 0,
    highest: historyBlocks,
    reorgs: 0,
    rivals: 0,
    violatedFrom: undefined,
    isCalm: false,
    stateAt: (block) => states.get(block) ?? first,
    intentsOf: (block) => mined.get(block) ?? [],
    build(parent, { intents, timestamp }) {
      let state = sim.stateAt(parent)
      const transactions: TreeTransaction[] = []
      const done: Intent[] = []
      for (const intent of intents) {
        const executed = executeIntent({ deployment, chain, state, timestamp, watched }, intent)
        if (executed === undefined) continue
        state = executed.state
        done.push(intent)
        const hash = keccak256(stringToHex(`${chain.name}:${intent.label}`))
        transactions.push({ hash, logs: executed.logs })
      }
      for (const message of state.sent.values())
        sim.messages.set(idOf({ ...message, key: message.payload }), message)
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
  answerBooks(sim)
  if (watched.length > 0) answerTokens(sim, deployment)
  for (let number = 1; number <= historyBlocks; number += 1) {
    const timestamp = tree.tip.timestamp + BigInt(blockSeconds)
    sim.adopt(sim.build(tree.tip, { intents: historyOf(deployment, chain, number), timestamp }))
  }
  return sim
}

/** Somebody has something on most chains before anybody looks. */
function historyOf(deployment: Deployment, chain: SimChain, number: number): Intent[] {
  const { hasFerry, traders } = deployment
  if (number === quotedNumber) return quotesOf(deployment, chain)
  if (number === forgedNumber) return forgeryOf(deployment, chain)
  const account = traders[(chain.index + number) % traders.length]
  if (account === undefined || chain.firstNonce !== undefined || number % 2 === 0) return []
  const family = hasFerry && number % 4 === 1 ? ('eur' as const) : ('usd' as const)
  const amount = toUnits(deployment, chain, family, 1_000_000 * (number + chain.index))
  const body = { kind: 'deposit' as const, family, account, amount }
  return [{ label: `history-${number}`, bodies: [body] }]
}

/** In this block of the second chain's history somebody may be credited what was never sent. */
const forgedNumber = 4

/** A number that no honest chain reaches. */
const forgedNonce = 900_000

function forgeryOf(deployment: Deployment, chain: SimChain): Intent[] {
  const [account] = deployment.traders
  if (deployment.hasOldForgery !== true || chain.index !== 1 || account === undefined) return []
  const family = 'usd' as const
  const amount = toUnits(deployment, chain, family, 3_000_000)
  const parts = { origin: 0, destination: 1, recipient: chain.markets.usd.book, amount }
  const { key, payload } = toIds(deployment, family, { ...parts, nonce: forgedNonce })
  const people = { account, beneficiary: account, isNamed: true }
  const message: Message = { family, ...parts, key, payload, ...people }
  return [{ label: 'old-forgery', bodies: [{ kind: 'credit', message, amount, isForced: false }] }]
}

/** In this block of the history most feeds have answered. */
const quotedNumber = 2

/** Every feed whose number is not left out by the seed is worth a dollar or two before anybody looks. */
function quotesOf({ economy, seed }: Deployment, { index }: SimChain): Intent[] {
  const feeds = economy?.feeds ?? []
  return feeds.flatMap(({ id, chain, decimals }, i): Intent[] => {
    if (chain !== index || (seed + i) % 4 === 0) return []
    const answer = BigInt(1 + (i % 2)) * 10n ** BigInt(decimals)
    const updatedAt = BigInt(epochMs / 1_000)
    const quote = { kind: 'quote' as const, feed: id, isElsewhere: false, answer }
    return [{ label: `quote-${id}`, bodies: [{ ...quote, round: 1n, updatedAt }] }]
  })
}
