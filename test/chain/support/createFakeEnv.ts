import type { Env, HttpAnswer, HttpPost, Socket, SocketConnect } from '../../../src/env/Env.ts'
import { SocketError } from '../../../src/env/SocketError.ts'

/** Answers one POST; it may throw `HttpError`. */
export type FakeServer = (post: HttpPost) => HttpAnswer | Promise<HttpAnswer>

/** The node's end of one connection. */
export interface FakePeer {
  /** Sends a message to the program; nothing is sent once the connection ended. */
  send(text: string): void
  /** Ends the connection from the node's side. */
  drop(error?: SocketError): void
  isOpen: boolean
}

/** Takes one connection and returns what is done with its messages; it may throw `SocketError`. */
export type FakeSocketServer = (peer: FakePeer) => (text: string) => void

/** Env whose clock moves only while everybody sleeps, and whose network is a table of servers. */
export interface FakeEnv extends Env {
  servers: Map<string, FakeServer>
  sockets: Map<string, FakeSocketServer>
  /** Virtual ms since the start. */
  slept(): number
  /** Called with the clock at the end of each sleep. */
  onSleep: ((nowMs: number) => void) | undefined
  /**
   * Lets `ms` pass, with everything that is due in them. Once called, time stands still between the calls: the way to test
   * what sleeps in the background for ever.
   */
  advance(ms: number): Promise<void>
}

interface Timer {
  dueMs: number
  resolve: () => void
}

const epochMs = 1_700_000_000_000

export function createFakeEnv(): FakeEnv {
  const clock = createFakeClock((nowMs) => env.onSleep?.(nowMs))
  let seed = 1
  const env: FakeEnv = {
    servers: new Map(),
    sockets: new Map(),
    onSleep: undefined,
    slept: clock.nowMs,
    now: () => epochMs + clock.nowMs(),
    monotonic: clock.nowMs,
    sleep: clock.sleep,
    advance: clock.advance,
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
    async connect(request) {
      await Promise.resolve()
      const server = env.sockets.get(request.url)
      if (server === undefined) throw new Error('the test names no such WebSocket server')
      return connect(server, request)
    },
    openStore: () => Promise.reject(new Error('no store in this test')),
    freeBytes: () => Promise.resolve(undefined),
    print() {
      throw new Error('the chain room prints nothing')
    },
    exit() {
      throw new Error('the chain room ends nothing')
    },
  }
  return env
}

/** Turns of the event loop in which everything that takes no time is done. */
const turns = 4

async function turn(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve))
}

/** Time jumps to the next timer whenever nothing else is left to do, or goes as far as it is told. */
function createFakeClock(onSleep: (nowMs: number) => void): {
  nowMs(): number
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  advance(ms: number): Promise<void>
} {
  let nowMs = 0
  let isRunning = false
  let isManual = false
  const timers: Timer[] = []
  const fire = (next: Timer) => {
    nowMs = Math.max(nowMs, next.dueMs)
    next.resolve()
    onSleep(nowMs)
  }
  const run = async () => {
    isRunning = true
    while (timers.length > 0 && !isManual) {
      await turn()
      const next = isManual ? undefined : timers.shift()
      if (next !== undefined) fire(next)
    }
    isRunning = false
  }
  return {
    nowMs: () => nowMs,
    async advance(ms) {
      isManual = true
      const untilMs = nowMs + ms
      for (;;) {
        for (let i = 0; i < turns; i += 1) await turn()
        const [next] = timers
        if (next === undefined || next.dueMs > untilMs) break
        timers.shift()
        fire(next)
      }
      nowMs = untilMs
    },
    async sleep(ms, signal) {
      if (signal?.aborted === true) return
      await new Promise<void>((resolve) => {
        const onAbort = () => {
          timers.splice(timers.indexOf(timer), 1)
          resolve()
        }
        const timer: Timer = {
          dueMs: nowMs + Math.max(ms, 0),
          resolve() {
            signal?.removeEventListener('abort', onAbort)
            resolve()
          },
        }
        const later = timers.findIndex(({ dueMs }) => dueMs > timer.dueMs)
        timers.splice(later < 0 ? timers.length : later, 0, timer)
        signal?.addEventListener('abort', onAbort, { once: true })
        if (!isRunning && !isManual) void run()
      })
    },
  }
}

function connect(server: FakeSocketServer, request: SocketConnect): Socket {
  const peer: FakePeer = {
    isOpen: true,
    send(text) {
      void Promise.resolve().then(() => {
        if (peer.isOpen) request.onMessage(text)
      })
    },
    drop(error = new SocketError({ failure: 'closed', detail: 'by the node' })) {
      if (!peer.isOpen) return
      peer.isOpen = false
      request.onClose(error)
    },
  }
  const take = server(peer)
  return {
    send(text) {
      void Promise.resolve().then(() => {
        if (peer.isOpen) take(text)
      })
    },
    close() {
      peer.isOpen = false
    },
  }
}
