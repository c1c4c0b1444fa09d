import type { FactPosition } from '../../facts/FactPosition.ts'
import { unpackOrder } from './factOrder.ts'
import { bytesToHex } from './hexBytes.ts'

/** Columns that say where a fact or a leg stands. */
export interface PositionRow {
  chain: number
  number: number
  hash: Buffer
  ord: number
  tx_hash: Buffer
}

export function toFactPosition(row: PositionRow): FactPosition {
  return {
    chainId: row.chain,
    blockNumber: BigInt(row.number),
    blockHash: bytesToHex(row.hash),
    txHash: bytesToHex(row.tx_hash),
    ...unpackOrder(row.ord),
  }
}
