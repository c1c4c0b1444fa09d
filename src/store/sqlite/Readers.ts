import type { Database } from 'better-sqlite3'
import { type AccountReader, createAccountReader } from './AccountReader.ts'
import { type BlockReader, createBlockReader } from './BlockReader.ts'
import type { Dictionary } from './Dictionary.ts'
import { createEvidenceReader, type EvidenceReader } from './EvidenceReader.ts'
import { createFactReader, type FactReader } from './FactReader.ts'
import { createLegReader, type LegReader } from './LegReader.ts'
import { createSeriesReader, type SeriesReader } from './SeriesReader.ts'
import { createStateReader, type StateReader } from './StateReader.ts'
import { createTransferReader, type TransferReader } from './TransferReader.ts'

/** The prepared statements of one connection, by what they read. */
export interface Readers {
  state: StateReader
  blocks: BlockReader
  facts: FactReader
  series: SeriesReader
  legs: LegReader
  transfers: TransferReader
  accounts: AccountReader
  evidence: EvidenceReader
}

export function createReaders(db: Database, dictionary: Dictionary): Readers {
  return {
    state: createStateReader(db),
    blocks: createBlockReader(db),
    facts: createFactReader(db, dictionary),
    series: createSeriesReader(db, dictionary),
    legs: createLegReader(db, dictionary),
    transfers: createTransferReader(db, dictionary),
    accounts: createAccountReader(db, dictionary),
    evidence: createEvidenceReader(db),
  }
}
