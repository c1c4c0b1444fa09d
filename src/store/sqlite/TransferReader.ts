import type { Database, Statement } from 'better-sqlite3'
import type { ChainId } from '../../facts/primitives.ts'
import type { TransferFilter, TransferPage, TransferRow } from '../Snapshot.ts'
import { cutTableSql, inCutSql, namedInCutSql, toCutParameter } from './cutTable.ts'
import type { Dictionary } from './Dictionary.ts'
import { txSlotSql } from './factOrder.ts'
import { bytesToHex, hexToBytes } from './hexBytes.ts'
import { runsSql } from './runOfTransfer.ts'

export interface TransferReader {
  /** Transfers seen inside the cut, each once under its first name, in the order in which the store first saw them. */
  page(page: TransferPage, chains: readonly ChainId[]): readonly TransferRow[]
}

interface StoredTransfer {
  id: number
  key: Buffer
}

/** Conditions of one filter and their parameters; undefined when a word was never stored, so that nothing matches. */
interface Conditions {
  sql: readonly string[]
  parameters: Readonly<Record<string, Parameter>>
}

type Parameter = number | string | Buffer

export function createTransferReader(db: Database, dictionary: Dictionary): TransferReader {
  // One statement per combination of filters and order, 256 at most. A filter that is spelled out keeps its index,
  // which an `OR … IS NULL` would lose.
  const statements = new Map<string, Statement<[object], StoredTransfer>>()

  function prepare(sql: string): Statement<[object], StoredTransfer> {
    const prepared = statements.get(sql) ?? db.prepare<[object], StoredTransfer>(sql)
    statements.set(sql, prepared)
    return prepared
  }

  return {
    page({ filter, order, after, limit, at }, chains) {
      const conditions = toConditions(filter, dictionary)
      if (conditions === undefined) return []
      const isAscending = order === 'asc'
      const edge = after ?? (isAscending ? -1 : Number.MAX_SAFE_INTEGER)
      const statement = prepare(`${cutTableSql} SELECT t.id, t.key FROM transfer t
        WHERE ${[`t.id ${isAscending ? '>' : '<'} @edge`, ...conditions.sql].join(' AND ')}
        AND (t.root = 0 OR t.root = t.id) AND ${namedInCutSql} ORDER BY t.id ${isAscending ? 'ASC' : 'DESC'} LIMIT @limit`)
      const cut = toCutParameter(at, chains)
      const rows = statement.all({ ...conditions.parameters, cut, edge, limit })
      return rows.map((row) => ({ rowId: row.id, key: bytesToHex(row.key) }))
    },
  }
}

function toConditions(filter: TransferFilter, dictionary: Dictionary): Conditions | undefined {
  const { bridge, origin, destination, venue, accounts, key, transaction } = filter
  const sql: string[] = []
  const parameters: Record<string, Parameter> & { venue?: number } = {}
  const where = (condition: string, name: string, value: Parameter) => {
    sql.push(condition)
    parameters[name] = value
  }
  if (key !== undefined) where(`t.id = ${rootSql('n.key = @key')}`, 'key', hexToBytes(key))
  if (transaction !== undefined) where(ofTransactionSql, 'transaction', hexToBytes(transaction))
  if (origin !== undefined) where('t.origin = @origin', 'origin', origin)
  if (destination !== undefined) where('t.destination = @destination', 'destination', destination)
  if (bridge !== undefined) {
    const id = dictionary.findText(bridge)
    if (id === undefined) return undefined
    where('t.bridge = @bridge', 'bridge', id)
  }
  const ofVenue = venue === undefined ? '' : ' AND h.venue = @venue'
  if (venue !== undefined) {
    const id = dictionary.findText(venue)
    if (id === undefined) return undefined
    parameters.venue = id
    if (accounts === undefined) sql.push(heldInCutSql)
  }
  if (accounts !== undefined) {
    const ids = accounts.flatMap((account) => dictionary.findAddress(account) ?? [])
    where(ofAccountsSql(ofVenue), 'accounts', JSON.stringify(ids))
  }
  return { sql, parameters }
}

/** First name of the transfer that a name `n` is of. */
function rootSql(condition: string): string {
  return `(SELECT CASE n.root WHEN 0 THEN n.id ELSE n.root END FROM transfer n WHERE ${condition})`
}

function ofAccountsSql(ofVenue: string): string {
  return `t.id IN (SELECT ${rootSql('n.id = h.transfer_id')} FROM json_each(@accounts) a
    CROSS JOIN leg_holder h ON h.account = a.value${ofVenue}
    ${inCutSql})`
}

/** The hint names a few transfers; their legs say which of them stand in the transaction. */
export const ofTransactionSql = `t.id IN (SELECT ${rootSql('n.id = h.transfer_id')}
    FROM (${runsSql}) r CROSS JOIN transfer_tx p ON p.run = r.run
    CROSS JOIN leg h ON h.transfer_id = p.transfer_id
    JOIN tx x ON x.block_id = h.block_id AND x.slot = ${txSlotSql('h.ord')}
    ${inCutSql} AND x.hash = @transaction AND p.prefix = substr(@transaction, 1, 8))`

const heldSql = `EXISTS (SELECT 1 FROM leg_holder h ${inCutSql} AND h.venue = @venue AND`

/** Whether a leg inside the cut is bound to somebody of the venue, under any name of the transfer. */
const heldInCutSql = `(${heldSql} h.transfer_id = t.id) OR (t.root <> 0 AND EXISTS
  (SELECT 1 FROM transfer m WHERE m.root = t.id AND m.root <> 0
    AND ${heldSql} h.transfer_id = m.id))))`
