import type { DefinedMarginSystem } from './defineMarginSystem.ts'
import type { Part, Unknown } from './Margin.ts'
import { MarginInputError } from './MarginInputError.ts'
import type { Balance, MarginUnit, MarginView, Position } from './MarginUnit.ts'
import { noSums, sumParts } from './sumParts.ts'

export interface LineParts {
  parts: readonly Part[]
  /** Lines that could not be valued. */
  unknowns: readonly Unknown[]
  /** Lines that could not be valued and that the protocol would not have read. */
  unread: readonly Unknown[]
}

/** The parts of a unit's lines. Empty lines have none, so that nothing is asked about what is not held. */
export function lineParts(
  system: DefinedMarginSystem,
  unit: MarginUnit,
  view: MarginView,
): LineParts {
  const { assets, markets } = system.evaluators
  const into: Collector = { parts: [], unknowns: [], unread: [] }
  for (const balance of inReadingOrder(system, unit.balances)) {
    if (balance.quantity === 0n) continue
    try {
      into.parts.push(known(assets, balance.asset)(balance, view))
    } catch (error) {
      const isSkippable = system.stopsWhenCovered === true && balance.quantity > 0n
      const unknown = toUnknown(balance.asset, error)
      if (isSkippable && isCovered(into)) into.unread.push(unknown)
      else into.unknowns.push(unknown)
    }
  }
  for (const position of unit.positions) {
    if (!isOpen(position)) continue
    try {
      into.parts.push(known(markets, position.market)(position, view))
    } catch (error) {
      const unknown = toUnknown(position.market, error)
      if (owesOutright(system, position)) into.parts.push(closedPart(position))
      else into.unknowns.push(unknown)
    }
  }
  return into
}

/** A closed position may still owe what was realized. */
export function isOpen(position: Position): boolean {
  if (position.size !== 0n) return true
  const { entry, owed = 0n, due = 0n, openBids = 0n, openAsks = 0n } = position
  if (owed !== 0n || due !== 0n) return true
  if (openBids !== 0n || openAsks !== 0n) return true
  switch (entry.type) {
    case 'value':
      return entry.value !== 0n
    case 'profit':
      return entry.profit !== 0n
    case 'price':
      return false
  }
}

/** What was realized of a closed position is the same at any price and in any market, unless its asset is priced too. */
function owesOutright(system: DefinedMarginSystem, position: Position): boolean {
  const { size, openBids = 0n, openAsks = 0n } = position
  const isClosed = size === 0n && openBids === 0n && openAsks === 0n
  return isClosed && system.markets.get(position.market)?.quote === undefined
}

function closedPart(position: Position): Part {
  const { market, entry, owed = 0n, due = 0n } = position
  const profit = realized(entry) + due - owed
  const side = { ...noSums, available: profit }
  return {
    kind: 'position',
    subject: market,
    line: position,
    equity: profit,
    value: 0n,
    initial: side,
    maintenance: side,
  }
}

function realized(entry: Position['entry']): bigint {
  switch (entry.type) {
    case 'value':
      return -entry.value
    case 'profit':
      return entry.profit
    case 'price':
      return 0n
  }
}

interface Collector {
  parts: Part[]
  unknowns: Unknown[]
  unread: Unknown[]
}

function known<evaluator>(evaluators: ReadonlyMap<string, evaluator>, subject: string): evaluator {
  const evaluate = evaluators.get(subject)
  if (evaluate === undefined) throw new MarginInputError(`${subject} is not known here.`)
  return evaluate
}

/** What the engine cannot apply its rules to is an answer, UNKNOWN with its reason; any other error is a bug. */
export function toUnknown(subject: string, error: unknown): Unknown {
  if (!(error instanceof MarginInputError)) throw error
  return { subject, text: error.shortMessage }
}

/** Whether what was read so far covers the debt; never when a debt itself could not be valued. */
function isCovered({ parts, unknowns }: Collector): boolean {
  if (unknowns.length > 0) return false
  const { initial, maintenance } = sumParts(parts)
  const [slackInitial, slackMaintenance] = [initial, maintenance].map(
    (side) => side.available - side.owed - side.requirement,
  )
  return (slackInitial ?? 0n) >= 0n && (slackMaintenance ?? 0n) >= 0n
}

/** The debt first, then the collateral as the system lists it, where the protocol stops reading once it is covered. */
function inReadingOrder(
  system: DefinedMarginSystem,
  balances: readonly Balance[],
): readonly Balance[] {
  if (system.stopsWhenCovered !== true) return balances
  const listed = [...system.assets.keys()]
  const rank = (balance: Balance) => (balance.quantity < 0n ? -1 : listed.indexOf(balance.asset))
  return [...balances].sort((a, b) => rank(a) - rank(b))
}
