import type { Database } from 'better-sqlite3'
import type { BlockRef, ChainId, Hex } from '../../facts/primitives.ts'
import { bytesToHex, hexToBytes } from './hexBytes.ts'
import { storedHeight } from './storedNumber.ts'

export interface BlockReader {
  /** Highest recorded canonical block at or below a number. */
  at(chainId: ChainId, number: bigint): BlockRef | undefined
  /** Highest recorded canonical block whose running-max timestamp is at or below a time in seconds. */
  atTime(chainId: ChainId, timestamp: bigint): BlockRef | undefined
  /** `hash` may be the first bytes of it. */
  state(chainId: ChainId, number: bigint, hash: Hex): 'canonical' | 'orphaned' | 'unknown'
}

interface BlockId {
  chain: number
  number: number
  hash: Buffer
}

export interface BlockRow {
  number: number
  hash: Buffer
  timestamp: number
}

export function createBlockReader(db: Database): BlockReader {
  const at = db.prepare<[number, number], BlockRow>(`SELECT number, hash, timestamp FROM block
    WHERE chain = ? AND number <= ? AND canonical = 1 ORDER BY number DESC LIMIT 1`)
  const atTime = db.prepare<[number, number], BlockRow>(`SELECT number, hash, timestamp FROM block
    WHERE chain = ? AND max_timestamp <= ? AND canonical = 1
    ORDER BY max_timestamp DESC, number DESC LIMIT 1`)
  // One row of each index, instead of a scan for both states at once.
  const state = db
    .prepare<BlockId, number>(`
      SELECT canonical FROM block WHERE chain = @chain AND number = @number AND canonical = 1
        AND substr(hash, 1, length(@hash)) = @hash
      UNION ALL
      SELECT canonical FROM block WHERE chain = @chain AND number = @number AND canonical = 0
        AND substr(hash, 1, length(@hash)) = @hash`)
    .pluck()

  return {
    at: (chainId, number) => toBlock(at.get(chainId, storedHeight(number))),
    atTime: (chainId, timestamp) => toBlock(atTime.get(chainId, storedHeight(timestamp))),
    state(chainId, number, hash) {
      const canonical = state.get({
        chain: chainId,
        number: storedHeight(number),
        hash: hexToBytes(hash),
      })
      if (canonical === undefined) return 'unknown'
      return canonical === 1 ? 'canonical' : 'orphaned'
    },
  }
}

function toBlock(row: BlockRow | undefined): BlockRef | undefined {
  if (row === undefined) return undefined
  return {
    number: BigInt(row.number),
    hash: bytesToHex(row.hash),
    timestamp: BigInt(row.timestamp),
  }
}
