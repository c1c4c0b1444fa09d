import { BaseError } from '../../errors/BaseError.ts'
import type { Hash } from '../../facts/primitives.ts'
import { throwIfAborted } from '../follow/backOff.ts'
import type { FollowContext } from '../follow/FollowContext.ts'
import { toQuantity } from '../rpc/parseHex.ts'
import type { RpcLane } from '../rpc/RpcCall.ts'
import { RpcContentError } from '../rpc/rpcErrors.ts'
import { askEndpoints, type EndpointChoice } from './askEndpoints.ts'
import type { LogFetcher } from './createLogFetcher.ts'
import { LogsRefusedError } from './logErrors.ts'
import { createLogBatch, type LogBatch, readLogs } from './readLogs.ts'

/** A block's receipts as one endpoint answered them. */
export interface BlockReceipts {
  by: string
  receipts: readonly unknown[]
}

/**
 * Reads the wanted logs of one block from its receipts: the way left when `eth_getLogs` refuses even a single block.
 * When the receipts are refused too, the next endpoint is preferred and `LogsRefusedError` is thrown, which quotes `refusal`.
 */
export async function fetchReceiptLogs(
  context: FollowContext,
  fetcher: LogFetcher,
  parameters: {
    number: bigint
    hash?: Hash
    refusal: BaseError
    choice?: EndpointChoice | undefined
  },
): Promise<{ by: string; batch: LogBatch }> {
  const { number, hash, refusal, choice } = parameters
  try {
    const block = hash ?? toQuantity(number)
    const { by, receipts } = await fetchReceipts(context, block, { lane: 'backfill', choice })
    return { by, batch: readReceipts(context, fetcher, number, receipts) }
  } catch (error) {
    throwIfAborted(context.signal)
    if (!(error instanceof BaseError)) throw error
    context.client.transport.rotate()
    throw new LogsRefusedError({ chain: context.config.name, blockNumber: number, refusal })
  }
}

/** Fetches the receipts of a block by its hash or number. Throws the classes of `rpcErrors.ts`. */
export async function fetchReceipts(
  context: FollowContext,
  block: Hash,
  options: { lane: RpcLane; choice?: EndpointChoice | undefined },
): Promise<BlockReceipts> {
  const calls = [{ method: 'eth_getBlockReceipts', params: [block] }]
  const { by, answers } = await askEndpoints(context, calls, options)
  const receipts: unknown = answers[0]?.result
  if (Array.isArray(receipts)) return { by, receipts }
  throw malformed(context, by)
}

/** The wanted logs of receipts. Throws `RpcContentError` where they are malformed. */
export function readReceipts(
  context: FollowContext,
  fetcher: LogFetcher,
  number: bigint,
  receipts: readonly unknown[],
): LogBatch {
  const batch = createLogBatch()
  const entries = receipts.flatMap((receipt: unknown) => {
    if (typeof receipt !== 'object' || receipt === null || !('logs' in receipt))
      throw malformed(context)
    if (!Array.isArray(receipt.logs)) throw malformed(context)
    const logs: unknown[] = receipt.logs
    return logs
  })
  readLogs(batch, entries, {
    chain: context.config.name,
    matcher: fetcher.matcher,
    fromBlock: number,
    toBlock: number,
    origin: 'receipts',
  })
  return batch
}

function malformed({ config }: FollowContext, label?: string): RpcContentError {
  const detail = 'malformed receipts'
  return new RpcContentError({ chain: config.name, method: 'eth_getBlockReceipts', detail, label })
}
