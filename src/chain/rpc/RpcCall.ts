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
  /** Label of the one endpoint that is asked, whatever its state; its error is thrown. */
  only?: string | undefined
  /** Number of a witness that is not asked. Throws `RpcNoWitnessError` when there is no other fit to answer. */
  exceptWitness?: number | undefined
}

/** One call's answer inside a batch. */
export type RpcAnswer =
  | { result: unknown; error?: undefined }
  | { error: RpcError; result?: undefined }

/** The answers to several calls, all of them from the endpoint labelled `by`. */
export interface RpcAnswers {
  by: string
  answers: readonly RpcAnswer[]
}

/** Totals since the start. `bytes` counts decoded answer characters, `requests` HTTP requests or WebSocket messages. */
export interface RpcCounters {
  requests: number
  failures: number
  bytes: number
  /** Requests that a second endpoint was given too, because the first was slow. */
  hedges: number
}
