import { assert } from '../../errors/assert.ts'
import type { NetFact } from '../../facts/AccountFacts.ts'
import type { SeriesKey } from '../../facts/Series.ts'
import type { ByteReader } from './ByteReader.ts'

/** Reads a net amount; whose it is and of what stands in its series key, that of the holding. */
export function decodeNet(reader: ByteReader, key: SeriesKey | undefined): NetFact {
  assert(key?.account !== undefined && key.unit !== undefined, 'a net amount has a series key')
  const { venue, account, unit, contract } = key
  // CAST: the subject of a holding is the token's address.
  const asset = key.subject as NetFact['asset']
  return { kind: 'net', venue, account, unit, asset, contract, amount: reader.integer() }
}
