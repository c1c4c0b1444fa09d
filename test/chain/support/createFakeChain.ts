import { createHash } from 'node:crypto'
import { hexToBytes, keccak256 } from 'viem'
import type { Hex } from '../../../src/facts/primitives.ts'

export interface FakeLog {
  address: Hex
  topics: readonly Hex[]
  data: Hex
}

export interface FakeBlock {
  number: number
  hash: Hex
  parentHash: Hex
  timestamp: number
  logs: readonly FakeLog[]
  logsBloom: Hex
}

/** A canonical chain with its orphans, scripted by the test. */
export interface FakeChain {
  blocks: FakeBlock[]
  /** Every block ever mined, orphans too. */
  byHash: Map<Hex, FakeBlock>
  head(): FakeBlock
  at(number: number): FakeBlock
  mine(logs?: readonly FakeLog[]): FakeBlock
  /** Drops the `depth` newest blocks and mines `length` others with `logs` each. */
  reorg(depth: number, length: number, logs?: (number: number) => readonly FakeLog[]): void
}

export function createFakeChain(name = 'fake'): FakeChain {
  let salt = 0
  const chain: FakeChain = {
    blocks: [],
    byHash: new Map(),
    head() {
      return chain.at(chain.blocks.length - 1)
    },
    at(number) {
      const block = chain.blocks[number]
      if (block === undefined) throw new Error(`the fake chain has no block ${number}`)
      return block
    },
    mine(logs = []) {
      salt += 1
      const number = chain.blocks.length
      const parentHash = number === 0 ? hashOf('root') : chain.head().hash
      const hash = hashOf(`${name}:${parentHash}:${number}:${salt}`)
      const timestamp = 1_600_000_000 + number * 2
      const block = { number, hash, parentHash, timestamp, logs, logsBloom: toBloom(logs) }
      chain.blocks.push(block)
      chain.byHash.set(hash, block)
      return block
    },
    reorg(depth, length, logs = () => []) {
      chain.blocks = chain.blocks.slice(0, -depth)
      for (let i = 0; i < length; i += 1) chain.mine(logs(chain.blocks.length))
    },
  }
  chain.mine()
  return chain
}

export function hashOf(text: string): Hex {
  return `0x${createHash('sha256').update(text).digest('hex')}`
}

/** Written apart from the product's test of blooms, over bytes instead of nibbles. */
function toBloom(logs: readonly FakeLog[]): Hex {
  const bytes = new Uint8Array(256)
  for (const value of logs.flatMap((log) => [log.address, ...log.topics])) {
    const hash = hexToBytes(keccak256(value))
    for (const i of [0, 2, 4]) {
      const bit = (((hash[i] ?? 0) & 7) << 8) + (hash[i + 1] ?? 0)
      const index = 255 - Math.floor(bit / 8)
      bytes[index] = (bytes[index] ?? 0) | (1 << (bit % 8))
    }
  }
  return `0x${Buffer.from(bytes).toString('hex')}`
}
