import type { EIP1193RequestOptions } from 'viem'
import type { RpcError } from './rpcErrors.ts'

export interface RpcCall {
  method: string
  params: readonly unknown[]
}

/** Order of service at an endpoint: the head before reads, reads before backfill. */
export type RpcLane = 'head' | 'read' | 'backfill'

/** Options of one request; `client.request` passes them through to the transport untouched. */
export interface RpcOptions extends EIP1193RequestOptions {
  lane: RpcLane
}

/** One call's answer inside a batch. */
export type RpcAnswer =
  | { result: unknown; error?: undefined }
  | { error: RpcError; result?: undefined }

/** Totals since the start. `bytes` counts decoded answer characters, `requests` HTTP requests. */
export interface RpcCounters {
  requests: number
  failures: number
  bytes: number
}
