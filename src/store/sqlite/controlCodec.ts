import type { ControlFact } from '../../facts/BridgeFacts.ts'
import type { ByteReader } from './ByteReader.ts'
import type { ByteWriter } from './ByteWriter.ts'

/** Operators stop and limit a bridge rarely, so that all but the limit itself is JSON text. */
export function encodeControl(writer: ByteWriter, body: ControlFact): void {
  const { change, ...rest } = body
  if (change.type !== 'limited') {
    writer.text(JSON.stringify({ ...rest, change }))
    return
  }
  const { most, ...limit } = change
  writer.text(JSON.stringify({ ...rest, change: limit }))
  writer.integer(most)
}

export function decodeControl(reader: ByteReader): ControlFact {
  // CAST: the text was written from a control fact without the amount of its limit, which follows it.
  const body = JSON.parse(reader.text()) as Omit<ControlFact, 'lanes'> & Partial<ControlFact>
  const { lanes, change } = body
  if (change.type !== 'limited') return { ...body, lanes }
  return { ...body, lanes, change: { ...change, most: reader.integer() } }
}
