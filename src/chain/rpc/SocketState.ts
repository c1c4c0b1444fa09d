import type { Env, Socket } from '../../env/Env.ts'
import type { BaseError } from '../../errors/BaseError.ts'
import type { ChannelParameters } from './Channel.ts'
import type { SentCalls } from './parseAnswers.ts'
import type { RpcAnswer } from './RpcCall.ts'

export interface SocketChannelParameters extends ChannelParameters {
  timeoutMs: number
  /** Called when the connection ended, whoever ended it: what was known of the node must be asked anew. */
  onDown(): void
  /** Called with each `eth_subscription` message. */
  onNotice?(subscription: unknown, result: unknown): void
}

/** A request that waits for its answer. */
export interface Pending {
  sent: SentCalls
  settle(outcome: { answers: readonly RpcAnswer[] } | { error: BaseError }): void
}

/** One WebSocket channel, connected or not. */
export interface SocketState {
  env: Env
  parameters: SocketChannelParameters
  socket: Socket | undefined
  opening: Promise<void> | undefined
  /** By the id of each call; the calls of a batch share one entry. */
  pending: Map<number, Pending>
  nextId: number
  /** Monotonic ms of the last message. */
  heardMs: number
}

/** Ends the connection; everything that waits for it fails with `error`. */
export function dropSocket(state: SocketState, error: BaseError): void {
  const { socket } = state
  if (socket === undefined) return
  state.socket = undefined
  socket.close()
  for (const pending of new Set(state.pending.values())) pending.settle({ error })
  state.parameters.onDown()
}
