import type { Watched } from './Watch.ts'

/** What waits for one subscriber. */
export interface Inbox<value> extends AsyncIterableIterator<value> {
  /**
   * Replaces what waits under the same id, in its turn: a slow subscriber gets the newest state and no backlog, and nothing
   * where all is again as it was told. So cuts go forward by id, not between ids: one that moved to the end with every change
   * would wait for ever. `before`: the content that was put under the id last.
   */
  put(id: string, watched: Watched<value>, before: string | undefined): void
  /** Ends the iteration after what waits; with an error, the error comes last. */
  end(error?: unknown): void
}

/** A `next` that has not been answered. */
interface Pending<value> {
  resolve(result: IteratorResult<value>): void
  reject(error: unknown): void
}

/**
 * An async iterator that holds at most one waiting value per id. Unlike an async generator it can be returned while a
 * `next` is pending, so that a client who leaves is let go at once. `onEnd` runs once, however it ends.
 */
export function createInbox<value>(onEnd: () => void): Inbox<value> {
  /** `told`: content under the id that the subscriber has, undefined while it has none. */
  const waiting = new Map<string, { value: value; told: string | undefined }>()
  const pending: Pending<value>[] = []
  let isEnded = false
  let failure: { error: unknown } | undefined

  function settle(): void {
    while (pending.length > 0 && (waiting.size > 0 || isEnded)) {
      const reader = pending.shift()
      if (reader !== undefined) answer(reader)
    }
  }

  function answer(reader: Pending<value>): void {
    for (const [id, { value }] of waiting) {
      waiting.delete(id)
      reader.resolve({ done: false, value })
      return
    }
    if (failure === undefined) {
      reader.resolve({ done: true, value: undefined })
      return
    }
    reader.reject(failure.error)
    failure = undefined
  }

  function end(error?: unknown): void {
    if (isEnded) return
    isEnded = true
    if (error !== undefined) failure = { error }
    onEnd()
    settle()
  }

  return {
    put(id, { content, value }, before) {
      if (isEnded) return
      const told = waiting.has(id) ? waiting.get(id)?.told : before
      if (told === content) waiting.delete(id)
      else waiting.set(id, { value, told })
      settle()
    },
    end,
    next: () =>
      new Promise((resolve, reject) => {
        pending.push({ resolve, reject })
        settle()
      }),
    async return() {
      waiting.clear()
      end()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
