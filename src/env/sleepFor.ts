/** Node fires a longer timer at once. */
const timerMsMax = 2 ** 31 - 1

/** Those who gave way, first come first served. */
const due: (() => void)[] = []

function resumeOne(): void {
  const resume = due.shift()
  if (due.length > 0) setImmediate(resumeOne)
  resume?.()
}

/**
 * Resolves after `ms`, or as soon as `signal` aborts. It leaves neither a timer nor a listener behind. 0 waits for what is
 * due already, such as requests that came in; of several that give way, each turn of the event loop resumes one.
 */
export function sleepFor(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve()
      return
    }
    if (ms <= 0) {
      due.push(resolve)
      if (due.length === 1) setImmediate(resumeOne)
      return
    }
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, Math.min(ms, timerMsMax))
    signal?.addEventListener('abort', end, { once: true })
  })
}
