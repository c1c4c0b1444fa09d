import { type EncodedLegs, LEG_COLUMNS, LEG_ENDS } from './EncodedBatch.ts'
import type { StoredLeg } from './legCodec.ts'
import type { StoredWords } from './StoredWords.ts'

/** A leg at its place in the block, with the key of its transfer and the other name that it gives it. */
export interface PlacedLeg extends Omit<StoredLeg, 'alias_id'> {
  ord: number
  key: Buffer
  alias: Buffer | undefined
}

/** Columns of a leg as they are stored, with the key of its transfer. */
export function readLeg(legs: EncodedLegs, index: number, words: StoredWords): PlacedLeg {
  const { columns, ends } = legs
  const column = (place: number): number => columns[index * LEG_COLUMNS + place] ?? 0
  const bytes = Buffer.from(legs.bytes.buffer, legs.bytes.byteOffset, legs.bytes.length)
  const first = index * LEG_ENDS
  const start = index === 0 ? 0 : (ends[first - 1] ?? 0)
  const [keyEnd = 0, hashEnd = 0, amountEnd = 0, end = 0] = ends.subarray(first, first + LEG_ENDS)
  return {
    ord: column(0),
    via: column(2),
    step: column(3),
    bridge: words.text(column(4)),
    key: bytes.subarray(start, keyEnd),
    payload_hash: hashEnd === keyEnd ? null : bytes.subarray(keyEnd, hashEnd),
    asset: words.address(column(5)),
    amount: bytes.subarray(hashEnd, amountEnd),
    alias: end === amountEnd ? undefined : bytes.subarray(amountEnd, end),
    sender: words.address(column(6)),
    recipient: words.address(column(7)),
    origin: column(8),
    destination: column(9),
    unbound: column(10) < 0 ? null : column(10),
    bindings: legs.bindings[index] ?? null,
  }
}
