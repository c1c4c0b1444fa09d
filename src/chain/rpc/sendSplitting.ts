import type { Endpoint } from './createEndpoint.ts'
import { isBatchRefusal } from './isBatchRefusal.ts'
import type { RpcAnswer, RpcCall, RpcOptions } from './RpcCall.ts'
import { RpcError } from './rpcErrors.ts'

/** Calls per batch at most; providers allow 50 to 1,000. */
export const batchCallsMax = 50

/**
 * Sends `calls` to one endpoint, in batches; a refused batch is halved down to single calls, whose errors are answers.
 * Throws the classes of `rpcErrors.ts`.
 */
export async function sendSplitting(
  endpoint: Endpoint,
  calls: readonly RpcCall[],
  options: RpcOptions,
): Promise<readonly RpcAnswer[]> {
  if (calls.length <= batchCallsMax) return sendHalving(endpoint, calls, options)
  const chunks: Promise<readonly RpcAnswer[]>[] = []
  for (let i = 0; i < calls.length; i += batchCallsMax)
    chunks.push(sendHalving(endpoint, calls.slice(i, i + batchCallsMax), options))
  return (await Promise.all(chunks)).flat()
}

async function sendHalving(
  endpoint: Endpoint,
  calls: readonly RpcCall[],
  options: RpcOptions,
): Promise<readonly RpcAnswer[]> {
  try {
    return await endpoint.send(calls, options)
  } catch (error) {
    if (calls.length === 1) {
      if (error instanceof RpcError) return [{ error }]
      throw error
    }
    if (!isBatchRefusal(error)) throw error
    const half = calls.length >> 1
    const first = await sendHalving(endpoint, calls.slice(0, half), options)
    const second = await sendHalving(endpoint, calls.slice(half), options)
    return [...first, ...second]
  }
}
