import { ByteWriter } from './ByteWriter.ts'
import type { EncodedFacts } from './EncodedBatch.ts'
import type { StoredWords } from './StoredWords.ts'

/** Puts the stored numbers of words into the payloads of a batch, where `PayloadWriter` left them out. */
export function relocate(
  facts: Pick<EncodedFacts, 'ends' | 'payload' | 'relocations' | 'relocationEnds'>,
  words: StoredWords,
): { payload: Buffer; ends: Int32Array } {
  const { relocations, relocationEnds } = facts
  const source = Buffer.from(facts.payload.buffer, facts.payload.byteOffset, facts.payload.length)
  const writer = new ByteWriter(source.length + relocations.length)
  const ends = new Int32Array(facts.ends.length)
  let copied = 0
  let at = 0
  for (let i = 0; i < ends.length; i += 1) {
    const end = facts.ends[i] ?? copied
    for (; at < (relocationEnds[i] ?? 0); at += 2) {
      const offset = relocations[at] ?? 0
      const word = relocations[at + 1] ?? 0
      writer.copy(source, copied, offset)
      copied = offset
      writer.natural((word & 1) === 0 ? words.address(word >> 1) : words.text(word >> 1))
    }
    writer.copy(source, copied, end)
    copied = end
    ends[i] = writer.length
  }
  return { payload: writer.bytes(), ends }
}
