import type { ChainId, Hash } from './primitives.ts'

/** Where a fact stands; the order inside a block is (txIndex, logIndex, k). */
export interface FactPosition {
  chainId: ChainId
  blockNumber: bigint
  blockHash: Hash
  txIndex: number
  txHash: Hash
  logIndex: number
  /** Rank among the facts of one log. */
  k: number
}

/** Transaction index under which a block's answered reads are filed: after every transaction of the block. */
export const READ_TX_INDEX = 0xff_ffff

/** Spelling for people and APIs: `chainId:blockHash:txHash:logIndex:k`, or `…:read:…` for an answered read. */
export function factId(at: FactPosition): string {
  const middle = at.txIndex === READ_TX_INDEX ? `read:${at.txHash}` : at.txHash
  return `${at.chainId}:${at.blockHash}:${middle}:${at.logIndex}:${at.k}`
}

/** Whether two positions have one `factId`. */
export function isSamePosition(a: FactPosition, b: FactPosition): boolean {
  return (
    a.logIndex === b.logIndex &&
    a.k === b.k &&
    a.chainId === b.chainId &&
    a.txHash === b.txHash &&
    a.blockHash === b.blockHash &&
    (a.txIndex === READ_TX_INDEX) === (b.txIndex === READ_TX_INDEX)
  )
}

/** Chain order of two positions of one chain. */
export function comparePositions(a: FactPosition, b: FactPosition): number {
  if (a.blockNumber !== b.blockNumber) return a.blockNumber < b.blockNumber ? -1 : 1
  return a.txIndex - b.txIndex || a.logIndex - b.logIndex || a.k - b.k
}
