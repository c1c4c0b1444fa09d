import type { Database } from 'better-sqlite3'
import type { ChainId } from '../../facts/primitives.ts'

/** Only the newest is read; these say to a person when the last ones were published. */
const CUTS_KEPT = 1_000

export interface CutWriter {
  /** Publishes the state that the transaction leaves; a reason raises the dataset revision. Returns the sequence. */
  publish(parameters: {
    chainId: ChainId
    publishedAtMs: number
    revision: string | undefined
  }): number
}

export function createCutWriter(db: Database): CutWriter {
  const newest = db.prepare<[], number>('SELECT revision FROM cut ORDER BY sequence DESC LIMIT 1')
  const insert = db.prepare<[number, number]>(
    'INSERT INTO cut (revision, published_at_ms) VALUES (?, ?)',
  )
  const insertChain = db.prepare<[number, number]>(`INSERT INTO cut_chain
    (sequence, chain, block_id, safe, finalized)
    SELECT ?, chain, block_id, safe, finalized FROM progress WHERE chain = ?`)
  const insertRevision = db.prepare<[number, number, number, string]>(
    'INSERT INTO revision (number, sequence, chain, reason) VALUES (?, ?, ?, ?)',
  )
  const dropCuts = db.prepare<[number]>('DELETE FROM cut WHERE sequence <= ?')
  const dropChains = db.prepare<[number]>('DELETE FROM cut_chain WHERE sequence <= ?')
  newest.pluck()

  return {
    publish({ chainId, publishedAtMs, revision: reason }) {
      const revision = (newest.get() ?? 0) + (reason === undefined ? 0 : 1)
      const sequence = Number(insert.run(revision, publishedAtMs).lastInsertRowid)
      insertChain.run(sequence, chainId)
      dropCuts.run(sequence - CUTS_KEPT)
      dropChains.run(sequence - CUTS_KEPT)
      if (reason !== undefined) insertRevision.run(revision, sequence, chainId, reason)
      return sequence
    },
  }
}
