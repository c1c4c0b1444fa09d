import { E18 } from '../../utils/fixedPoint.ts'
import type { DefinedMarginSystem } from '../engine/defineMarginSystem.ts'
import { MarginInputError } from '../engine/MarginInputError.ts'
import { scanScenarios } from '../engine/scanScenarios.ts'
import { type ScanMove, scanSystem } from './scanSystem.ts'

/** One combined commodity: its price scan range as a fraction, and the extreme moves. All 1e18. */
export interface SpanGroup {
  underlying: string
  markets: readonly string[]
  scanRange: bigint
  /** How many ranges an extreme move is, and how much of its loss counts. */
  extreme: { multiple: bigint; cover: bigint }
}

/**
 * SPAN scans over linear instruments: sixteen scenarios of the price, in pairs because each is taken with volatility up
 * and down, which does not move what is linear. The requirement is the largest loss of the summed array.
 */
export function span(parameters: {
  groups: readonly SpanGroup[]
  cash?: string
  /** Initial over maintenance, 1e18; default 1. */
  initialFactor?: bigint
}): DefinedMarginSystem {
  const { groups, cash = 'cash', initialFactor = E18 } = parameters
  return scanSystem({
    name: 'SPAN',
    boundary: '<',
    cash,
    initialFactor,
    groups: groups.map(({ underlying, markets, ...range }) => ({
      underlying,
      markets,
      moves: spanMoves(range),
    })),
  })
}

/**
 * The scan risk of legs whose risk arrays are published: the greatest loss of the quantity-weighted sum and the number of
 * its scenario, counted from 1 as SPAN does; undefined when no scenario loses. Arrays hold profits of one long.
 */
export function spanScanRisk(legs: readonly { quantity: bigint; array: readonly bigint[] }[]): {
  scanRisk: bigint
  scenario: number | undefined
} {
  const [first] = legs
  const length = first?.array.length ?? 0
  if (legs.some(({ array }) => array.length !== length)) {
    throw new MarginInputError('The risk arrays of a portfolio must be of one length.')
  }
  const summed = Array.from({ length }, (_, index) =>
    legs.reduce((total, { quantity, array }) => total + quantity * (array[index] ?? 0n), 0n),
  )
  const { profit, scenario } = scanScenarios(summed)
  return { scanRisk: -profit, scenario: scenario === undefined ? undefined : scenario + 1 }
}

/** 0, ±1/3, ±2/3 and ±1 of the range, each twice, then the two extremes. */
function spanMoves({ scanRange, extreme }: Omit<SpanGroup, 'underlying' | 'markets'>): ScanMove[] {
  const thirds = [0n, 1n, -1n, 2n, -2n, 3n, -3n]
  const moves = thirds.flatMap((third) => {
    const move = { move: (scanRange * third) / 3n, weight: E18 }
    return [move, move]
  })
  const far = (scanRange * extreme.multiple) / E18
  return [...moves, { move: far, weight: extreme.cover }, { move: -far, weight: extreme.cover }]
}
