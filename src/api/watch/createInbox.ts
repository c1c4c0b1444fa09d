/** What waits for one subscriber. */
export interface Inbox<value> extends AsyncIterableIterator<value> {
  /** Replaces what waits under the same id: a slow subscriber gets the newest state and no backlog. */
  put(id: string, value: value): void
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
  const waiting = new Map<string, value>()
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
    for (const [id, value] of waiting) {
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
    put(id, value) {
      if (isEnded) return
      waiting.set(id, value)
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
