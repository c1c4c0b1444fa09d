import { createHash, type Hash } from 'node:crypto'
import type { StoredFact } from './factCodec.ts'
import type { StoredLeg } from './legCodec.ts'

/** Half of a SHA-256: a damaged block goes unnoticed once in 2^128. */
const DIGEST_BYTES = 16

/** Order, key, decoder, length and kind of a fact. */
const FACT_HEAD_BYTES = 8 + 8 + 4 + 4 + 1

export interface DigestedBlock {
  number: number
  timestamp: number
  hash: Buffer
}

export interface DigestedLeg extends StoredLeg {
  ord: number
  transfer_id: number
}

/**
 * Takes the bytes that are stored for one block: facts first, each kind of row ascending. Words are in them by their stored
 * number, so the digest holds for this store and its copies; the unique indexes of the dictionaries guard the words.
 */
export class BlockDigest {
  readonly #hash: Hash = createHash('sha256')
  readonly #transactions = new Map<number, Buffer>()
  readonly #legs: string[] = []
  #lastFact = -1
  #lastSlot = -1
  #lastLeg = -1
  #isOrdered = true

  fact(ord: number, fact: StoredFact): void {
    const { kind, decoder, keyId, payload } = fact
    if (ord <= this.#lastFact) this.#isOrdered = false
    this.#lastFact = ord
    head.writeDoubleBE(ord, 0)
    head.writeDoubleBE(keyId, 8)
    head.writeUInt32BE(decoder, 16)
    head.writeUInt32BE(payload.length, 20)
    head.writeUInt8(kind, 24)
    this.#hash.update(head).update(payload)
  }

  /** A transaction that a fact or a leg stands in; repeats are taken once. */
  transaction(slot: number, hash: Buffer): void {
    if (slot === this.#lastSlot || this.#transactions.has(slot)) return
    if (slot < this.#lastSlot) this.#isOrdered = false
    this.#lastSlot = slot
    this.#transactions.set(slot, hash)
  }

  leg(leg: DigestedLeg): void {
    if (leg.ord <= this.#lastLeg) this.#isOrdered = false
    this.#lastLeg = leg.ord
    this.#legs.push(toText(leg))
  }

  /** The digest; undefined when rows did not come in their order, so that they must be read back first. */
  finish(block: DigestedBlock): Buffer | undefined {
    if (!this.#isOrdered) return undefined
    for (const [slot, hash] of this.#transactions) this.#hash.update(`${slot}:`).update(hash)
    for (const leg of this.#legs) this.#hash.update(leg)
    const { number, timestamp, hash } = block
    const digest = this.#hash.update(`${number}:${timestamp}:`).update(hash).digest()
    return digest.subarray(0, DIGEST_BYTES)
  }
}

/** Hashing copies it at once, so that one serves all. */
const head = Buffer.alloc(FACT_HEAD_BYTES)

function toText(leg: DigestedLeg): string {
  return JSON.stringify([
    leg.ord,
    leg.transfer_id,
    leg.via,
    leg.step,
    leg.bridge,
    leg.payload_hash?.toString('hex'),
    leg.asset,
    leg.amount.toString('hex'),
    leg.sender,
    leg.recipient,
    leg.origin,
    leg.destination,
    leg.unbound,
    leg.bindings,
  ])
}
