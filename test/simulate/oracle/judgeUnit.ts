import type { FoundPrice } from './findPrice.ts'
import type { Unit } from './Line.ts'
import type { OracleRisk } from './OracleRisk.ts'
import { whole } from './rounding.ts'
import { type Figures, isFree, pricedBy, type Weighed } from './weighUnit.ts'

export type OracleStatus =
  | 'NO_RISK'
  | 'HEALTHY'
  | 'WARNING'
  | 'REDUCE_ONLY'
  | 'LIQUIDATABLE'
  | 'LIQUIDATING'
  | 'INSOLVENT'
  | 'UNKNOWN'

/**
 * Status of a unit, asked in the order of DESIGN 5: what cannot be priced is UNKNOWN, what owes nothing has NO_RISK. What is
 * taken off for transfers alone never makes a unit LIQUIDATABLE: it may reduce, and no more.
 */
export function judgeUnit(
  unit: Unit,
  weighed: Weighed,
  prices: ReadonlyMap<string, FoundPrice>,
  risk: OracleRisk,
): OracleStatus {
  const isPriced = unit.lines.every((line) => {
    const price = prices.get(pricedBy(line, risk))
    return isFree(line) || (price !== undefined && 'price' in price)
  })
  if (!isPriced) return 'UNKNOWN'
  const owes = unit.lines.some(({ kind }) => kind === 'debt' || kind === 'position')
  if (!owes) return 'NO_RISK'
  if (unit.isLiquidating) return 'LIQUIDATING'
  const failing = fails(weighed, risk)
  if (failing !== undefined) return fails(weighed.gross, risk) ?? 'REDUCE_ONLY'
  if (weighed.initial < 0n) return 'REDUCE_ONLY'
  const isNear = weighed.equity * whole < weighed.initialRequirement * risk.warningBps
  return isNear ? 'WARNING' : 'HEALTHY'
}

function fails({ equity, maintenance }: Figures, { boundary }: OracleRisk) {
  if (equity < 0n) return 'INSOLVENT'
  const isBeyond = boundary === '<' ? maintenance < 0n : maintenance <= 0n
  return isBeyond ? 'LIQUIDATABLE' : undefined
}

const order: readonly OracleStatus[] = [
  'NO_RISK',
  'HEALTHY',
  'WARNING',
  'REDUCE_ONLY',
  'UNKNOWN',
  'LIQUIDATABLE',
  'LIQUIDATING',
  'INSOLVENT',
]

/** The worst of some units' statuses: not knowing is worse than all that is harmless, and hides no certain trouble. */
export function worstOf(statuses: readonly OracleStatus[]): OracleStatus {
  return order.findLast((status) => statuses.includes(status)) ?? 'NO_RISK'
}
