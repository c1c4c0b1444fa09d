import { ByteReader } from './ByteReader.ts'
import { ByteWriter } from './ByteWriter.ts'

/**
 * A tuple of integers as one BLOB, exact for any sign: per value one header byte, `2 * length + sign`, then the
 * magnitude in minimal big-endian bytes. Zero is the single byte 0.
 */
export function encodeIntegers(values: readonly bigint[]): Buffer {
  const writer = new ByteWriter()
  for (const value of values) writer.integer(value)
  return writer.bytes()
}

export function decodeIntegers(bytes: Buffer): readonly bigint[] {
  const reader = new ByteReader(bytes)
  const values: bigint[] = []
  while (!reader.isAtEnd()) values.push(reader.integer())
  return values
}
