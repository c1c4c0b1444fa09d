import { absBigInt, E18 } from '../../utils/fixedPoint.ts'
import { argument, type Curve, constant, product, reciprocal } from '../engine/Curve.ts'
import type { DefinedMarginSystem } from '../engine/defineMarginSystem.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import { type ScanMove, scanSystem } from './scanSystem.ts'

/** Four steps to each side of the present price: nine buckets. */
const STEPS = 4n

/** Days that the volatility range is quoted for. */
const RANGE_DAYS = 30n

/** One underlying: the range of moves, 1e18, the extended moves with their dampener, and what futures always require. */
export interface DeribitPmGroup {
  underlying: string
  markets: readonly string[]
  range: bigint
  extendedMoves?: readonly { move: bigint; dampener: bigint }[] | undefined
  futureContingency?: bigint | undefined
}

/**
 * Deribit portfolio margin over linear instruments: the largest loss over nine price buckets in ±range and the extended
 * moves, plus contingencies. Volatility does not move what is linear. Liquidated when the margin is above equity. How
 * the initial margin follows is not published for all accounts, so its factor is the caller's.
 */
export function deribitPm(parameters: {
  groups: readonly DeribitPmGroup[]
  cash?: string
  /** 1e18; default 1. */
  initialFactor?: bigint
}): DefinedMarginSystem {
  const { groups, cash = 'cash', initialFactor = E18 } = parameters
  return scanSystem({
    name: 'Deribit PM',
    boundary: '<',
    cash,
    initialFactor,
    groups: groups.map(({ underlying, markets, futureContingency, ...moves }) => ({
      underlying,
      markets,
      moves: deribitMoves(moves),
      contingency: futureContingency,
    })),
  })
}

/** The volatility shock over `days` to expiry, 1e18: (30 / days) ^ power × range. The power is a fraction. */
export function deribitVolatilityShock(shock: {
  range: bigint
  power: { exponent: bigint; root: bigint }
}): Curve {
  const ratio = reciprocal(constant(RANGE_DAYS * E18), argument('days'), E18, 'floor')
  const growth: Curve = { type: 'power', of: ratio, ...shock.power, one: E18, rounding: 'ceil' }
  return product(growth, constant(shock.range), E18, 'ceil')
}

/** What options require for each strike at which more are short than long. Amounts are signed and 1e18. */
export function deribitShortContingency(
  strikes: readonly { calls: bigint; puts: bigint }[],
  perOption: bigint,
): bigint {
  return strikes.reduce((total, { calls, puts }) => {
    const net = calls + puts
    return net < 0n ? total + mulDiv(absBigInt(net), perOption, E18, 'ceil') : total
  }, 0n)
}

function deribitMoves(group: Pick<DeribitPmGroup, 'range' | 'extendedMoves'>): readonly ScanMove[] {
  const { range, extendedMoves = [] } = group
  const buckets: ScanMove[] = []
  for (let step = -STEPS; step <= STEPS; step += 1n) {
    buckets.push({ move: mulDiv(range, step, STEPS, 'floor'), weight: E18 })
  }
  return [...buckets, ...extendedMoves.map(({ move, dampener }) => ({ move, weight: dampener }))]
}
