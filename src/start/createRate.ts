/** Rates of one chain's ingest, over a sliding window. */
export interface Rate {
  /** Takes a sample; cheap enough to be called at every look. */
  sample(nowMs: number, eventCount: number, block: bigint | undefined): void
  eventsPerSecond(): number
  /** Seconds until `head` at the window's pace, undefined while it stands still. */
  etaSeconds(head: bigint | undefined): number | undefined
}

interface Sample {
  atMs: number
  eventCount: number
  block: bigint | undefined
}

/** Long enough to smooth range by range commits, short enough to show a stall. */
const windowMs = 5_000

/** Closer looks change nothing that a person could read. */
const sampleIntervalMs = 200

export function createRate(): Rate {
  const samples: Sample[] = []
  const ends = (): [Sample, Sample] | undefined => {
    const first = samples[0]
    const last = samples.at(-1)
    return first === undefined || last === undefined || last.atMs === first.atMs
      ? undefined
      : [first, last]
  }
  return {
    sample(nowMs, eventCount, block) {
      const last = samples.at(-1)
      if (last !== undefined && nowMs - last.atMs < sampleIntervalMs) return
      samples.push({ atMs: nowMs, eventCount, block })
      while (samples.length > 2 && nowMs - (samples[0]?.atMs ?? nowMs) > windowMs) samples.shift()
    },
    eventsPerSecond() {
      const window = ends()
      if (window === undefined) return 0
      const [first, last] = window
      return ((last.eventCount - first.eventCount) * 1000) / (last.atMs - first.atMs)
    },
    etaSeconds(head) {
      const window = ends()
      if (window === undefined || head === undefined) return undefined
      const [first, last] = window
      if (first.block === undefined || last.block === undefined) return undefined
      const moved = Number(last.block - first.block)
      const left = Number(head - last.block)
      if (left <= 0) return 0
      return moved <= 0 ? undefined : (left * (last.atMs - first.atMs)) / moved / 1000
    },
  }
}
