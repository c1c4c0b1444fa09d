import { assert } from '../../errors/assert.ts'
import { READ_TX_INDEX } from '../../facts/FactPosition.ts'
import { LOG_INDEX_COUNT } from '../../facts/RawLog.ts'

/** 9 bits: facts of one log; the largest family emits fewer than ten. */
const RANK_COUNT = 2 ** 9

/** 24 + 20 + 9 bits, so that the packed order is an exact JavaScript number. */
export const TX_FACTOR = LOG_INDEX_COUNT * RANK_COUNT

/** Packed orders from here on are answered reads. */
export const READ_ORDER_MIN = READ_TX_INDEX * TX_FACTOR

export interface OrderInBlock {
  txIndex: number
  logIndex: number
  k: number
}

/** Order inside a block as one integer that sorts as (txIndex, logIndex, k). */
export function packOrder(at: OrderInBlock): number {
  const { txIndex, logIndex, k } = at
  assert(isIndex(txIndex, READ_TX_INDEX + 1), `transaction index ${txIndex} is out of range`)
  assert(isIndex(logIndex, LOG_INDEX_COUNT), `log index ${logIndex} is out of range`)
  assert(isIndex(k, RANK_COUNT), `fact rank ${k} is out of range`)
  return txIndex * TX_FACTOR + logIndex * RANK_COUNT + k
}

export function unpackOrder(order: number): OrderInBlock {
  const inTransaction = order % TX_FACTOR
  return {
    txIndex: Math.floor(order / TX_FACTOR),
    logIndex: Math.floor(inTransaction / RANK_COUNT),
    k: inTransaction % RANK_COUNT,
  }
}

/**
 * Where the hash of a fact's transaction is filed inside its block: under the transaction index; answered reads share
 * one index, and each has a hash of its own, so theirs is filed under the packed order.
 */
export function txSlot(order: number): number {
  return order >= READ_ORDER_MIN ? order : Math.floor(order / TX_FACTOR)
}

/** The same rule in SQL, for a column that holds a packed order. */
export function txSlotSql(column: string): string {
  return `CASE WHEN ${column} >= ${READ_ORDER_MIN} THEN ${column} ELSE ${column} / ${TX_FACTOR} END`
}

function isIndex(value: number, count: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < count
}
