import type { Views } from '../../api/views/Views.ts'
import type { Env } from '../../env/Env.ts'
import type { Log } from '../../utils/Log.ts'
import type { Screen } from './createScreen.ts'
import { type ChainProgress, formatProgress } from './formatProgress.ts'

/** Fast enough to look alive, slow enough to cost nothing. */
const redrawMs = 500
/** Lines that scroll by: a few seconds apart while there is something to wait for, rare once everything is live. */
const backfillLineMs = 5_000
const liveLineMs = 60_000

/** How progress is shown: a redrawn block, lines that scroll by, or fields of a machine's log. */
export type ProgressStyle = 'block' | 'lines' | 'json'

/** Shows one progress line per chain until `signal` aborts. */
export async function watchProgress(parameters: {
  views: Views
  env: Env
  log: Log
  screen: Screen
  style: ProgressStyle
  signal: AbortSignal
}): Promise<void> {
  const { views, env, log, screen, style, signal } = parameters
  while (!signal.aborted) {
    const chains = views.status()
    if (style === 'block') screen.draw(formatProgress(chains))
    else if (style === 'lines') for (const line of formatProgress(chains)) screen.line(line)
    else for (const chain of chains) log.info(toFields(chain), 'Progress.')
    await env.sleep(style === 'block' ? redrawMs : lineMs(chains), signal)
  }
}

function lineMs(chains: readonly ChainProgress[]): number {
  return chains.every((chain) => chain.phase === 'live') ? liveLineMs : backfillLineMs
}

function toFields(chain: ChainProgress) {
  const { name, phase, head, followed, finalized, lagBlocks, lagSeconds, problem } = chain
  const { eventsPerSecond, etaSeconds } = chain
  return {
    chain: name,
    phase,
    head,
    indexed: followed,
    finalized,
    lagBlocks,
    lagSeconds,
    eventsPerSecond: Math.round(eventsPerSecond),
    etaSeconds: etaSeconds === undefined ? undefined : Math.round(etaSeconds),
    problem,
  }
}
