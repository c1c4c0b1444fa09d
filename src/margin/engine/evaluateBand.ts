import { assert } from '../../errors/assert.ts'
import type { DefinedMarginSystem } from './defineMarginSystem.ts'
import { type Judgement, judgeParts } from './judgeParts.ts'
import { type LineParts, lineParts } from './lineParts.ts'
import type { Margin, Part } from './Margin.ts'
import { MarginInputError } from './MarginInputError.ts'
import type { MarginUnit, MarginView } from './MarginUnit.ts'
import { pricedBy } from './pricedBy.ts'
import { slackOf } from './sumParts.ts'

/** The end of the bounds that is looked for: the least that a figure may be, or the most. */
type BandEnd = 'low' | 'high'

/**
 * The margin of a unit at the worse or better ends of its prices' bands. `views` are the cut at its own prices, then at
 * the lower and the upper ends. All lines that one price values take it from one view, each of the three figures on its
 * own from the one in which they add up to the least or the most: a sum of lines is linear in its price, so the extreme is
 * at an end, and the first view is tried because rounding may put it a unit beyond both.
 *
 * Account-wide parts that are monotone are taken on their own from the view in which they are the worst or the best, which
 * bounds them whatever the lines do. Throws `MarginInputError` for a system whose account-wide rules tie prices together.
 */
export function evaluateBand(
  system: DefinedMarginSystem,
  unit: MarginUnit,
  views: readonly [MarginView, ...MarginView[]],
  end: BandEnd,
): Judgement & Pick<Margin, 'parts' | 'unknowns'> {
  const isTied = system.accountParts !== undefined && system.hasMonotoneParts !== true
  if (isTied || system.prepare !== undefined) {
    throw new MarginInputError(`${system.name} has rules over all lines: no band moves one alone.`)
  }
  const [view] = views
  const runs = views.map((each) => lineParts(system, unit, each))
  const unknowns = runs[0]?.unknowns ?? []
  const lines = extremeParts(
    system,
    runs.map((run) => run.parts),
    end,
  )
  const parts = [...lines, ...accountParts(system, unit, views, runs, end)]
  return { ...judgeParts({ system, given: unit, unit, view, parts, unknowns }), parts, unknowns }
}

/** None where a line has no part: what rests on all of them is not known then. */
function accountParts(
  system: DefinedMarginSystem,
  unit: MarginUnit,
  views: readonly MarginView[],
  runs: readonly LineParts[],
  end: BandEnd,
): readonly Part[] {
  const { accountParts: evaluate } = system
  if (evaluate === undefined || runs.some(({ unknowns }) => unknowns.length > 0)) return []
  const groups = views.map((view, i) => {
    return evaluate({ unit, view, parts: runs[i]?.parts ?? [] }).parts
  })
  return extremeOf(groups, end)
}

function extremeParts(
  system: DefinedMarginSystem,
  runs: readonly (readonly Part[])[],
  end: BandEnd,
): readonly Part[] {
  const [served = []] = runs
  if (runs.length === 1) return served
  assert(
    runs.every(({ length }) => length === served.length),
    'A line that has a price has one at both ends of its band.',
  )
  const parts = [...served]
  for (const indices of groupByPrice(system, served)) {
    const groups = runs.map((run) => indices.flatMap((index) => run[index] ?? []))
    const extreme = extremeOf(groups, end)
    for (const [place, index] of indices.entries()) {
      const part = extreme[place]
      if (part !== undefined) parts[index] = part
    }
  }
  return parts
}

/** The served group with each figure from the group in which it adds up to the least or the most. */
function extremeOf(groups: readonly (readonly Part[])[], end: BandEnd): readonly Part[] {
  const [served = []] = groups
  const equity = extremeGroup(groups, (part) => part.equity, end)
  const initial = extremeGroup(groups, (part) => slackOf(part.initial), end)
  const maintenance = extremeGroup(groups, (part) => slackOf(part.maintenance), end)
  return served.map((part, place) => ({
    ...part,
    equity: equity[place]?.equity ?? part.equity,
    initial: initial[place]?.initial ?? part.initial,
    maintenance: maintenance[place]?.maintenance ?? part.maintenance,
  }))
}

/** Places of the parts that one price values. */
function groupByPrice(
  system: DefinedMarginSystem,
  parts: readonly Part[],
): Iterable<readonly number[]> {
  const groups = new Map<string, number[]>()
  for (const [index, part] of parts.entries()) {
    const price = pricedBy(system, part)
    const group = groups.get(price)
    if (group === undefined) groups.set(price, [index])
    else group.push(index)
  }
  return groups.values()
}

/** The group, one per view, whose sum of a figure is the least for `low`, the greatest for `high`; the first of equals. */
function extremeGroup(
  groups: readonly (readonly Part[])[],
  figure: (part: Part) => bigint,
  end: BandEnd,
): readonly Part[] {
  let extreme: { group: readonly Part[]; sum: bigint } | undefined
  for (const group of groups) {
    let sum = 0n
    for (const part of group) sum += figure(part)
    const isBeyond =
      extreme === undefined || (end === 'low' ? sum < extreme.sum : sum > extreme.sum)
    if (isBeyond) extreme = { group, sum }
  }
  return extreme?.group ?? []
}
