import type { PlantedBug } from '../PlantedBug.ts'

/** Mistakes in pricing and judging an account. */
export const marginBugs: readonly PlantedBug[] = [
  {
    id: 'dead-price-valued',
    breaks: 'staleness',
    room: 'margin',
    harm: 'A price that nobody has updated for days still values accounts, which are called healthy.',
    edit: {
      file: 'src/margin/priceAt.ts',
      search: 'candidate.priceE18 > 0n && candidate.ageSeconds <= candidate.feed.deadAfterSeconds',
      replace: 'candidate.priceE18 > 0n && candidate.ageSeconds >= 0n',
    },
  },
  {
    id: 'late-price-fresh',
    breaks: 'staleness',
    room: 'margin',
    harm: 'A price past its heartbeat is served as fresh.',
    edit: {
      file: 'src/margin/priceAt.ts',
      search: "state: lateSeconds > 0n ? 'late' : 'fresh'",
      replace: "state: lateSeconds < 0n ? 'late' : 'fresh'",
    },
  },
  {
    id: 'negative-price-valued',
    breaks: 'staleness',
    room: 'margin',
    harm: 'A feed that answers zero or less makes collateral a debt instead of making the account unknown.',
    edit: {
      file: 'src/margin/priceAt.ts',
      search: 'candidate.priceE18 > 0n && candidate.ageSeconds <= candidate.feed.deadAfterSeconds',
      replace: 'candidate.ageSeconds <= candidate.feed.deadAfterSeconds',
    },
  },
  {
    id: 'in-flight-counts-at-once',
    breaks: 'bounds',
    room: 'margin',
    harm: 'Value that is still crossing a bridge backs new risk.',
    edit: {
      file: 'src/margin/lineWeights.ts',
      search: 'initial: zero,',
      replace: 'initial: fromBps(asset.initialBps),',
    },
  },
]
