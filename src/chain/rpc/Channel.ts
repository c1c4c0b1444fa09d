import type { RpcAnswer, RpcCall } from './RpcCall.ts'

/** One way to a node. It sends and reads; whom to trust and when to send is decided elsewhere. */
export interface Channel {
  transport: 'http' | 'ws'
  /** Makes the way ready: a WebSocket connects, HTTP has nothing to do. Throws the classes of `rpcErrors.ts`. */
  open(): Promise<void>
  /**
   * Sends one call, or several as a batch; answers in the order of the calls. It opens nothing, so that a connection that
   * was replaced is not used before it is checked. Throws the classes of `rpcErrors.ts`.
   */
  send(
    calls: readonly RpcCall[],
    options: { timeoutMs: number; signal?: AbortSignal | undefined },
  ): Promise<readonly RpcAnswer[]>
  close(): void
}

/** Who a channel belongs to, and where it counts. */
export interface ChannelParameters {
  url: string
  label: string
  redact: (text: string) => string
  /** Called at each request sent. */
  onSent(): void
  /** Called with the decoded characters of each answer. */
  onReceived(length: number): void
}
