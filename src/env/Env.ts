import type { Store } from '../store/Store.ts'

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
  /** Opens the store at `path`; one writer, any number of snapshots. */
  openStore(path: string): Promise<Store>
  /** One line to the person at the terminal. */
  print(line: string): void
  /** Ends the process. */
  exit(code: number): void
}
