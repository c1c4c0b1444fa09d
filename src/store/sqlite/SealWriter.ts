import type { Database } from 'better-sqlite3'
import type { ChainId } from '../../facts/primitives.ts'
import { addDigest, emptySum } from './digestSum.ts'
import { type SealedBlock, sealBlock } from './sealBlock.ts'
import { createReadState } from './sealState.ts'
import { storedNumber } from './storedNumber.ts'

/**
 * Seals what no digest of a block holds: which blocks are canonical, empty ones too, as a sum over them, and how far a chain
 * has come and what is covered of it, as the digest of those few rows. Used inside one write transaction.
 */
export interface SealWriter {
  /** A block that is canonical from now on. */
  add(chainId: ChainId, block: SealedBlock): void
  /** Takes away the blocks above a height, before they are orphaned. */
  dropAbove(chainId: ChainId, number: bigint): void
  /** Records the seal of a chain, behind everything else that a transaction writes of it. */
  settle(chainId: ChainId): void
  /** Drops what was taken in a transaction that was rolled back. */
  forget(): void
}

export function createSealWriter(db: Database): SealWriter {
  const blocksAbove = db.prepare<[number, number], SealedBlock>(
    'SELECT number, timestamp, hash FROM block WHERE chain = ? AND canonical = 1 AND number > ?',
  )
  const readSum = db.prepare<[number], Buffer>('SELECT blocks FROM seal WHERE chain = ?').pluck()
  const write = db.prepare<[number, Buffer, Buffer]>(
    'INSERT OR REPLACE INTO seal (chain, blocks, state) VALUES (?, ?, ?)',
  )
  const readState = createReadState(db)
  const changes = new Map<ChainId, Buffer>()

  function change(chainId: ChainId, block: SealedBlock, sign: 1 | -1): void {
    const sum = changes.get(chainId) ?? emptySum()
    addDigest(sum, sealBlock(block), sign)
    changes.set(chainId, sum)
  }

  return {
    add: (chainId, block) => change(chainId, block, 1),
    dropAbove(chainId, number) {
      for (const block of blocksAbove.all(chainId, storedNumber(number))) change(chainId, block, -1)
    },
    settle(chainId) {
      const sum = readSum.get(chainId) ?? emptySum()
      const changed = changes.get(chainId)
      if (changed !== undefined) addDigest(sum, changed, 1)
      changes.delete(chainId)
      write.run(chainId, sum, readState(chainId, sum))
    },
    forget() {
      changes.clear()
    },
  }
}
