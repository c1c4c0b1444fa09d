/** Node fires a longer timer at once. */
const timerMsMax = 2 ** 31 - 1

/** Resolves after `ms`, or as soon as `signal` aborts. It leaves neither a timer nor a listener behind. */
export function sleepFor(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve()
      return
    }
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, Math.min(Math.max(ms, 0), timerMsMax))
    signal?.addEventListener('abort', end, { once: true })
  })
}
