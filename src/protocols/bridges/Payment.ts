import { parseAbi } from 'viem'
import type { Address } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'

/** A token of the route that moved in the transaction, in its units. */
export interface Payment {
  log: RawLog
  from: Address
  to: Address
  value: bigint
}

/** For the role of the route's tokens, where a protocol's own logs do not say what was paid. */
export const paymentAbi = parseAbi([
  'event Transfer(address indexed from, address indexed to, uint256 value)',
])
