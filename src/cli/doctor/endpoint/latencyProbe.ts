import type { Probe } from '../Probe.ts'
import type { EndpointContext } from './EndpointContext.ts'

/** A request that takes longer makes a backfill of a million ranges last weeks. */
const slowMs = 1_000

export interface LatencyFacts {
  /** Ascending. */
  roundTripsMs: readonly number[]
}

/** How long the endpoint took for the questions of the other probes; it asks nothing. */
export const latencyProbe: Probe<EndpointContext, LatencyFacts> = {
  check: 'latency',
  async ask(asker) {
    return { roundTripsMs: asker.roundTripsMs().toSorted((a, b) => a - b) }
  },
  judge({ roundTripsMs }) {
    const median = roundTripsMs[Math.floor(roundTripsMs.length / 2)]
    if (median === undefined) return []
    const text = `Answers in ${Math.round(median)} ms (median of ${roundTripsMs.length}).`
    if (median <= slowMs) return [{ status: 'pass', text }]
    const cure = 'Take an endpoint that is nearer, or less busy.'
    return [{ status: 'warn', text, cure }]
  },
}
