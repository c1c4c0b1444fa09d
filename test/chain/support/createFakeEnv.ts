import type { Env, HttpAnswer, HttpPost } from '../../../src/env/Env.ts'

/** Answers one POST; it may throw `HttpError`. */
export type FakeServer = (post: HttpPost) => HttpAnswer | Promise<HttpAnswer>

/** Env whose clock moves only by sleeping and whose network is a table of servers. */
export interface FakeEnv extends Env {
  servers: Map<string, FakeServer>
  /** Virtual ms slept in total. */
  slept(): number
  /** Called with the clock after each sleep. */
  onSleep: ((nowMs: number) => void) | undefined
}

const epochMs = 1_700_000_000_000

export function createFakeEnv(): FakeEnv {
  let clockMs = 0
  let seed = 1
  const env: FakeEnv = {
    servers: new Map(),
    onSleep: undefined,
    slept: () => clockMs,
    now: () => epochMs + clockMs,
    monotonic: () => clockMs,
    async sleep(ms, signal) {
      if (signal?.aborted === true) return
      clockMs += ms
      // Yields to the event loop, so that a polling follower never starves the test that watches it.
      await new Promise<void>((resolve) => setImmediate(resolve))
      env.onSleep?.(clockMs)
    },
    random() {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
      return seed / 2 ** 31
    },
    async post(request) {
      await Promise.resolve()
      const server = env.servers.get(request.url)
      if (server === undefined) throw new Error('the test names no such server')
      return server(request)
    },
    openStore: () => Promise.reject(new Error('no store in this test')),
    print() {
      throw new Error('the chain room prints nothing')
    },
    exit() {
      throw new Error('the chain room ends nothing')
    },
  }
  return env
}
