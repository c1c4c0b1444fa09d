import type { ChainId } from '../../facts/primitives.ts'
import type { CutHeights } from '../Snapshot.ts'
import { storedHeight } from './storedNumber.ts'

/** Parameter `@cut` for `cutTableSql`. A followed chain outside the cut stands below its first block. */
export function toCutParameter(at: CutHeights, chains: readonly ChainId[]): string {
  const heights = new Map<ChainId, number>(chains.map((chain) => [chain, -1]))
  for (const [chain, height] of at) heights.set(chain, storedHeight(height))
  return JSON.stringify([...heights])
}

/** The cut as a table of (chain, height), to begin a statement with. */
export const cutTableSql = `WITH cut (chain, height) AS MATERIALIZED
  (SELECT value ->> 0, value ->> 1 FROM json_each(@cut))`

/** Joins `h`, a leg or one of its holders, to its block, and keeps what is canonical and inside the cut. */
export const inCutSql = `JOIN block hb ON hb.id = h.block_id JOIN cut hc ON hc.chain = hb.chain
  WHERE hb.canonical = 1 AND hb.number <= hc.height`

/** Whether a transfer has a canonical leg inside the cut. */
export function seenInCutSql(transferId: string): string {
  return `EXISTS (SELECT 1 FROM leg l JOIN block b ON b.id = l.block_id
    JOIN cut c ON c.chain = b.chain
    WHERE l.transfer_id = ${transferId} AND b.canonical = 1 AND b.number <= c.height)`
}

/** Whether a transfer `t` has a canonical leg inside the cut under any of its names; `t` is the first of them. */
export const namedInCutSql = `(${seenInCutSql('t.id')} OR (t.root <> 0 AND EXISTS
  (SELECT 1 FROM transfer m WHERE m.root = t.id AND m.root <> 0 AND ${seenInCutSql('m.id')})))`
