import { assert } from '../errors/assert.ts'
import { type Entry, type Figures, needsPrice, noFigures } from './Entry.ts'
import type { Price, PriceBook } from './MarginInput.ts'
import type { BoundEnd } from './UnitCase.ts'

/**
 * The figures of each entry, in the order of `entries`. All entries of one asset are valued at one price: `best` takes
 * the price; `low` and `high` take, for each of the three figures on its own, the price of the band at which the
 * asset's net exposure gives the least or the most. An asset's sum is linear in its price, so the extreme is at an end;
 * the price itself is tried too, because rounding may put it a few wei beyond both ends, and low ≤ best ≤ high holds
 * by construction. What needs a price and has none alive has no figures.
 */
export function valueEntries(
  entries: readonly Entry[],
  prices: PriceBook,
  end: BoundEnd,
): readonly Figures[] {
  const figures = new Map<Entry, Figures>()
  for (const [assetId, group] of groupByAsset(entries)) {
    const price = assetId === undefined ? undefined : prices.prices.get(assetId)
    const candidates = candidatePrices(price, end)
    const valued =
      candidates.length === 0 ? withoutPrice(group) : valueGroup(group, candidates, end)
    group.forEach((entry, index) => {
      figures.set(entry, valued[index] ?? noFigures)
    })
  }
  return entries.map((entry) => figures.get(entry) ?? noFigures)
}

function groupByAsset(entries: readonly Entry[]): ReadonlyMap<string | undefined, Entry[]> {
  const groups = new Map<string | undefined, Entry[]>()
  for (const entry of entries) {
    const group = groups.get(entry.assetId)
    if (group === undefined) groups.set(entry.assetId, [entry])
    else group.push(entry)
  }
  return groups
}

function candidatePrices(price: Price | undefined, end: BoundEnd): readonly bigint[] {
  switch (price?.state) {
    case undefined:
    case 'missing':
    case 'dead':
      return []
    case 'fresh':
    case 'late': {
      const { lowE18, priceE18, highE18 } = price
      if (end === 'best' || (lowE18 === priceE18 && priceE18 === highE18)) return [priceE18]
      return [priceE18, lowE18, highE18]
    }
  }
}

function withoutPrice(group: readonly Entry[]): readonly Figures[] {
  return group.map((entry) => (needsPrice(entry) ? noFigures : entry.figuresAt(0n)))
}

function valueGroup(
  group: readonly Entry[],
  candidates: readonly bigint[],
  end: BoundEnd,
): readonly Figures[] {
  const runs = candidates.map((priceE18) => group.map((entry) => entry.figuresAt(priceE18)))
  const equity = extremeRun(runs, 'equityE18', end)
  const initial = extremeRun(runs, 'initialE18', end)
  const maintenance = extremeRun(runs, 'maintenanceE18', end)
  return group.map((_, index) => ({
    equityE18: equity[index]?.equityE18 ?? 0n,
    initialE18: initial[index]?.initialE18 ?? 0n,
    requirementInitialE18: initial[index]?.requirementInitialE18 ?? 0n,
    maintenanceE18: maintenance[index]?.maintenanceE18 ?? 0n,
    requirementMaintenanceE18: maintenance[index]?.requirementMaintenanceE18 ?? 0n,
  }))
}

/** The run, one per candidate price, whose sum of `figure` is the least for `low`, the greatest for `high`. */
function extremeRun(
  runs: readonly (readonly Figures[])[],
  figure: 'equityE18' | 'initialE18' | 'maintenanceE18',
  end: BoundEnd,
): readonly Figures[] {
  const [first, ...others] = runs
  assert(first !== undefined, 'A group of entries is valued at one price at least.')
  const sum = (run: readonly Figures[]) => run.reduce((total, item) => total + item[figure], 0n)
  return others.reduce((extreme, run) => {
    const isBeyond = end === 'low' ? sum(run) < sum(extreme) : sum(run) > sum(extreme)
    return isBeyond ? run : extreme
  }, first)
}
