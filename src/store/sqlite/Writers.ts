import type { Database } from 'better-sqlite3'
import { type BlockWriter, createBlockWriter } from './BlockWriter.ts'
import { type CoverageWriter, createCoverageWriter } from './CoverageWriter.ts'
import { type CutWriter, createCutWriter } from './CutWriter.ts'
import type { Dictionary } from './Dictionary.ts'
import { createDigestWriter, type DigestWriter } from './DigestWriter.ts'
import { createEvidenceWriter, type EvidenceWriter } from './EvidenceWriter.ts'
import { createFactWriter, type FactWriter } from './FactWriter.ts'
import { createInterning } from './Interning.ts'
import { createLegWriter, type LegWriter } from './LegWriter.ts'
import { createProgressWriter, type ProgressWriter } from './ProgressWriter.ts'
import { createRawLogWriter, type RawLogWriter } from './RawLogWriter.ts'
import { createRetentionWriter, type RetentionWriter } from './RetentionWriter.ts'
import { createSealWriter, type SealWriter } from './SealWriter.ts'
import { createSeriesWriter, type SeriesWriter } from './SeriesWriter.ts'
import { createStoredWords, type StoredWords } from './StoredWords.ts'
import { createTransferWriter, type TransferWriter } from './TransferWriter.ts'

/** The prepared statements of the writing connection, by what they write. Used inside one write transaction. */
export interface Writers {
  words: StoredWords
  blocks: BlockWriter
  facts: FactWriter
  legs: LegWriter
  transfers: TransferWriter
  series: SeriesWriter
  coverage: CoverageWriter
  evidence: EvidenceWriter
  progress: ProgressWriter
  cuts: CutWriter
  digests: DigestWriter
  retention: RetentionWriter
  rawLogs: RawLogWriter
  seals: SealWriter
}

export function createWriters(db: Database, dictionary: Dictionary): Writers {
  const interning = createInterning(db, dictionary)
  const digests = createDigestWriter(db)
  const words = createStoredWords(interning)
  const seals = createSealWriter(db)
  return {
    words,
    blocks: createBlockWriter(db, seals),
    facts: createFactWriter(db, words, digests),
    legs: createLegWriter(db, words, digests),
    transfers: createTransferWriter(db),
    series: createSeriesWriter(db, words),
    coverage: createCoverageWriter(db),
    evidence: createEvidenceWriter(db, digests),
    progress: createProgressWriter(db),
    cuts: createCutWriter(db),
    digests,
    retention: createRetentionWriter(db),
    rawLogs: createRawLogWriter(db),
    seals,
  }
}
