import { createHash } from 'node:crypto'
import type { StoredFact } from './factCodec.ts'
import type { StoredLeg } from './legCodec.ts'

/** Half of a SHA-256: a damaged block goes unnoticed once in 2^128. */
const DIGEST_BYTES = 16

/** Order, key, decoder, length and kind of a fact. */
const FACT_HEAD_BYTES = 8 + 8 + 4 + 4 + 1

/** A block with a few facts fits; one with more grows. */
const INITIAL_BYTES = 384

export interface DigestedBlock {
  number: number
  timestamp: number
  hash: Buffer
}

export interface DigestedLeg extends StoredLeg {
  ord: number
  transfer_id: number
}

/** A quarantined log without its row id, which says nothing but when it was found. */
export type DigestedQuarantine = readonly (number | string)[]

/**
 * Takes the bytes that are stored for one block: transactions, facts, legs, quarantined logs, each ascending. Words are in them by their stored
 * number, so the digest holds for this store and its copies; the unique indexes of the dictionaries guard the words.
 */
export class BlockDigest {
  #bytes = Buffer.allocUnsafe(INITIAL_BYTES)
  #length = 0
  readonly #slots: number[] = []
  readonly #legs: string[] = []
  readonly #quarantined: string[] = []
  #lastFact = -1
  #lastSlot = -1
  #lastLeg = -1
  #isOrdered = true

  /** A transaction that facts or legs stand in: all of them before the first fact. Repeats are taken once. */
  transaction(slot: number, hash: Buffer): void {
    if (slot <= this.#lastSlot) {
      if (!this.#slots.includes(slot)) this.#isOrdered = false
      return
    }
    if (this.#lastFact >= 0) this.#isOrdered = false
    this.#lastSlot = slot
    this.#slots.push(slot)
    this.#reserve(8 + hash.length)
    const at = this.#bytes.writeDoubleBE(slot, this.#length)
    this.#bytes.set(hash, at)
    this.#length = at + hash.length
  }

  fact(ord: number, fact: StoredFact): void {
    const { kind, decoder, keyId, payload } = fact
    if (ord <= this.#lastFact) this.#isOrdered = false
    this.#lastFact = ord
    this.#reserve(FACT_HEAD_BYTES + payload.length)
    const bytes = this.#bytes
    let at = bytes.writeDoubleBE(ord, this.#length)
    at = bytes.writeDoubleBE(keyId, at)
    at = bytes.writeUInt32BE(decoder, at)
    at = bytes.writeUInt32BE(payload.length, at)
    at = bytes.writeUInt8(kind, at)
    bytes.set(payload, at)
    this.#length = at + payload.length
  }

  leg(leg: DigestedLeg): void {
    if (leg.ord <= this.#lastLeg) this.#isOrdered = false
    this.#lastLeg = leg.ord
    this.#legs.push(toText(leg))
  }

  /** Logs that were not understood, as they are read back, in order. */
  quarantine(log: DigestedQuarantine): void {
    this.#quarantined.push(JSON.stringify(log))
  }

  /** The digest; undefined when rows did not come in their order, so that they must be read back first. */
  finish({ number, timestamp, hash: blockHash }: DigestedBlock): Buffer | undefined {
    if (!this.#isOrdered) return undefined
    this.#reserve(8 + 8 + 8 + blockHash.length)
    let at = this.#bytes.writeDoubleBE(number, this.#length)
    at = this.#bytes.writeDoubleBE(timestamp, at)
    at = this.#bytes.writeDoubleBE(this.#slots.length, at)
    this.#bytes.set(blockHash, at)
    const hash = createHash('sha256').update(this.#bytes.subarray(0, at + blockHash.length))
    if (this.#legs.length > 0) hash.update(this.#legs.join())
    // Blocks without any are digested as they were before these were guarded.
    if (this.#quarantined.length > 0) hash.update(`quarantine ${this.#quarantined.join()}`)
    return hash.digest().subarray(0, DIGEST_BYTES)
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + count))
    this.#bytes.copy(larger, 0, 0, this.#length)
    this.#bytes = larger
  }
}

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
    // Legs without one are digested as before there were aliases; an upgrade from then digests rows without the column.
    ...(typeof leg.alias_id === 'number' ? [leg.alias_id] : []),
  ])
}
