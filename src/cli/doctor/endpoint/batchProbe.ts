import type { Probe } from '../Probe.ts'
import type { EndpointContext } from './EndpointContext.ts'

/** Sizes that are tried; the pool sends at most the largest. */
const sizes = [50, 20, 5] as const

export interface BatchFacts {
  /** Largest size that was answered whole; 1 when no batch was. */
  accepted: number
}

/** How many calls one request may hold. */
export const batchProbe: Probe<EndpointContext, BatchFacts> = {
  check: 'batch',
  async ask(asker) {
    for (const size of sizes) {
      if (await asker.takesBatch(size)) return { accepted: size }
    }
    return { accepted: 1 }
  },
  judge({ accepted }) {
    const [largest] = sizes
    if (accepted === largest)
      return [{ status: 'pass', text: `Takes ${largest} calls in a request.` }]
    return [
      {
        status: 'warn',
        text:
          accepted === 1
            ? 'Takes no batch of calls.'
            : `Takes ${accepted} calls in a request, not ${largest}.`,
        cure: 'Prefer an endpoint with larger batches: every read costs more requests here.',
      },
    ]
  },
}
