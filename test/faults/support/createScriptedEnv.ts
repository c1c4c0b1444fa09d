import type { Env, HttpAnswer, HttpPost } from '../../../src/env/Env.ts'
import { HttpError } from '../../../src/env/HttpError.ts'
import { postOverHttp } from '../../../src/env/postOverHttp.ts'
import type { Store } from '../../../src/store/Store.ts'
import { openSqliteStore } from '../../../src/store/sqlite/openSqliteStore.ts'
import { connectScripted } from './connectScripted.ts'
import type { Random } from './createRandom.ts'
import type { ScriptedNode } from './createScriptedNode.ts'
import type { VirtualClock } from './createVirtualClock.ts'

/** The disk below the stores of a world. */
export interface ScriptedDisk {
  freeBytes: number
  /** Bytes of a write-ahead log from which the store cuts it back. */
  logBytesMax: number
}

/** The program's outside: virtual time, seeded randomness, scripted nodes, a real store. */
export function createScriptedEnv(parameters: {
  clock: VirtualClock
  random: Random
  nodes: ReadonlyMap<string, ScriptedNode>
  printed: string[]
  disk: ScriptedDisk
  /** Called around every write of the store. */
  onWrite: (moment: 'before' | 'after', name: string) => Promise<void>
}): Env {
  const { clock, random, nodes, printed } = parameters
  return {
    now: clock.now,
    monotonic: clock.monotonic,
    sleep: clock.sleep,
    random,
    post: (request) => post(parameters, request),
    connect: (request) => connectScripted(parameters, request),
    openStore: async (path, notice) => {
      const store = await openSqliteStore({
        path,
        pid: process.pid,
        nowMs: clock.now(),
        monotonic: clock.monotonic,
        logBytesMax: parameters.disk.logBytesMax,
        ...(notice === undefined ? {} : { notice }),
      })
      return holdStore(store, parameters)
    },
    freeBytes: async () => parameters.disk.freeBytes,
    print: (line) => {
      printed.push(line)
    },
    exit: () => {
      throw new Error(`${nodes.size} scripted nodes never end the process`)
    },
  }
}

async function post(
  { clock, random, nodes }: Parameters<typeof createScriptedEnv>[0],
  request: HttpPost,
): Promise<HttpAnswer> {
  const { url, body, timeoutMs, bodyBytesMax, signal } = request
  const node = nodes.get(url)
  // A server of the test itself: real work, for which virtual time stands still.
  if (node === undefined) return clock.hold(postOverHttp(request))
  const startMs = clock.monotonic()
  await clock.sleep(node.latencyMs * (0.5 + random()), signal)
  assertGoing(signal)
  const outcome = node.answer(body)
  const delayMs = outcome.type === 'hang' ? timeoutMs : (outcome.delayMs ?? 0)
  const leftMs = startMs + timeoutMs - clock.monotonic()
  await clock.sleep(Math.min(delayMs, leftMs), signal)
  assertGoing(signal)
  if (outcome.type === 'hang' || delayMs >= leftMs)
    throw new HttpError({ failure: 'timeout', detail: `none within ${timeoutMs} ms` })
  if (outcome.type === 'fail')
    throw new HttpError({ failure: outcome.failure, detail: 'the script says so' })
  if (Buffer.byteLength(outcome.answer.body) > bodyBytesMax)
    throw new HttpError({ failure: 'tooLarge', detail: `its body is over ${bodyBytesMax} bytes` })
  return outcome.answer
}

function assertGoing(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true)
    throw new HttpError({ failure: 'aborted', detail: 'the request was stopped' })
}

const writes: readonly (string | symbol)[] = ['commit', 'retract', 'refold', 'recordIncident']

/** Work of the store is real, on this thread or another: virtual time stands still until it is done. */
function holdStore(
  store: Store,
  { clock, onWrite }: Parameters<typeof createScriptedEnv>[0],
): Store {
  const snapshot = createSnapshotting(store, clock)
  return new Proxy(store, {
    get(target, name, receiver) {
      if (name === 'snapshot') return snapshot
      const member: unknown = Reflect.get(target, name, receiver)
      if (typeof member !== 'function') return member
      const call = (given: unknown[]): unknown => Reflect.apply(member, target, given)
      if (!writes.includes(name))
        return (...given: unknown[]) => {
          const result = call(given)
          return result instanceof Promise ? clock.hold(result) : result
        }
      const write = async (given: unknown[]): Promise<unknown> => {
        await onWrite('before', String(name))
        const result = await call(given)
        await onWrite('after', String(name))
        return result
      }
      return (...given: unknown[]) => clock.hold(write(given))
    },
  })
}

/**
 * A snapshot may have to wait until those that are out come back, while the log is cut back. Whoever has them needs time
 * for that, so that it goes on meanwhile; once they are back, what is left to wait for is real work.
 */
function createSnapshotting(store: Store, clock: VirtualClock): Store['snapshot'] {
  let out = 0
  const waiting = new Set<Promise<unknown>>()
  const comeBack = (): void => {
    out -= 1
    if (out > 0) return
    // Its failure is that of whoever asked.
    for (const asked of waiting) clock.hold(asked).catch(() => {})
  }
  return async () => {
    const asked = store.snapshot()
    waiting.add(asked)
    try {
      const snapshot = await (out === 0 ? clock.hold(asked) : asked)
      out += 1
      const { release } = snapshot
      let isBack = false
      return Object.assign(snapshot, {
        release() {
          release.call(snapshot)
          if (!isBack) comeBack()
          isBack = true
        },
      })
    } finally {
      waiting.delete(asked)
    }
  }
}
