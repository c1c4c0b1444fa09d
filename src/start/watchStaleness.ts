import type { LiveChain } from '../api/views/cut/LiveChain.ts'
import type { Env } from '../env/Env.ts'

/**
 * How late a reader who waits may hear that a chain went stale; the limits themselves are ten seconds and more. It is no
 * multiple of a block time, so that looks do not fall together with blocks.
 */
const lookMs = 1_037

/**
 * Publishes when a chain goes stale or fresh: a chain that falls silent publishes nothing by itself, and who subscribed would
 * never hear of it. Runs until the signal aborts.
 */
export async function watchStaleness(parameters: {
  env: Pick<Env, 'sleep'>
  signal: AbortSignal
  report(): readonly Pick<LiveChain, 'chainId' | 'isStale'>[]
  publish(): void
}): Promise<void> {
  const { env, signal, report, publish } = parameters
  let known: string | undefined
  while (!signal.aborted) {
    const stale = report()
      .flatMap(({ chainId, isStale }) => (isStale ? [chainId] : []))
      .join()
    if (known !== undefined && stale !== known) publish()
    known = stale
    await env.sleep(lookMs, signal)
  }
}
