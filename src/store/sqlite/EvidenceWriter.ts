import type { Database } from 'better-sqlite3'
import type { QuarantinedLog } from '../../facts/Decoder.ts'
import type { ChainId } from '../../facts/primitives.ts'
import type { Incident } from '../Recorded.ts'
import type { DigestWriter } from './DigestWriter.ts'

export interface EvidenceWriter {
  /** Keeps a quarantined log of a recorded block; the newest reason stands. */
  quarantine(blockId: number, quarantined: QuarantinedLog): void
  /** Drops what is quarantined of a source: it is decoded anew. */
  release(chainId: ChainId, sourceId: string): void
  incident(incident: Incident): void
}

export function createEvidenceWriter(db: Database, digests: DigestWriter): EvidenceWriter {
  const quarantine = db.prepare<[number, number, number, string, string, string]>(`
    INSERT INTO quarantine (block_id, tx_index, log_index, source, reason, log)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET reason = excluded.reason, log = excluded.log`)
  const incident = db.prepare<[string, number, number, string, string]>(
    'INSERT INTO incident (code, chain, at_ms, text, evidence) VALUES (?, ?, ?, ?, ?)',
  )

  const release = db
    .prepare<[string, number], number>(`DELETE FROM quarantine WHERE source = ?
      AND block_id IN (SELECT id FROM block WHERE chain = ?) RETURNING block_id`)
    .pluck()

  return {
    release(chainId, sourceId) {
      for (const blockId of release.all(sourceId, chainId)) digests.touch(blockId)
    },
    quarantine(blockId, { log, sourceId, reason }) {
      const { address, topics, data, txHash, txIndex, logIndex } = log
      const text = JSON.stringify({ address, topics, data, txHash })
      quarantine.run(blockId, txIndex, logIndex, sourceId, reason, text)
      digests.touch(blockId)
    },
    incident({ code, chainId, atMs, text, evidence }) {
      incident.run(code, chainId, atMs, text, JSON.stringify(evidence))
    },
  }
}
