import type { Store } from '../store/Store.ts'
import type { SocketError } from './SocketError.ts'

export interface HttpAnswer {
  status: number
  headers: ReadonlyMap<string, string>
  /** Decoded body; never longer than the cap that was asked for. */
  body: string
}

export interface HttpPost {
  url: string
  body: string
  headers: Readonly<Record<string, string>>
  timeoutMs: number
  /** Decoded bytes after which the answer is refused. */
  bodyBytesMax: number
  signal?: AbortSignal | undefined
}

export interface SocketConnect {
  url: string
  /** Deadline of the handshake. */
  timeoutMs: number
  /** Size of one decoded message after which the connection is given up. */
  messageBytesMax: number
  signal?: AbortSignal | undefined
  onMessage(text: string): void
  /** Called once when an opened connection ended, but not after `close`. */
  onClose(error: SocketError): void
}

/** An open WebSocket connection. */
export interface Socket {
  /** Queues one text message; what the other side never took is known by its missing answer. */
  send(text: string): void
  /** Ends the connection at once; nothing is called back afterwards. */
  close(): void
}

/**
 * Everything the program touches outside itself: time, timers, randomness, network, storage, process. Product code
 * reaches none of these any other way, so that a simulated world can stand in for all of it.
 */
export interface Env {
  /** Wall clock, milliseconds since 1970. */
  now(): number
  /** Monotonic clock, milliseconds since an arbitrary origin. */
  monotonic(): number
  /** Resolves after `ms`, or earlier when `signal` aborts; it never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** Uniform in [0, 1). */
  random(): number
  /** Sends one POST. Rejects with `HttpError` when no complete answer arrived. */
  post(request: HttpPost): Promise<HttpAnswer>
  /** Opens a WebSocket connection. Rejects with `SocketError` when the handshake failed or `signal` aborts it. */
  connect(request: SocketConnect): Promise<Socket>
  /** Opens the store at `path`; one writer, any number of snapshots. `notice` takes sentences for the operator. */
  openStore(path: string, notice?: (sentence: string) => void): Promise<Store>
  /** Bytes that this user may still write on the disk that holds `path`; undefined where the system does not say. */
  freeBytes(path: string): Promise<number | undefined>
  /** One line to the person at the terminal. */
  print(line: string): void
  /** Ends the process. */
  exit(code: number): void
}
