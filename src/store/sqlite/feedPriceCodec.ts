import type { FeedPriceFact } from '../../facts/ValuationFacts.ts'
import type { ByteReader } from './ByteReader.ts'
import type { ByteWriter } from './ByteWriter.ts'
import type { Dictionary } from './Dictionary.ts'
import type { Numbering } from './Vocabulary.ts'

/** Writes one of several prices of a contract. */
export function encodeFeedPrice(
  writer: ByteWriter,
  { contract, subject, answer, roundId, updatedAt, confidence, exponent }: FeedPriceFact,
  numbering: Numbering,
): void {
  writer.addressNumber(numbering.address(contract))
  writer.textNumber(numbering.text(subject))
  for (const value of [answer, roundId, updatedAt, confidence]) writer.integer(value)
  writer.natural(exponent === undefined ? 0 : 1)
  if (exponent !== undefined) writer.integer(BigInt(exponent))
}

/** Reads what `encodeFeedPrice` wrote. */
export function decodeFeedPrice(reader: ByteReader, dictionary: Dictionary): FeedPriceFact {
  const contract = dictionary.address(reader.natural())
  const subject = dictionary.text(reader.natural())
  const [answer, roundId] = [reader.integer(), reader.integer()]
  const [updatedAt, confidence] = [reader.integer(), reader.integer()]
  const said = { contract, subject, answer, roundId, updatedAt, confidence }
  if (reader.natural() === 0) return { kind: 'feedPrice', ...said }
  return { kind: 'feedPrice', ...said, exponent: Number(reader.integer()) }
}
