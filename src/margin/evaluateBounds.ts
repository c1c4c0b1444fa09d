import type { UnitId } from '../facts/primitives.ts'
import type { AccountCase, Prefix } from './AccountCase.ts'
import { type AccountAtPrefix, evaluatePrefix, type UnitEnds } from './evaluatePrefix.ts'
import { isAdditive } from './isAdditive.ts'
import type { Slacks } from './MarginStatus.ts'
import { type PrefixPlan, planPrefixes } from './planPrefixes.ts'
import {
  addSlacks,
  areSlacksEqual,
  greatestSlacks,
  leastSlacks,
  noSlacks,
  subtractSlacks,
  toSlacks,
} from './slacks.ts'

/** What an account's unfinalized transactions may make of it. */
export interface AccountBounds {
  /** Every unit that any evaluated prefix has, those of the cut first. */
  units: ReadonlyMap<UnitId, { low: Slacks; high: Slacks }>
  /** Some prefix differs from the cut in a figure, a status or what the books hold. */
  isUnsettled: boolean
  /** The bounds may not hold: not everything that may happen was evaluated, or could be valued. */
  isPartial: boolean
}

/**
 * Least and greatest of each figure over the prefixes of the account's unfinalized transactions (DESIGN §5): over all
 * combinations of chains where they are few, else the cut plus the sum of each chain's worst (best) change. The cut is
 * among the prefixes, so low ≤ its figures ≤ high.
 */
export function evaluateBounds(
  account: Pick<AccountCase, 'bookAt' | 'unfinalized' | 'market' | 'system'>,
): AccountBounds {
  const plan = planPrefixes(account.unfinalized)
  const cut = evaluatePrefix(account, account.unfinalized)
  const runs = prefixRuns(plan).map((prefixes) =>
    prefixes.map((prefix) =>
      isWhole(prefix, account.unfinalized) ? cut : evaluatePrefix(account, prefix),
    ),
  )
  const samples = runs.flat()
  const unitIds = new Set([cut, ...samples].flatMap((sample) => [...sample.units.keys()]))
  return {
    units: new Map([...unitIds].map((unitId) => [unitId, boundsOf(unitId, cut, runs)])),
    isUnsettled:
      samples.some((sample) => differs(sample, cut, unitIds)) || holdsOtherwise(samples, cut),
    isPartial:
      isPlanPartial(plan, samples, account) || samples.some((sample) => isLessKnown(sample, cut)),
  }
}

/** The cut is among the prefixes of every run. */
function isWhole(prefix: Prefix, unfinalized: Prefix): boolean {
  return [...unfinalized].every(([chainId, count]) => prefix.get(chainId) === count)
}

/** Runs of prefixes whose worst changes are summed: one of all combinations, or one per chain. */
function prefixRuns(plan: PrefixPlan): readonly (readonly Prefix[])[] {
  switch (plan.type) {
    case 'joint':
      return [plan.prefixes]
    case 'perChain':
      return plan.chains
  }
}

function boundsOf(
  unitId: UnitId,
  cut: AccountAtPrefix,
  runs: readonly (readonly AccountAtPrefix[])[],
): { low: Slacks; high: Slacks } {
  const at = (sample: AccountAtPrefix) => sample.units.get(unitId) ?? absent
  const { low, high } = at(cut)
  return runs.reduce(
    (bounds, run) => ({
      low: addSlacks(
        bounds.low,
        run.map((sample) => subtractSlacks(at(sample).low, low)).reduce(leastSlacks, noSlacks),
      ),
      high: addSlacks(
        bounds.high,
        run.map((sample) => subtractSlacks(at(sample).high, high)).reduce(greatestSlacks, noSlacks),
      ),
    }),
    { low: toSlacks(low), high: toSlacks(high) },
  )
}

/** A unit that a prefix has not is one that holds nothing there. */
const absent: UnitEnds = {
  low: { ...noSlacks, status: 'NO_RISK' },
  high: { ...noSlacks, status: 'NO_RISK' },
}

function differs(sample: AccountAtPrefix, cut: AccountAtPrefix, unitIds: ReadonlySet<UnitId>) {
  if (sample === cut) return false
  return [...unitIds].some((unitId) => {
    const a = sample.units.get(unitId) ?? absent
    const b = cut.units.get(unitId) ?? absent
    return (
      a.low.status !== b.low.status ||
      a.high.status !== b.high.status ||
      !areSlacksEqual(a.low, b.low) ||
      !areSlacksEqual(a.high, b.high)
    )
  })
}

/** What is worth nothing, or too little to show in a figure, is still not final. */
function holdsOtherwise(samples: readonly AccountAtPrefix[], cut: AccountAtPrefix): boolean {
  const held = spellBooks(cut)
  return samples.some((sample) => sample !== cut && spellBooks(sample) !== held)
}

/** Equal for books that hold the same, in whatever order their lines stand. */
function spellBooks({ books }: AccountAtPrefix): string {
  return [...books]
    .flatMap(([unit, { balances, positions }]) => [
      ...balances
        .filter(({ amount }) => amount > 0n)
        .map(
          ({ kind, assetId, chainId, amount }) => `${unit} ${kind} ${assetId} ${chainId} ${amount}`,
        ),
      ...positions
        .filter(({ sizeE18, entryValueE18 }) => sizeE18 !== 0n || entryValueE18 !== 0n)
        .map(({ chainId, marketId, sizeE18, entryValueE18 }) =>
          [unit, 'position', marketId, chainId, sizeE18, entryValueE18].join(' '),
        ),
    ])
    .sort()
    .join()
}

/** All combinations are complete, and so are all prefixes of a single chain; sums only where changes do not interact. */
function isPlanPartial(
  plan: PrefixPlan,
  samples: readonly AccountAtPrefix[],
  { market, system }: Pick<AccountCase, 'market' | 'system'>,
): boolean {
  if (plan.type === 'joint') return false
  if (!plan.isComplete) return true
  if (plan.chains.length === 1) return false
  const books = samples.flatMap((sample) => [...sample.books.values()])
  return !isAdditive({ books, market, risk: system.risk })
}

/** Something that the cut can price or does not have cannot be priced at the sample. */
function isLessKnown(sample: AccountAtPrefix, cut: AccountAtPrefix): boolean {
  return [...sample.units].some(
    ([unitId, unit]) =>
      unit.low.status === 'UNKNOWN' && cut.units.get(unitId)?.low.status !== 'UNKNOWN',
  )
}
