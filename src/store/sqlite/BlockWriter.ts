import type { Database } from 'better-sqlite3'
import { assert } from '../../errors/assert.ts'
import type { BlockRef, ChainId, Hash } from '../../facts/primitives.ts'
import { hexToBytes } from './hexBytes.ts'
import { storedNumber } from './storedNumber.ts'

export interface BlockWriter {
  /** Records a canonical block, or makes an orphaned one canonical again. Idempotent. */
  record(chainId: ChainId, block: BlockRef): { id: number; isRevived: boolean }
  /** Number of a recorded block, whatever its state. */
  find(chainId: ChainId, number: bigint, hash: Hash): number
  /** Orphans every canonical block above `number`. */
  orphanAbove(chainId: ChainId, number: bigint): void
}

interface BlockId {
  chain: number
  number: number
  hash: Buffer
}

interface KnownBlock {
  id: number
  canonical: number
  timestamp: number
}

/** Blocks by number and hash, with the running max of their timestamps over the canonical ones. */
export function createBlockWriter(db: Database): BlockWriter {
  const { find, isTaken, maxBelow, insert, revive, raise, orphan } = prepareStatements(db)

  function record(chainId: ChainId, block: BlockRef): { id: number; isRevived: boolean } {
    const [number, timestamp] = [storedNumber(block.number), storedNumber(block.timestamp)]
    const hash = hexToBytes(block.hash)
    const known = find.get({ chain: chainId, number, hash })
    if (known?.canonical === 1) return { id: known.id, isRevived: false }
    assert(
      isTaken.get(chainId, number) === undefined,
      `block ${block.number} of chain ${chainId} is recorded with another hash; retract it first`,
    )
    const below = maxBelow.get(chainId, number) ?? 0
    const max = Math.max(below, known?.timestamp ?? timestamp)
    raise.run({ chain: chainId, below, max, number })
    if (known === undefined) {
      const { lastInsertRowid } = insert.run(chainId, number, hash, timestamp, max)
      return { id: Number(lastInsertRowid), isRevived: false }
    }
    revive.run(max, known.id)
    return { id: known.id, isRevived: true }
  }

  return {
    record,
    find(chainId, number, hash) {
      const known = find.get({
        chain: chainId,
        number: storedNumber(number),
        hash: hexToBytes(hash),
      })
      assert(known !== undefined, `block ${number} (${hash}) of chain ${chainId} is not recorded`)
      return known.id
    },
    orphanAbove(chainId, number) {
      orphan.run(chainId, storedNumber(number))
    },
  }
}

function prepareStatements(db: Database) {
  const find = db.prepare<BlockId, KnownBlock>(`
    SELECT id, canonical, timestamp FROM block WHERE chain = @chain AND number = @number AND canonical = 1 AND hash = @hash
    UNION ALL
    SELECT id, canonical, timestamp FROM block WHERE chain = @chain AND number = @number AND canonical = 0 AND hash = @hash`)
  const isTaken = db.prepare<[number, number], number>(
    'SELECT 1 FROM block WHERE chain = ? AND number = ? AND canonical = 1',
  )
  const maxBelow = db.prepare<[number, number], number>(`SELECT max_timestamp FROM block
    WHERE chain = ? AND number < ? AND canonical = 1 ORDER BY number DESC LIMIT 1`)
  const insert = db.prepare<[number, number, Buffer, number, number]>(`INSERT INTO block
    (chain, number, hash, timestamp, max_timestamp, canonical) VALUES (?, ?, ?, ?, ?, 1)`)
  const revive = db.prepare<[number, number]>(
    'UPDATE block SET canonical = 1, max_timestamp = ? WHERE id = ?',
  )
  // Running maxima only rise with the number, so those to raise are one short range of the index.
  const raise = db.prepare(`UPDATE block INDEXED BY block_time SET max_timestamp = @max
    WHERE chain = @chain AND canonical = 1 AND max_timestamp >= @below AND max_timestamp < @max
    AND number > @number`)
  const orphan = db.prepare<[number, number]>(
    'UPDATE block SET canonical = 0 WHERE chain = ? AND number > ? AND canonical = 1',
  )
  isTaken.pluck()
  maxBelow.pluck()
  return { find, isTaken, maxBelow, insert, revive, raise, orphan }
}
