import type { Env } from '../env/Env.ts'

/** Tells readers that there is something new: at once when idle, at most 20 times a second under load (DESIGN §4). */
export interface Publisher {
  publish(): void
  subscribe(listener: () => void): () => void
}

const intervalMs = 50

export function createPublisher(env: Env, signal: AbortSignal): Publisher {
  const listeners = new Set<() => void>()
  let lastMs = Number.NEGATIVE_INFINITY
  let isWaiting = false
  const call = (): void => {
    lastMs = env.monotonic()
    for (const listener of listeners) listener()
  }
  const callLater = async (waitMs: number): Promise<void> => {
    await env.sleep(waitMs, signal)
    isWaiting = false
    if (!signal.aborted) call()
  }
  return {
    publish() {
      if (isWaiting) return
      const waitMs = lastMs + intervalMs - env.monotonic()
      if (waitMs <= 0) return call()
      isWaiting = true
      // The wait ends by itself or by the signal, and neither rejects.
      void callLater(waitMs)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
