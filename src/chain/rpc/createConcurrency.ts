import type { Env } from '../../env/Env.ts'

/** Requests that an endpoint is given at once: one more per round that went well, half when it was too much. */
export interface Concurrency {
  /** Whole number from 1 to the configured limit. */
  limit(): number
  noteSuccess(): void
  /** The endpoint refused for its rate, or let a deadline pass. */
  noteOverload(): void
}

/** Requests in flight at an overload fail together; they are one lesson. */
const lessonMs = 1_000

/** Starts at `limitMax`, which the operator's word is. */
export function createConcurrency(env: Env, limitMax: number): Concurrency {
  let limit = limitMax
  let cutMs = Number.NEGATIVE_INFINITY
  return {
    limit: () => Math.floor(limit),
    noteSuccess() {
      if (limit < limitMax) limit = Math.min(limit + 1 / limit, limitMax)
    },
    noteOverload() {
      const nowMs = env.monotonic()
      if (nowMs - cutMs < lessonMs) return
      cutMs = nowMs
      limit = Math.max(Math.floor(limit) / 2, 1)
    },
  }
}
