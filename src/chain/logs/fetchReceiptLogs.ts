import { BaseError } from '../../errors/BaseError.ts'
import type { Hash } from '../../facts/primitives.ts'
import { throwIfAborted } from '../follow/backOff.ts'
import type { FollowContext } from '../follow/FollowContext.ts'
import { toQuantity } from '../rpc/parseHex.ts'
import type { RpcOptions } from '../rpc/RpcCall.ts'
import { RpcContentError } from '../rpc/rpcErrors.ts'
import type { LogFetcher } from './createLogFetcher.ts'
import { createLogBatch, type LogBatch, readLogs } from './readLogs.ts'

/**
 * Reads the wanted logs of one block from its receipts: the way left when `eth_getLogs` refuses even a single block.
 * When the receipts are refused too, the next endpoint is preferred and `refusal` is thrown, as it names the first cause.
 */
export async function fetchReceiptLogs(
  context: FollowContext,
  fetcher: LogFetcher,
  parameters: { number: bigint; hash?: Hash; refusal: BaseError },
): Promise<LogBatch> {
  const { number, hash, refusal } = parameters
  const batch = createLogBatch()
  const options: RpcOptions = { lane: 'backfill', signal: context.signal }
  try {
    const receipts = await context.client.request(
      { method: 'eth_getBlockReceipts', params: [hash ?? toQuantity(number)] },
      options,
    )
    readLogs(batch, toLogs(receipts, context.config.name), {
      chain: context.config.name,
      matcher: fetcher.matcher,
      fromBlock: number,
      toBlock: number,
      origin: 'receipts',
    })
    return batch
  } catch (error) {
    throwIfAborted(context.signal)
    if (!(error instanceof BaseError)) throw error
    context.client.transport.rotate()
    throw refusal
  }
}

function toLogs(receipts: unknown, chain: string): readonly unknown[] {
  const fail = () =>
    new RpcContentError({ chain, method: 'eth_getBlockReceipts', detail: 'malformed receipts' })
  if (!Array.isArray(receipts)) throw fail()
  return receipts.flatMap((receipt: unknown) => {
    if (typeof receipt !== 'object' || receipt === null || !('logs' in receipt)) throw fail()
    if (!Array.isArray(receipt.logs)) throw fail()
    const logs: unknown[] = receipt.logs
    return logs
  })
}
