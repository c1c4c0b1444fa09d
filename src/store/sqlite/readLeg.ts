import { type EncodedLegs, LEG_COLUMNS } from './EncodedBatch.ts'
import type { StoredLeg } from './legCodec.ts'
import type { StoredWords } from './StoredWords.ts'

/** A leg at its place in the block, with the key of its transfer. */
export interface PlacedLeg extends StoredLeg {
  ord: number
  key: Buffer
}

/** Columns of a leg as they are stored, with the key of its transfer. */
export function readLeg(legs: EncodedLegs, index: number, words: StoredWords): PlacedLeg {
  const { columns, ends } = legs
  const column = (place: number): number => columns[index * LEG_COLUMNS + place] ?? 0
  const bytes = Buffer.from(legs.bytes.buffer, legs.bytes.byteOffset, legs.bytes.length)
  const start = index === 0 ? 0 : (ends[index * 3 - 1] ?? 0)
  const [keyEnd = 0, hashEnd = 0, end = 0] = ends.subarray(index * 3, index * 3 + 3)
  return {
    ord: column(0),
    via: column(2),
    step: column(3),
    bridge: words.text(column(4)),
    key: bytes.subarray(start, keyEnd),
    payload_hash: hashEnd === keyEnd ? null : bytes.subarray(keyEnd, hashEnd),
    asset: words.address(column(5)),
    amount: bytes.subarray(hashEnd, end),
    sender: words.address(column(6)),
    recipient: words.address(column(7)),
    origin: column(8),
    destination: column(9),
    unbound: column(10) < 0 ? null : column(10),
    bindings: legs.bindings[index] ?? null,
  }
}
