import { encodeFunctionData, parseAbi } from 'viem'
import type { GmxV2Exchange } from '../../../config/GmxV2Exchange.ts'
import type { TimedCall } from '../../../facts/Decoder.ts'
import type { Hash } from '../../../facts/primitives.ts'

export const storeAbi = parseAbi(['function getUint(bytes32 key) view returns (uint256)'])

/** What the `DataStore` keeps under a key. */
export function uintCall({ dataStore: to }: GmxV2Exchange, key: Hash): TimedCall {
  const args = [key] as const
  return { to, data: encodeFunctionData({ abi: storeAbi, functionName: 'getUint', args }) }
}
