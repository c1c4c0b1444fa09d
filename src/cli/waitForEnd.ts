import type { Env } from '../env/Env.ts'
import { exitCodes } from './exitCodes.ts'

/** Time to finish a commit, answer open requests and close the database; Docker kills after the compose file's 30 s. */
const stopGraceMs = 20_000

/**
 * Waits until `done` settles. After the signal it waits a bounded time only. Returns the exit code: 0 when everything
 * closed after the signal, 1 when it ended without one or could not close in time. Rejects as `done` rejects.
 */
export async function waitForEnd(parameters: {
  done: Promise<void>
  env: Env
  signal: AbortSignal
}): Promise<number> {
  const { done, env, signal } = parameters
  const settled = new AbortController()
  try {
    return await Promise.race([
      done.then(() => (signal.aborted ? exitCodes.ok : exitCodes.failure)),
      aborted(signal)
        .then(() => env.sleep(stopGraceMs, settled.signal))
        .then(() => exitCodes.failure),
    ])
  } finally {
    settled.abort()
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
