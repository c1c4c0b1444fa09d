import type { Address, Hex } from '../../facts/primitives.ts'
import type { FollowContext } from '../follow/FollowContext.ts'
import { parseHex, toQuantity } from '../rpc/parseHex.ts'
import { RpcContentError } from '../rpc/rpcErrors.ts'

/**
 * Fetches the bytecode at `address`, `0x` where there is none; at the head unless `blockNumber` is given. One attempt per
 * endpoint, so that a check at the start fails fast. Throws the classes of `rpcErrors.ts`.
 */
export async function fetchCode(
  context: FollowContext,
  address: Address,
  blockNumber?: bigint,
): Promise<Hex> {
  const { client, config, signal } = context
  const block = blockNumber === undefined ? ('latest' as const) : toQuantity(blockNumber)
  const result: unknown = await client.request(
    { method: 'eth_getCode', params: [address, block] },
    { signal },
  )
  const code = parseHex(result)
  if (code !== undefined) return code
  const detail = 'something that is no hex'
  throw new RpcContentError({ chain: config.name, method: 'eth_getCode', detail })
}
