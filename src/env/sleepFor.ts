/** Node fires a longer timer at once. */
const timerMsMax = 2 ** 31 - 1

/**
 * Resolves after `ms`, or as soon as `signal` aborts. It leaves neither a timer nor a listener behind. 0 waits for what is
 * due already, such as requests that came in, and for no timer.
 */
export function sleepFor(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve()
      return
    }
    if (ms <= 0) {
      setImmediate(resolve)
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
