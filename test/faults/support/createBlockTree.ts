import type { Hex } from 'viem'
import { numberToHex } from 'viem'
import { hashHeader, hashReceipts, type TreeTransaction, toBloom, zeroHash } from './encodeBlock.ts'

export interface TreeBlock {
  number: number
  hash: Hex
  parent: TreeBlock | undefined
  parentHash: Hex
  /** Seconds. */
  timestamp: bigint
  salt: Hex
  transactions: readonly TreeTransaction[]
  logsBloom: Hex
  receiptsRoot: Hex
  /** Rate of the chain's ERC-4626 vault after this block: it moves with every log of the vault. */
  rate: bigint
}

/** What a block is to hold; the time is the parent's plus the block time when it is left out. */
export interface BlockPlan {
  transactions?: readonly TreeTransaction[]
  timestamp?: bigint
  /** Tells siblings with equal contents apart. */
  salt?: number
  /** Numbers before it that have no block at all, as null rounds. */
  skipped?: number
}

/** What contracts answer to a call, by `address:selector`; undefined reverts. */
type ContractAnswers = Map<string, (block: TreeBlock, data: Hex) => Hex | undefined>

/** Every block of one chain, orphans too, and which branch is canonical. */
export interface BlockTree {
  chainId: number
  /** Contracts that answer something else than the rate of the chain's vault. */
  answers: ContractAnswers
  tip: TreeBlock
  /** Mines on the canonical tip. */
  mine(plan?: BlockPlan): TreeBlock
  /** Mines `plans` on `parent` without making them canonical; returns the last block. */
  branch(parent: TreeBlock, plans: readonly BlockPlan[]): TreeBlock
  /** Makes the branch that ends with `tip` canonical. */
  adopt(tip: TreeBlock): void
  /** Called whenever the canonical tip changed. */
  listeners: Set<() => void>
  byHash(hash: string): TreeBlock | undefined
  /** Block `number` of the branch that ends with `tip`, the canonical one by default. */
  at(number: number, tip?: TreeBlock): TreeBlock | undefined
  /** The same, where the block must exist. */
  get(number: number, tip?: TreeBlock): TreeBlock
}

export interface TreeParameters {
  chainId: number
  blockSeconds: bigint
  genesisTimestamp: bigint
  /** Contract whose logs move `rate`. */
  rateContract: Hex
}

const firstRate = 1_000_000n

/**
 * Creates a chain with its genesis block, or one that goes on from `tip`. Hashes, blooms and receipts roots are those that a
 * real node would compute.
 */
export function createBlockTree(parameters: TreeParameters, start?: TreeBlock): BlockTree {
  const { chainId, blockSeconds, genesisTimestamp, rateContract } = parameters
  const known = new Map<string, TreeBlock>()
  const build = (parent: TreeBlock | undefined, plan: BlockPlan): TreeBlock => {
    const transactions = plan.transactions ?? []
    const logs = transactions.flatMap((transaction) => transaction.logs)
    const parts = {
      number: parent === undefined ? 0 : parent.number + 1 + (plan.skipped ?? 0),
      parentHash: parent?.hash ?? zeroHash,
      timestamp:
        plan.timestamp ??
        (parent === undefined ? genesisTimestamp : parent.timestamp + blockSeconds),
      salt: numberToHex(BigInt(chainId) * 1_000n + BigInt(plan.salt ?? 0), { size: 8 }),
      logsBloom: toBloom(logs),
      receiptsRoot: hashReceipts(transactions),
    }
    const touches = logs.filter((log) => log.address === rateContract).length
    const rate = (parent?.rate ?? firstRate) + BigInt(touches) * 7n
    const block = { ...parts, hash: hashHeader(parts), parent, transactions, rate }
    known.set(block.hash, block)
    return block
  }
  const first = start ?? build(undefined, {})
  /** By number; a skipped number has none. */
  let canonical: (TreeBlock | undefined)[] = []
  for (const block of pathTo(first, () => false)) {
    canonical[block.number] = block
    known.set(block.hash, block)
  }
  const setTip = (tip: TreeBlock): void => {
    tree.tip = tip
    for (const listener of tree.listeners) listener()
  }
  const tree: BlockTree = {
    chainId,
    answers: new Map(),
    tip: first,
    listeners: new Set(),
    mine(plan = {}) {
      const block = build(tree.tip, plan)
      canonical[block.number] = block
      setTip(block)
      return block
    },
    branch: (parent, plans) => plans.reduce<TreeBlock>((tip, plan) => build(tip, plan), parent),
    adopt(tip) {
      const path = pathTo(tip, (block) => canonical[block.number] === block)
      canonical = canonical.slice(0, path[0]?.number ?? tip.number + 1)
      for (const block of path) canonical[block.number] = block
      setTip(tip)
    },
    byHash: (hash) => known.get(hash),
    at(number, tip = tree.tip) {
      if (number > tip.number || number < 0) return undefined
      let block: TreeBlock | undefined = tip
      while (block !== undefined && block.number > number) {
        if (canonical[block.number] === block) return canonical[number]
        block = block.parent
      }
      return block?.number === number ? block : undefined
    },
    get(number, tip) {
      const block = tree.at(number, tip)
      if (block === undefined) throw new Error(`chain ${chainId} has no block ${number}`)
      return block
    },
  }
  return tree
}

/** From the first block that is not `known` up to `tip`. */
function pathTo(tip: TreeBlock, isKnown: (block: TreeBlock) => boolean): TreeBlock[] {
  const path: TreeBlock[] = []
  for (let block: TreeBlock | undefined = tip; block !== undefined; block = block.parent) {
    if (isKnown(block)) break
    path.push(block)
  }
  return path.reverse()
}
