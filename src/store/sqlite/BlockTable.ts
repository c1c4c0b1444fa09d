import { assert } from '../../errors/assert.ts'
import type { BlockRef, ChainId, Hash } from '../../facts/primitives.ts'
import type { EncodedBlocks, EncodedTransactions } from './EncodedBatch.ts'
import { txSlot } from './factOrder.ts'
import { storedNumber } from './storedNumber.ts'

/** Digits of a hash with its prefix. */
const HASH_LENGTH = 66

/** The blocks of a batch by their place in it, and the transactions that its rows stand in. */
export class BlockTable {
  readonly #chainId: ChainId
  readonly #recordCount: number
  readonly #indexes = new Map<Hash, number>()
  readonly #numbers: number[] = []
  readonly #timestamps: number[] = []
  readonly #hashes: string[] = []
  #lastHash: Hash | undefined
  #lastIndex = -1
  readonly #txBlocks: number[] = []
  readonly #txSlots: number[] = []
  readonly #txHashes: string[] = []
  /** Slots that are noted, by place of the block. */
  readonly #slotsOfBlock = new Map<number, Set<number>>()

  constructor(chainId: ChainId, blocks: readonly BlockRef[]) {
    this.#chainId = chainId
    for (const { number, hash, timestamp } of blocks) {
      if (!this.#indexes.has(hash)) this.#add(number, hash, timestamp)
    }
    this.#recordCount = this.#numbers.length
  }

  /** Place of the block that something stands in; one that is not in the batch has to be recorded already. */
  index(at: { chainId: ChainId; blockNumber: bigint; blockHash: Hash }): number {
    assert(at.chainId === this.#chainId, 'a batch holds the rows of one chain')
    if (at.blockHash === this.#lastHash) return this.#lastIndex
    this.#lastHash = at.blockHash
    this.#lastIndex = this.#indexes.get(at.blockHash) ?? this.#add(at.blockNumber, at.blockHash, 0n)
    return this.#lastIndex
  }

  /** Notes the transaction of a row; a repeat is taken once. Two of one block may share a hash (rpc-faults F051). */
  addTransaction(block: number, order: number, hash: Hash): void {
    const slot = txSlot(order)
    const slots = this.#slotsOfBlock.get(block)
    if (slots === undefined) this.#slotsOfBlock.set(block, new Set([slot]))
    else if (slots.has(slot)) return
    else slots.add(slot)
    this.#txBlocks.push(block)
    this.#txSlots.push(slot)
    this.#txHashes.push(toDigits(hash))
  }

  encoded(): { blocks: EncodedBlocks; transactions: EncodedTransactions } {
    return {
      blocks: {
        recordCount: this.#recordCount,
        numbers: Float64Array.from(this.#numbers),
        timestamps: Float64Array.from(this.#timestamps),
        hashes: this.#hashes.join(''),
      },
      transactions: {
        blocks: Int32Array.from(this.#txBlocks),
        slots: Float64Array.from(this.#txSlots),
        hashes: this.#txHashes.join(''),
      },
    }
  }

  #add(number: bigint, hash: Hash, timestamp: bigint): number {
    const index = this.#numbers.length
    this.#indexes.set(hash, index)
    this.#numbers.push(storedNumber(number))
    this.#timestamps.push(storedNumber(timestamp))
    this.#hashes.push(toDigits(hash))
    return index
  }
}

function toDigits(hash: Hash): string {
  assert(hash.length === HASH_LENGTH, `${hash} is not a hash of 32 bytes`)
  return hash.slice(2)
}
