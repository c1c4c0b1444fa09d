import { assert } from '../../errors/assert.ts'
import type { ChargeFact } from '../../facts/AccountFacts.ts'
import type { SeriesKey } from '../../facts/Series.ts'
import type { ByteReader } from './ByteReader.ts'

/** Reads a charge; whose it is and of what stands in its series key, that of the holding. */
export function decodeCharge(reader: ByteReader, key: SeriesKey | undefined): ChargeFact {
  assert(key?.account !== undefined && key.unit !== undefined, 'a charge has a series key')
  return {
    kind: 'charge',
    venue: key.venue,
    account: key.account,
    unit: key.unit,
    // CAST: the subject of a holding is the token's address.
    asset: key.subject as ChargeFact['asset'],
    contract: key.contract,
    amount: reader.integer(),
    debtAfter: reader.integer(),
  }
}
