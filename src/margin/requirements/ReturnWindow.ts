import { mulDiv } from '../engine/mulDiv.ts'

/** A return and the deviation that was expected of it, both 1e18; the same for all where none is. */
export interface ScaledReturn {
  simpleReturn: bigint
  deviation: bigint
}

interface Entry extends ScaledReturn {
  /** How many came before: decides between equals, and says which is oldest. */
  rank: number
}

/** The newest returns of a feed, in the order of their size. */
export interface ReturnWindow {
  readonly size: number
  add(entry: ScaledReturn): void
  /**
   * Mean of the `count` worst losses, of a long or of a short, whichever is more, as if the deviation had been
   * `deviation` all along: r × deviation now / deviation then. 1e18, each loss and the mean rounded up; a gain is a loss of 0.
   */
  worstMean(count: number, deviation: bigint): bigint
}

/**
 * A window over the last `sizeMax` returns. It is kept sorted by return over deviation, compared exactly, so that a bar
 * costs a search and not a sort.
 */
export function createReturnWindow(sizeMax: number): ReturnWindow {
  const byAge: Entry[] = []
  const bySize: Entry[] = []
  let rank = 0
  return {
    get size() {
      return byAge.length
    },
    add(entry) {
      const added = { ...entry, rank }
      rank += 1
      byAge.push(added)
      bySize.splice(placeOf(bySize, added), 0, added)
      if (byAge.length <= sizeMax) return
      const oldest = byAge.shift()
      if (oldest !== undefined) bySize.splice(placeOf(bySize, oldest), 1)
    },
    worstMean(count, deviation) {
      const ofLong = meanLoss(bySize.slice(0, count), -1n, deviation)
      const ofShort = meanLoss(bySize.slice(-count), 1n, deviation)
      return ofLong > ofShort ? ofLong : ofShort
    },
  }
}

/** Where an entry stands, or would. */
function placeOf(bySize: readonly Entry[], entry: Entry): number {
  let low = 0
  let high = bySize.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = bySize[middle]
    if (other !== undefined && isBefore(other, entry)) low = middle + 1
    else high = middle
  }
  return low
}

/** By return over deviation, multiplied out; of equals the older first. */
function isBefore(a: Entry, b: Entry): boolean {
  const left = a.simpleReturn * b.deviation
  const right = b.simpleReturn * a.deviation
  return left === right ? a.rank < b.rank : left < right
}

function meanLoss(entries: readonly Entry[], sign: bigint, now: bigint): bigint {
  if (entries.length === 0) return 0n
  const total = entries.reduce((sum, { simpleReturn, deviation }) => {
    const loss = simpleReturn * sign
    return loss > 0n ? sum + mulDiv(loss, now, deviation, 'ceil') : sum
  }, 0n)
  return mulDiv(total, 1n, BigInt(entries.length), 'ceil')
}
