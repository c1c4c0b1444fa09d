import { type FoundPrice, portion, valueAt } from './findPrice.ts'
import type { Line, Unit } from './Line.ts'
import type { OracleRisk } from './OracleRisk.ts'
import { down, one, up, whole } from './rounding.ts'

/** 1e18 USD. */
export interface Figures {
  equity: bigint
  initial: bigint
  maintenance: bigint
}

/** As served, the least that it may turn out to be, or the most. */
export type End = 'best' | 'low' | 'high'

/** A unit's figures at one end, with what its positions require. */
export interface Weighed extends Figures {
  /** The same without what is taken off for transfers. */
  gross: Figures
  initialRequirement: bigint
  maintenanceRequirement: bigint
}

/**
 * Equity and both slacks of a unit (DESIGN 5), every line by itself: assets and profit rounded down, what is owed or required
 * up. `low` and `high` take, for each figure, the price of the band at which all lines of one asset together give the least
 * or the most. A line without a live price has no part in it.
 */
export function weighUnit(
  { unit, lines }: Unit,
  prices: ReadonlyMap<string, FoundPrice>,
  risk: OracleRisk,
  end: End,
): Weighed {
  const counted = lines.filter((line) => counts(line, end))
  const assets = [...new Set(counted.map((line) => pricedBy(line, risk)))]
  const groups = assets.map((asset) => ({
    lines: counted.filter((line) => pricedBy(line, risk) === asset),
    candidates: candidatesOf(prices.get(asset), end),
  }))
  const pick = (figure: keyof Figures, isWanted: (line: Line) => boolean): Parts =>
    addParts(
      groups.map((group) => {
        const at = (price: bigint, own: readonly Line[]): Parts =>
          addParts(own.map((line) => weighLine(line, unit, price, risk, end)[figure]))
        const free = group.lines.filter(isFree)
        if (group.candidates.length === 0) return at(0n, free.filter(isWanted))
        const tried = group.candidates.map((price) => ({
          all: at(price, group.lines),
          wanted: at(price, group.lines.filter(isWanted)),
        }))
        const sums = tried.map(({ all }) => all.value)
        const wanted = end === 'low' ? leastOf(sums) : end === 'high' ? mostOf(sums) : sums[0]
        return tried.find(({ all }) => all.value === wanted)?.wanted ?? nothing
      }),
    )
  const all = (): boolean => true
  const initial = pick('initial', all)
  const maintenance = pick('maintenance', all)
  const isGross = ({ kind }: Line): boolean => kind !== 'lagOffset' && kind !== 'unbacked'
  return {
    equity: pick('equity', all).value,
    initial: initial.value,
    maintenance: maintenance.value,
    gross: {
      equity: pick('equity', isGross).value,
      initial: pick('initial', isGross).value,
      maintenance: pick('maintenance', isGross).value,
    },
    initialRequirement: initial.requirement,
    maintenanceRequirement: maintenance.requirement,
  }
}

/** What a line adds to a figure, and what of it is a requirement that was taken off. */
interface Parts {
  value: bigint
  requirement: bigint
}

const nothing: Parts = { value: 0n, requirement: 0n }

function addParts(parts: readonly Parts[]): Parts {
  return parts.reduce(
    (sum, each) => ({
      value: sum.value + each.value,
      requirement: sum.requirement + each.requirement,
    }),
    nothing,
  )
}

/** Nobody knows whose value a lagging origin shows: what is taken off for it is a guess that never lowers `high`. */
function counts(line: Line, end: End): boolean {
  if (line.kind !== 'lagOffset') return true
  return end === 'low' || (end === 'best' && !line.isSuspense)
}

/** The asset whose price decides a line; empty for a position in a market without risk parameters. */
export function pricedBy(line: Line, risk: OracleRisk): string {
  return line.kind === 'position' ? (risk.markets[line.market]?.asset ?? '') : line.asset
}

/** Whether a line is worth the same at any price. */
export function isFree(line: Line): boolean {
  return line.kind === 'position' ? line.size === 0n : line.amount === 0n
}

function candidatesOf(price: FoundPrice | undefined, end: End): readonly bigint[] {
  if (price === undefined || !('price' in price)) return []
  return end === 'best' ? [price.price] : [price.price, price.low, price.high]
}

function weighLine(
  line: Line,
  unit: string,
  price: bigint,
  risk: OracleRisk,
  end: End,
): Record<keyof Figures, Parts> {
  if (line.kind === 'position') return weighPosition(line, price, risk)
  const weights = unit === 'unassigned' ? undefined : risk.weights[line.asset]
  const { initialBps, maintenanceBps } = weights ?? { initialBps: 0n, maintenanceBps: 0n }
  const larger = initialBps > maintenanceBps ? initialBps : maintenanceBps
  const value = valueAt(adds(line) ? line.amount : -line.amount, line.decimals, price)
  const plain = (amount: bigint): Parts => ({ value: amount, requirement: 0n })
  const at = (bps: bigint): Parts => plain(portion(value, bps, whole))
  const arrived = { equity: plain(value), initial: at(initialBps), maintenance: at(maintenanceBps) }
  if (line.kind === 'holding') return arrived
  if (line.kind === 'debt')
    return { equity: plain(value), initial: plain(value), maintenance: plain(value) }
  if (line.kind !== 'inFlight')
    return { equity: plain(value), initial: at(larger), maintenance: at(larger) }
  if (end === 'high') return arrived
  const { retained, of } = line
  return {
    equity: plain(end === 'low' ? portion(value, retained, of) : value),
    initial: nothing,
    maintenance: plain(portion(value, maintenanceBps * retained, whole * of)),
  }
}

function adds({ kind }: Line): boolean {
  return kind === 'holding' || kind === 'inFlight'
}

/** Profit is size × price − entry value; a share of the position's value is required. */
function weighPosition(
  { market, size, entry }: Extract<Line, { kind: 'position' }>,
  price: bigint,
  { markets }: OracleRisk,
): Record<keyof Figures, Parts> {
  const { initialBps, maintenanceBps } = markets[market] ?? { initialBps: 0n, maintenanceBps: 0n }
  const profit = down(size * price, one) - entry
  const value = up((size < 0n ? -size : size) * price, one)
  const less = (requirement: bigint): Parts => ({ value: profit - requirement, requirement })
  return {
    equity: { value: profit, requirement: 0n },
    initial: less(up(value * initialBps, whole)),
    maintenance: less(up(value * maintenanceBps, whole)),
  }
}

export function leastOf(amounts: readonly bigint[]): bigint | undefined {
  return amounts.reduce<bigint | undefined>(
    (least, each) => (least === undefined || each < least ? each : least),
    undefined,
  )
}

export function mostOf(amounts: readonly bigint[]): bigint | undefined {
  return amounts.reduce<bigint | undefined>(
    (most, each) => (most === undefined || each > most ? each : most),
    undefined,
  )
}
