import type { Env } from '../env/Env.ts'

/** Lets the requests of readers pass between the steps of a backfill, which would else fill the process. */
export interface RightOfWay {
  /** Takes note of a request that waits until `isAnswered`; call what it returns when the request has ended. */
  enter(isAnswered: () => boolean): () => void
  /** Whether at least `crowdMin` requests came in within the last second. */
  isCrowded(): boolean
  /** Waits until nobody has asked for `quietTurns` turns of the event loop, `waitMsMax` at most. */
  giveWay(signal: AbortSignal): Promise<void>
}

/** However much is asked, a step of some milliseconds comes through this often: readers slow a backfill, and never stop it. */
const waitMsMax = 25

/** A turn accepts one connection, whose request is read in the next: one turn alone would let in one reader per step. */
const quietTurns = 4

/** From so many requests a second on, a backfill's steps are made small, which costs it a fifth of its speed. */
const crowdMin = 20

/** An answer takes several turns of the event loop, and each of them would else have to wait for a step. */
export function createRightOfWay(env: Pick<Env, 'sleep' | 'monotonic'>): RightOfWay {
  const requests = new Set<() => boolean>()
  /** When each of the last `crowdMin` requests came, oldest first (monotonic ms). */
  const cameMs: number[] = []
  const isAsked = (): boolean => {
    for (const isAnswered of requests) if (!isAnswered()) return true
    return false
  }
  return {
    enter(isAnswered) {
      // One function may come in twice; what is noted is this request.
      const request = () => isAnswered()
      requests.add(request)
      cameMs.push(env.monotonic())
      if (cameMs.length > crowdMin) cameMs.shift()
      return () => requests.delete(request)
    },
    isCrowded() {
      const [oldestMs] = cameMs
      return cameMs.length === crowdMin && env.monotonic() - (oldestMs ?? 0) < 1_000
    },
    async giveWay(signal) {
      const endsMs = env.monotonic() + waitMsMax
      for (let quiet = 0; quiet < quietTurns; quiet = isAsked() ? 0 : quiet + 1) {
        await env.sleep(0, signal)
        if (signal.aborted || env.monotonic() >= endsMs) return
      }
    },
  }
}
