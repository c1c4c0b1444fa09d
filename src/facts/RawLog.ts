import type { Address, ChainId, Hash, Hex } from './primitives.ts'

/** 20 bits: over a million logs in one block, more than any gas limit of today allows. */
export const LOG_INDEX_COUNT = 2 ** 20

/** A log as a node answered it, checked for shape, hex lower-cased. */
export interface RawLog {
  address: Address
  topics: readonly Hex[]
  data: Hex
  blockNumber: bigint
  blockHash: Hash
  txIndex: number
  txHash: Hash
  logIndex: number
}

/** All fetched logs of one transaction, in log order: what a decoder is given. */
export interface TransactionLogs {
  chainId: ChainId
  /** Of the block, seconds. */
  timestamp?: bigint | undefined
  blockNumber: bigint
  blockHash: Hash
  txIndex: number
  txHash: Hash
  logs: readonly RawLog[]
}
