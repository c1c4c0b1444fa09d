import type { Database } from 'better-sqlite3'
import { assert } from '../../errors/assert.ts'
import type { ChainId } from '../../facts/primitives.ts'
import type { SealWriter } from './SealWriter.ts'
import { storedNumber } from './storedNumber.ts'

/** A block as it is stored. */
export interface StoredBlock {
  number: number
  hash: Buffer
  timestamp: number
}

export interface BlockWriter {
  /** Records a canonical block, or makes an orphaned one canonical again. Idempotent. */
  record(
    chainId: ChainId,
    block: StoredBlock,
  ): { id: number; isRevived: boolean; isOnTop?: boolean }
  /** Stored id of a recorded block, whatever its state. */
  find(chainId: ChainId, number: number, hash: Buffer): number
  /** Orphans every canonical block above `number`. */
  orphanAbove(chainId: ChainId, number: bigint): void
  /** Drops what is held in memory, after a rolled back transaction. */
  forget(): void
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

/** The highest block of a chain, canonical or orphaned, and the running max of timestamps up to it. */
interface Top {
  number: number
  max: number
}

/** Blocks by number and hash, with the running max of their timestamps over the canonical ones. */
export function createBlockWriter(db: Database, seals: SealWriter): BlockWriter {
  const { find, isTaken, maxBelow, highest, insert, revive, raise, orphan } = prepareStatements(db)
  const tops = new Map<ChainId, Top>()

  function topOf(chain: ChainId): Top {
    const known = tops.get(chain)
    if (known !== undefined) return known
    const number = highest.get({ chain }) ?? -1
    const top = { number, max: maxBelow.get(chain, number + 1) ?? 0 }
    tops.set(chain, top)
    return top
  }

  /** Most blocks go on top of all others, where nothing has to be looked for or raised. */
  function append(chainId: ChainId, top: Top, block: StoredBlock): number {
    const max = Math.max(top.max, block.timestamp)
    const inserted = insert.run(chainId, block.number, block.hash, block.timestamp, max)
    top.number = block.number
    top.max = max
    seals.add(chainId, block)
    return Number(inserted.lastInsertRowid)
  }

  return {
    record(chainId, block) {
      const { number, hash, timestamp } = block
      const top = topOf(chainId)
      if (number > top.number) {
        return { id: append(chainId, top, block), isRevived: false, isOnTop: true }
      }
      const known = find.get({ chain: chainId, number, hash })
      if (known?.canonical === 1) return { id: known.id, isRevived: false }
      assert(
        isTaken.get(chainId, number) === undefined,
        `block ${number} of chain ${chainId} is recorded with another hash; retract it first`,
      )
      const below = maxBelow.get(chainId, number) ?? 0
      const max = Math.max(below, known?.timestamp ?? timestamp)
      raise.run({ chain: chainId, below, max, number })
      tops.delete(chainId)
      if (known === undefined) {
        const { lastInsertRowid } = insert.run(chainId, number, hash, timestamp, max)
        seals.add(chainId, block)
        return { id: Number(lastInsertRowid), isRevived: false }
      }
      revive.run(max, known.id)
      seals.add(chainId, { number, hash, timestamp: known.timestamp })
      return { id: known.id, isRevived: true }
    },
    find(chainId, number, hash) {
      const known = find.get({ chain: chainId, number, hash })
      assert(known !== undefined, `block ${number} of chain ${chainId} is not recorded`)
      return known.id
    },
    orphanAbove(chainId, number) {
      seals.dropAbove(chainId, number)
      orphan.run(chainId, storedNumber(number))
      tops.delete(chainId)
    },
    forget() {
      tops.clear()
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
  const highest = db.prepare<{ chain: number }, number | null>(`SELECT max(number) FROM (
    SELECT max(number) AS number FROM block WHERE chain = @chain AND canonical = 1
    UNION ALL SELECT max(number) FROM block WHERE chain = @chain AND canonical = 0)`)
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
  highest.pluck()
  return { find, isTaken, maxBelow, highest, insert, revive, raise, orphan }
}
