import type { SeriesKey } from '../../facts/Series.ts'
import type { ParameterFact } from '../../facts/ValuationFacts.ts'
import type { ByteReader } from './ByteReader.ts'
import type { ByteWriter } from './ByteWriter.ts'
import type { Dictionary } from './Dictionary.ts'
import type { Numbering } from './Vocabulary.ts'

/** Writes a parameter; whose it is stands in its series key. */
export function encodeParameter(
  writer: ByteWriter,
  { contract, subject, values }: ParameterFact,
  numbering: Numbering,
): void {
  writer.addressNumber(numbering.address(contract))
  writer.textNumber(numbering.text(subject))
  writer.natural(values.length)
  for (const value of values) writer.integer(value)
}

/** Reads what `encodeParameter` wrote; only an account's parameter has a key. */
export function decodeParameter(
  reader: ByteReader,
  key: SeriesKey | undefined,
  dictionary: Dictionary,
): ParameterFact {
  const contract = dictionary.address(reader.natural())
  const subject = dictionary.text(reader.natural())
  const values: bigint[] = []
  for (let left = reader.natural(); left > 0; left -= 1) values.push(reader.integer())
  const account = key?.account
  const owner = account === undefined ? {} : { account }
  return { kind: 'parameter', contract, venue: key?.venue ?? '', ...owner, subject, values }
}
