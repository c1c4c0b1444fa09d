import { assert } from '../../errors/assert.ts'
import type { Snapshot } from '../Snapshot.ts'
import { SnapshotExpiredError } from '../SnapshotExpiredError.ts'
import { StoreClosedError } from '../StoreClosedError.ts'
import type { Reader, ReaderPool } from './ReaderPool.ts'

/** A read that is still at it after this long is given up for the sake of all others. */
export const SNAPSHOT_MS_MAX = 30_000

/**
 * Fixes the state that one pooled connection sees, until `release` gives the connection back. Throws `StoreClosedError`
 * when the store was closed while the reader waited.
 */
export function createSnapshot(reader: Reader, pool: ReaderPool): Snapshot {
  const { db, readers } = reader
  if (!db.open) throw new StoreClosedError()
  // SQLite fixes the state at the first read inside the transaction, which is the newest cut.
  db.exec('BEGIN')
  const { sequence, revision } = readers.state.newestCut()
  const progress = readers.state.progress()
  let coverage: Snapshot['coverage'] | undefined
  let retention: Snapshot['retention'] | undefined
  const chains = progress.map(({ chainId }) => chainId)
  let isReleased = false

  function read() {
    assert(!isReleased, 'a snapshot is read after its release')
    if (reader.isExpired) throw new SnapshotExpiredError({ heldMs: SNAPSHOT_MS_MAX })
    if (!db.open) throw new StoreClosedError()
    return readers
  }

  return {
    revision,
    sequence,
    progress,
    get coverage() {
      coverage ??= read().state.coverage()
      return coverage
    },
    get retention() {
      retention ??= read().upkeep.retention()
      return retention
    },
    stateDigest: (chainId) => read().upkeep.stateDigest(chainId),
    blockAt: (chainId, number) => read().blocks.at(chainId, number),
    blockAtTime: (chainId, timestamp) => read().blocks.atTime(chainId, timestamp),
    blockState: (chainId, number, hash) => read().blocks.state(chainId, number, hash),
    series: (selector, at) => read().series.select(selector, at),
    lowest: (key, fromBlock, toBlock) => read().series.lowest(key, fromBlock, toBlock),
    factsOf: (parameters) => read().facts.ofAccounts(parameters),
    legs: (selector) => read().legs.select(selector, chains),
    transfers: (page) => read().transfers.page(page, chains),
    openTransfers: (page) => read().routes.open(page, chains),
    deliveries: (page) => read().routes.deliveries(page),
    openRoutes: () => read().routes.openRoutes(),
    accounts: (page) => read().accounts.page(page, chains),
    touched: (parameters) => read().accounts.touched(parameters),
    quarantined: (limit) => read().evidence.quarantined(limit),
    incidents: (limit) => read().evidence.incidents(limit),
    release() {
      if (isReleased) return
      isReleased = true
      if (!db.open) return
      if (db.inTransaction) db.exec('COMMIT')
      pool.release(reader)
    },
  }
}
