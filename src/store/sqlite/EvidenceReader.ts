import type { Database } from 'better-sqlite3'
import type { QuarantinedLog } from '../../facts/Decoder.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import type { Incident } from '../Recorded.ts'
import { bytesToHex } from './hexBytes.ts'

export interface EvidenceReader {
  /** Quarantined logs of canonical blocks: how many, and the newest recorded ones. */
  quarantined(limit: number): { count: number; newest: readonly QuarantinedLog[] }
  incidents(limit: number): readonly Incident[]
}

interface QuarantineRow {
  chain: number
  number: number
  hash: Buffer
  tx_index: number
  log_index: number
  source: string
  reason: string
  log: string
}

interface IncidentRow {
  code: string
  chain: number
  at_ms: number
  text: string
  evidence: string
}

export function createEvidenceReader(db: Database): EvidenceReader {
  const count = db
    .prepare<[], number>(`SELECT count(*) FROM quarantine q JOIN block b ON b.id = q.block_id
      WHERE b.canonical = 1`)
    .pluck()
  const newest = db.prepare<[number], QuarantineRow>(`SELECT q.tx_index, q.log_index, q.source,
    q.reason, q.log, b.chain, b.number, b.hash
    FROM quarantine q CROSS JOIN block b ON b.id = q.block_id
    WHERE b.canonical = 1 ORDER BY q.id DESC LIMIT ?`)
  const incidents = db.prepare<[number], IncidentRow>(
    'SELECT code, chain, at_ms, text, evidence FROM incident ORDER BY id DESC LIMIT ?',
  )

  return {
    quarantined: (limit) => ({
      count: count.get() ?? 0,
      newest: newest.all(limit).map(toQuarantined),
    }),
    incidents: (limit) => incidents.all(limit).map(toIncident),
  }
}

function toQuarantined(row: QuarantineRow): QuarantinedLog {
  // CAST: the text was written from these fields of a RawLog.
  const kept = JSON.parse(row.log) as Pick<RawLog, 'address' | 'topics' | 'data' | 'txHash'>
  const log: RawLog = {
    ...kept,
    blockNumber: BigInt(row.number),
    blockHash: bytesToHex(row.hash),
    txIndex: row.tx_index,
    logIndex: row.log_index,
  }
  return { chainId: row.chain, log, sourceId: row.source, reason: row.reason }
}

function toIncident(row: IncidentRow): Incident {
  const { code, chain: chainId, at_ms: atMs, text } = row
  // CAST: the text was written from an incident's evidence.
  const evidence = JSON.parse(row.evidence) as Incident['evidence']
  return { code, chainId, atMs, text, evidence }
}
