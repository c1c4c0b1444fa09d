import type { Database } from 'better-sqlite3'
import { assert } from '../../errors/assert.ts'
import type { Retention } from '../Upkeep.ts'
import { legSteps, toCode } from './codes.ts'

/** Clocks of two chains differ by far less: what was sent is dated no later than this after what was said of it elsewhere. */
const SKEW_SECONDS = 3_600

/** What is said of a transfer on its way; alone it shows that there is one, and not of which token. */
const sideSteps = (['attested', 'committed', 'failed', 'cancelled'] as const)
  .map((step) => toCode(legSteps, step))
  .join()

/** Every leg is such a one below the new horizon of its chain, and its source would be below that of the origin. */
const strangersSql = `WITH horizon (chain, number, timestamp) AS MATERIALIZED
  (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(@horizons)),
  origin (chain, timestamp) AS MATERIALIZED (SELECT chain, max(timestamp) FROM
    (SELECT chain, timestamp FROM horizon UNION ALL SELECT chain, timestamp FROM retention) GROUP BY chain)
  SELECT t.id FROM transfer t JOIN text n ON n.id = t.bridge JOIN origin o ON o.chain = t.origin
  WHERE t.closed = 0 AND n.value IN (SELECT value FROM json_each(@bridges))
  AND EXISTS (SELECT 1 FROM leg l WHERE l.transfer_id = t.id)
  AND NOT EXISTS (SELECT 1 FROM leg l WHERE l.alias_id = t.id)
  AND NOT EXISTS (SELECT 1 FROM leg l JOIN block b ON b.id = l.block_id
    LEFT JOIN horizon h ON h.chain = b.chain
    WHERE l.transfer_id = t.id AND (l.step NOT IN (${sideSteps}) OR l.bindings IS NOT NULL
      OR l.alias_id IS NOT NULL OR h.chain IS NULL OR b.number > h.number
      OR b.timestamp + ${SKEW_SECONDS} > o.timestamp))`

/**
 * Drops what bridges whose side facts name no token say of transfers that they do not carry, such as proofs of everybody's
 * withdrawals: no cut has ever shown it, and below the horizons its source cannot come any more. `bridges` are their ids.
 * Inside one write transaction, before the digests of the blocks below the horizons are replaced. Returns how many legs went.
 */
export function dropStrangers(
  db: Database,
  horizons: readonly Retention[],
  bridges: readonly string[],
): number {
  const places = horizons.map((each) => [each.chainId, Number(each.number), Number(each.timestamp)])
  const ids = db
    .prepare<{ bridges: string; horizons: string }, number>(strangersSql)
    .pluck()
    .all({ bridges: JSON.stringify(bridges), horizons: JSON.stringify(places) })
  const gone = '(SELECT value FROM json_each(?))'
  const [legs, , transfers] = [
    `DELETE FROM leg WHERE transfer_id IN ${gone}`,
    `DELETE FROM transfer_tx WHERE transfer_id IN ${gone}`,
    `DELETE FROM transfer WHERE id IN ${gone}`,
  ].map((sql) => db.prepare<[string]>(sql).run(JSON.stringify(ids)).changes)
  assert(transfers === ids.length, 'every stranger is dropped once')
  return legs ?? 0
}
