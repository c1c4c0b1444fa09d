import type { Database } from 'better-sqlite3'
import { type BlockWriter, createBlockWriter } from './BlockWriter.ts'
import { type CoverageWriter, createCoverageWriter } from './CoverageWriter.ts'
import { type CutWriter, createCutWriter } from './CutWriter.ts'
import type { Dictionary } from './Dictionary.ts'
import { createEvidenceWriter, type EvidenceWriter } from './EvidenceWriter.ts'
import { createFactWriter, type FactWriter } from './FactWriter.ts'
import { createInterning } from './Interning.ts'
import { createLegWriter, type LegWriter } from './LegWriter.ts'
import { createProgressWriter, type ProgressWriter } from './ProgressWriter.ts'
import { createSeriesWriter, type SeriesWriter } from './SeriesWriter.ts'
import { createTransferWriter, type TransferWriter } from './TransferWriter.ts'

/** The prepared statements of the writing connection, by what they write. Used inside one write transaction. */
export interface Writers {
  blocks: BlockWriter
  facts: FactWriter
  legs: LegWriter
  transfers: TransferWriter
  series: SeriesWriter
  coverage: CoverageWriter
  evidence: EvidenceWriter
  progress: ProgressWriter
  cuts: CutWriter
}

export function createWriters(db: Database, dictionary: Dictionary): Writers {
  const interning = createInterning(db, dictionary)
  const facts = createFactWriter(db, interning)
  return {
    blocks: createBlockWriter(db),
    facts,
    legs: createLegWriter(db, interning, facts),
    transfers: createTransferWriter(db),
    series: createSeriesWriter(db, interning),
    coverage: createCoverageWriter(db),
    evidence: createEvidenceWriter(db),
    progress: createProgressWriter(db),
    cuts: createCutWriter(db),
  }
}
