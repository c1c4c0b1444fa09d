import type { AccrualFact, AccrualRule } from '../../facts/ValuationFacts.ts'
import type { ByteReader } from './ByteReader.ts'
import type { ByteWriter } from './ByteWriter.ts'
import { toCode, toWord } from './codes.ts'
import type { Dictionary } from './Dictionary.ts'
import type { Numbering } from './Vocabulary.ts'

// The place of a word is what is stored, so this list only ever grows at its end.
const rules = ['fundingPerDay', 'interestPerYear'] as const satisfies readonly AccrualRule[]

export function encodeAccrual(
  writer: ByteWriter,
  { contract, subject, rule, time, inputs }: AccrualFact,
  numbering: Numbering,
): void {
  writer.addressNumber(numbering.address(contract))
  writer.textNumber(numbering.text(subject))
  writer.natural(toCode(rules, rule))
  writer.integer(time)
  writer.natural(inputs.length)
  for (const input of inputs) writer.integer(input)
}

/** Reads what `encodeAccrual` wrote. */
export function decodeAccrual(reader: ByteReader, dictionary: Dictionary): AccrualFact {
  const contract = dictionary.address(reader.natural())
  const subject = dictionary.text(reader.natural())
  const rule = toWord(rules, reader.natural())
  const time = reader.integer()
  const inputs: bigint[] = []
  for (let left = reader.natural(); left > 0; left -= 1) inputs.push(reader.integer())
  return { kind: 'accrual', contract, subject, rule, time, inputs }
}
