/** How long an endpoint takes of late, from the requests that should be quick. */
export interface Latency {
  add(ms: number): void
  /** Typical time, ms; undefined before the first answer. */
  typicalMs(): number | undefined
  /** Time within which nearly every answer came, ms: about the 95th percentile. */
  usualMs(): number | undefined
}

/** Weights of a new sample, as TCP smooths its round-trip time (RFC 6298, section 2). */
const meanWeight = 1 / 8
const deviationWeight = 1 / 4

/** Three mean deviations above the mean are the 95th percentile of an exponential spread, and more of a narrower one. */
const deviations = 3

export function createLatency(): Latency {
  let mean: number | undefined
  let deviation = 0
  return {
    add(ms) {
      if (mean === undefined) {
        mean = ms
        deviation = ms / 2
        return
      }
      deviation += (Math.abs(ms - mean) - deviation) * deviationWeight
      mean += (ms - mean) * meanWeight
    },
    typicalMs: () => mean,
    usualMs: () => (mean === undefined ? undefined : mean + deviations * deviation),
  }
}
