import type { Database } from 'better-sqlite3'
import { type AccountReader, createAccountReader } from './AccountReader.ts'
import { type BlockReader, createBlockReader } from './BlockReader.ts'
import type { Dictionary } from './Dictionary.ts'
import { createEvidenceReader, type EvidenceReader } from './EvidenceReader.ts'
import { createFactReader, type FactReader } from './FactReader.ts'
import { createKeyReader, type KeyReader } from './KeyReader.ts'
import { createLegReader, type LegReader } from './LegReader.ts'
import { createRawLogReader, type RawLogReader } from './RawLogReader.ts'
import { createRouteReader, type RouteReader } from './RouteReader.ts'
import { createSeriesReader, type SeriesReader } from './SeriesReader.ts'
import { createStateReader, type StateReader } from './StateReader.ts'
import { createTransferReader, type TransferReader } from './TransferReader.ts'
import { createUpkeepReader, type UpkeepReader } from './UpkeepReader.ts'

/** The prepared statements of one connection, by what they read. */
export interface Readers {
  upkeep: UpkeepReader
  state: StateReader
  blocks: BlockReader
  facts: FactReader
  series: SeriesReader
  keys: KeyReader
  rawLogs: RawLogReader
  legs: LegReader
  transfers: TransferReader
  routes: RouteReader
  accounts: AccountReader
  evidence: EvidenceReader
}

export function createReaders(db: Database, dictionary: Dictionary): Readers {
  return {
    upkeep: createUpkeepReader(db),
    state: createStateReader(db),
    blocks: createBlockReader(db),
    facts: createFactReader(db, dictionary),
    series: createSeriesReader(db, dictionary),
    keys: createKeyReader(db, dictionary),
    rawLogs: createRawLogReader(db),
    legs: createLegReader(db, dictionary),
    transfers: createTransferReader(db, dictionary),
    routes: createRouteReader(db, dictionary),
    accounts: createAccountReader(db, dictionary),
    evidence: createEvidenceReader(db),
  }
}
