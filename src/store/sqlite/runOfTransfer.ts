/** Transfers of a run, as a power of two: what finds them by transaction is some megabyte of pages. */
const RUN_BITS = 16

/**
 * Which list of `transfer_tx` a transfer stands in. Hashes come at random, so that each new one changes a page of its own in
 * a list of all transfers; the list of the newest run is so small that many share a page. Whoever looks for a hash looks
 * into every run.
 */
export function runOfTransferSql(transferId: string): string {
  return `${transferId} >> ${RUN_BITS}`
}

/** Every run that there may be, as rows of one column `run`. */
export const runsSql = `WITH RECURSIVE runs (run) AS (
  SELECT min(run) FROM transfer_tx
  UNION ALL SELECT run + 1 FROM runs WHERE run < (SELECT max(run) FROM transfer_tx))
  SELECT run FROM runs`
