import type { EIP1193RequestFn, Transport } from 'viem'
import type { RpcPool } from './createRpcPool.ts'
import type { RpcCall, RpcOptions } from './RpcCall.ts'

/** viem transport over an `RpcPool`; `client.transport` carries what viem's `request` lacks. */
export type StrictTransport = Transport<'strict', StrictTransportValue, EIP1193RequestFn>

type StrictTransportValue = Omit<RpcPool, 'request'>

/**
 * Wraps `pool` for viem. viem's own `createTransport` is left out on purpose: it retries by real timers, obeys any
 * `Retry-After` and re-wraps errors (reliability.md, findings 1 to 4).
 */
export function strictTransport(pool: RpcPool): StrictTransport {
  // CAST: viem types the answer by method; every caller here reads it as unknown and checks its shape.
  const request = ((call: Partial<RpcCall> & { method: string }, options?: Partial<RpcOptions>) =>
    pool.request(
      { method: call.method, params: call.params ?? [] },
      { ...options, lane: options?.lane ?? 'read' },
    )) as EIP1193RequestFn
  const { request: _, ...value } = pool
  return () => ({
    config: {
      key: 'strict',
      name: 'Strict JSON-RPC',
      type: 'strict',
      request,
      retryCount: 0,
    },
    request,
    value,
  })
}
