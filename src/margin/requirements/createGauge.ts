import type { FollowRule, Measure } from '../../config/FollowConfig.ts'
import { BPS } from '../../utils/fixedPoint.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import { overHorizon } from './overHorizon.ts'
import { createReturnWindow } from './ReturnWindow.ts'
import { createVariance } from './Variance.ts'

/** What measures a market, return by return. */
export interface Gauge {
  /** 1e18. */
  add(simpleReturn: bigint): void
  /** The move over the horizon that a requirement must cover, 1e18, rounded up; undefined while there are too few returns. */
  read(): bigint | undefined
}

/** A gauge of the rule's kind, before its first return. */
export function createGauge({ measure, horizonBars }: FollowRule): Gauge {
  const gauge = createBarGauge(measure)
  return {
    add: gauge.add,
    read() {
      const move = gauge.read()
      return move === undefined ? undefined : overHorizon(move, horizonBars)
    },
  }
}

/** The same over a single bar. */
function createBarGauge(measure: Measure): Gauge {
  switch (measure.type) {
    case 'ewma':
      return createEwmaGauge(measure)
    case 'expectedShortfall':
      return createShortfallGauge(measure)
    case 'filteredHistorical':
      return createFilteredGauge(measure)
  }
}

function createEwmaGauge(measure: Extract<Measure, { type: 'ewma' }>): Gauge {
  const variance = createVariance(measure)
  return {
    add: (simpleReturn) => variance.add(simpleReturn),
    read: () => mulDiv(variance.deviation, measure.multipleBps, BPS, 'ceil'),
  }
}

function createShortfallGauge(measure: Extract<Measure, { type: 'expectedShortfall' }>): Gauge {
  const window = createReturnWindow(measure.bars)
  return {
    add: (simpleReturn) => window.add({ simpleReturn, deviation: 1n }),
    read() {
      const count = tailOf(window.size, measure.tailBps)
      return count === undefined ? undefined : window.worstMean(count, 1n)
    },
  }
}

/** Each return is held against what was expected of it before it came, and weighed by what is expected now. */
function createFilteredGauge(measure: Extract<Measure, { type: 'filteredHistorical' }>): Gauge {
  const variance = createVariance(measure)
  const window = createReturnWindow(measure.bars)
  return {
    add(simpleReturn) {
      window.add({ simpleReturn, deviation: variance.expected })
      variance.add(simpleReturn)
    },
    read() {
      const count = tailOf(window.size, measure.tailBps)
      return count === undefined ? undefined : window.worstMean(count, variance.deviation)
    },
  }
}

/** How many returns make the tail, rounded up; none while not even one whole return is so rare. */
function tailOf(size: number, tailBps: bigint): number | undefined {
  const share = BigInt(size) * tailBps
  return share < BPS ? undefined : Number(mulDiv(share, 1n, BPS, 'ceil'))
}
