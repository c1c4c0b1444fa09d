import { assert } from '../../errors/assert.ts'
import type { Fact } from '../../facts/Fact.ts'
import type { FactPosition } from '../../facts/FactPosition.ts'
import { ByteReader } from './ByteReader.ts'
import type { ByteWriter } from './ByteWriter.ts'
import { decodeBody, encodeBody } from './bodyCodec.ts'
import { factKinds, toCode, toWord } from './codes.ts'
import { type Dictionary, NONE } from './Dictionary.ts'
import { factKey } from './factKey.ts'
import type { Numbering } from './Vocabulary.ts'

/** What is stored of a fact beside its position. */
export interface StoredFact {
  kind: number
  decoder: number
  /** Series key of the fact's account, `NONE` where it has none. */
  keyId: number
  payload: Buffer
}

/**
 * Writes a fact's payload and answers its columns by number. The payload is the body, then the siblings as a count and log
 * indexes; most facts rest on one log and take no byte.
 */
export function encodeFact(
  writer: ByteWriter,
  fact: Fact,
  numbering: Numbering,
): { kind: number; decoder: number; key: number } {
  const { at, body, siblings } = fact
  encodeBody(writer, body, numbering)
  if (siblings.length > 0) writer.natural(siblings.length)
  for (const sibling of siblings) writer.natural(sibling)
  const key = factKey(at.chainId, body)
  return {
    kind: toCode(factKinds, body.kind),
    decoder: numbering.text(fact.decoder),
    key: key === undefined ? NONE : numbering.key(key),
  }
}

export function decodeFact(stored: StoredFact, at: FactPosition, dictionary: Dictionary): Fact {
  const reader = new ByteReader(stored.payload)
  const key = stored.keyId === NONE ? undefined : dictionary.key(stored.keyId)
  const body = decodeBody(reader, toWord(factKinds, stored.kind), key, dictionary)
  const siblings: number[] = []
  const count = reader.isAtEnd() ? 0 : reader.natural()
  while (siblings.length < count) siblings.push(reader.natural())
  assert(reader.isAtEnd(), 'a stored fact is longer than its kind')
  return { at, decoder: dictionary.text(stored.decoder), body, siblings }
}
