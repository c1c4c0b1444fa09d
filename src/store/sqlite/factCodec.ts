import { assert } from '../../errors/assert.ts'
import type { Fact, FactPosition } from '../../facts/Fact.ts'
import { ByteReader } from './ByteReader.ts'
import { ByteWriter } from './ByteWriter.ts'
import { decodeBody, encodeBody } from './bodyCodec.ts'
import { factKinds, toCode, toWord } from './codes.ts'
import { type Dictionary, NONE } from './Dictionary.ts'
import { factKey } from './factKey.ts'
import type { Interning } from './Interning.ts'

/** What is stored of a fact beside its position. */
export interface StoredFact {
  kind: number
  decoder: number
  /** Series key of the fact's account, `NONE` where it has none. */
  keyId: number
  payload: Buffer
}

/** The payload is the body, then the siblings as a count and log indexes; most facts rest on one log and take no byte. */
export function encodeFact(fact: Fact, interning: Interning): StoredFact {
  const { at, body, siblings } = fact
  const key = factKey(at.chainId, body)
  const writer = new ByteWriter()
  encodeBody(writer, body, interning)
  if (siblings.length > 0) writer.natural(siblings.length)
  for (const sibling of siblings) writer.natural(sibling)
  return {
    kind: toCode(factKinds, body.kind),
    decoder: interning.text(fact.decoder),
    keyId: key === undefined ? NONE : interning.key(key),
    payload: writer.bytes(),
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
