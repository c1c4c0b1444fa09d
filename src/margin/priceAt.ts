import type { FeedReading, LiveReading } from './FeedReading.ts'
import type { Price } from './MarginInput.ts'

/**
 * The one price of an asset at a cut, of what its feeds say in the order of the config: the primary (first) feed unless it
 * gives none, else the newest of the others, ties by the lower chain id (DESIGN §5). A feed of a chain whose sequencer is
 * down, or has just come back, is taken only where no other gives a price.
 */
export function choosePrice(readings: readonly FeedReading[]): Price {
  const live = readings.filter(isLive)
  const steady = live.filter(({ isShaken }) => !isShaken)
  const candidates = steady.length === 0 ? live : steady
  const primary = candidates.find(({ feed }) => feed.id === readings[0]?.feed.id)
  const chosen = primary ?? newest(candidates)
  if (chosen !== undefined) return toLivePrice(chosen)

  const last = newest(readings.filter(hasSpoken))
  if (last === undefined) {
    return {
      state: 'missing',
      source: undefined,
      lastPriceE18: undefined,
      updatedAt: undefined,
    }
  }
  return {
    state: 'dead',
    source: last.feed.id,
    lastPriceE18: 'priceE18' in last ? last.priceE18 : undefined,
    updatedAt: last.updatedAt,
  }
}

/** Whether the feed gives a price that may value something. */
export function isLive(reading: FeedReading): reading is LiveReading {
  return reading.state === 'fresh' || reading.state === 'late'
}

type SpokenReading = Exclude<FeedReading, { state: 'silent' }>

function hasSpoken(reading: FeedReading): reading is SpokenReading {
  return reading.state !== 'silent'
}

function newest<reading extends SpokenReading>(readings: readonly reading[]): reading | undefined {
  const [first, ...rest] = readings
  if (first === undefined) return undefined
  return rest.reduce((best, next) => (isBefore(next, best) ? next : best), first)
}

function isBefore(a: SpokenReading, b: SpokenReading): boolean {
  if (a.observedAt !== b.observedAt) return a.observedAt > b.observedAt
  return a.feed.chainId < b.feed.chainId
}

function toLivePrice(reading: LiveReading): Price {
  const { feed, state, priceE18, lowE18, highE18, updatedAt, ageSeconds, isShaken } = reading
  const price = { state, priceE18, lowE18, highE18, updatedAt, ageSeconds, source: feed.id }
  return isShaken ? { ...price, isShaken } : price
}
