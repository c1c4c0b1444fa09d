import type { DefinedMarginSystem } from './defineMarginSystem.ts'
import type { Part, Unknown } from './Margin.ts'
import { MarginInputError } from './MarginInputError.ts'
import type { Balance, MarginUnit, MarginView, Position } from './MarginUnit.ts'
import { sumParts } from './sumParts.ts'

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
      into.unknowns.push(toUnknown(position.market, error))
    }
  }
  return into
}

/** A closed position may still owe what was realized. */
export function isOpen(position: Position): boolean {
  const { size, entry, owed = 0n, due = 0n, openBids = 0n, openAsks = 0n } = position
  if (size !== 0n || owed !== 0n || due !== 0n) return true
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
