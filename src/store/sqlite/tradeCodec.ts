import { assert } from '../../errors/assert.ts'
import type { TradeFact } from '../../facts/AccountFacts.ts'
import type { SeriesKey } from '../../facts/Series.ts'
import type { ByteReader } from './ByteReader.ts'

/** Reads a trade; whose it is and of which market stands in its series key, that of the position. */
export function decodeTrade(reader: ByteReader, key: SeriesKey | undefined): TradeFact {
  assert(key?.account !== undefined && key.unit !== undefined, 'a trade has a series key')
  const { venue, account, unit, contract, subject: market } = key
  return {
    ...{ kind: 'trade', venue, account, unit, contract, market },
    sizeE18: reader.integer(),
    entryValueE18: reader.integer(),
    fundingIndexE18: reader.integer(),
    unitE18: reader.integer(),
  }
}
