import type { Database } from 'better-sqlite3'
import type { ChainId } from '../../facts/primitives.ts'
import { StorePrunedError } from '../StorePrunedError.ts'

export interface RetentionWriter {
  /**
   * Refuses to change a chain at or below the block from which its history is kept: what is needed to do that right is gone.
   * Throws `StorePrunedError`.
   */
  assertKept(chainId: ChainId, fromBlock: bigint): void
}

export function createRetentionWriter(db: Database): RetentionWriter {
  const find = db.prepare<[number], number>('SELECT number FROM retention WHERE chain = ?').pluck()

  return {
    assertKept(chainId, fromBlock) {
      const number = find.get(chainId)
      if (number === undefined || fromBlock > BigInt(number)) return
      throw new StorePrunedError({ chainId, fromBlock, retainedFrom: BigInt(number) })
    },
  }
}
