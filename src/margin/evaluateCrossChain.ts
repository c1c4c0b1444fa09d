import type { UnitId } from '../facts/primitives.ts'
import type { AccountCase } from './AccountCase.ts'
import { dedupeReasons } from './dedupeReasons.ts'
import { evaluateBook } from './evaluateBook.ts'
import { type AccountBounds, evaluateBounds } from './evaluateBounds.ts'
import { type HangingTransfer, hangingTransfers } from './hangingTransfers.ts'
import type { UnitBook } from './MarginInput.ts'
import type { AccountMargin, Bounds, Reason } from './MarginStatus.ts'
import { forbidsStatus, keepsProvisional } from './reasonEffects.ts'
import { addSlacks, noSlacks, toSlacks } from './slacks.ts'
import { staleReasons } from './staleReasons.ts'
import { worstStatus } from './worstStatus.ts'

type BoundedUnit = AccountMargin['units'][number]

/**
 * Margin of one account whose books span chains, at one cut: each unit as served (`best`) with its bounds over everything
 * that is not final. The account's status is its worst unit's; its bounds are the sums over its units, which is what it is
 * worth in all, not what one unit may borrow from another. SETTLED when no reason is left for which a figure may still
 * change.
 */
export function evaluateCrossChain(account: AccountCase): AccountMargin {
  const { extraReasons, unknownReasons = [] } = account
  const forbidding = [...unknownReasons, ...extraReasons.filter(forbidsStatus)]
  const accountBounds = evaluateBounds(account)
  const books = new Map(account.bookAt(account.unfinalized).map((book) => [book.unit, book]))
  const units = [...accountBounds.units].map(([unitId, ends]) =>
    toUnit(account, books.get(unitId) ?? emptyBook(unitId), ends, forbidding),
  )
  const reasons = dedupeReasons([
    ...units.flatMap((unit) => unit.reasons),
    ...unfinalizedReasons(account, accountBounds),
    ...partialReasons(accountBounds),
    ...extraReasons,
    ...unknownReasons,
  ])
  const status = worstStatus(units.map((unit) => unit.status))
  return {
    units,
    parameters: account.system.version,
    status: forbidding.length > 0 ? 'UNKNOWN' : status,
    certainty: reasons.some(keepsProvisional) ? 'PROVISIONAL' : 'SETTLED',
    reasons,
    bounds: sumBounds(units),
  }
}

function toUnit(
  account: AccountCase,
  book: UnitBook,
  ends: Pick<Bounds, 'low' | 'high'>,
  forbidding: readonly Reason[],
): BoundedUnit {
  const { market, system, staleChains } = account
  const best = evaluateBook({ book, market, system, end: 'best' })
  const stale = staleReasons({ book, market, system, status: best.status, staleChains })
  const isUnknown = stale.length > 0 || forbidding.length > 0
  const hanging = hangingTransfers({ book, market, system, status: best.status })
  return {
    ...best,
    status: isUnknown ? 'UNKNOWN' : best.status,
    reasons: dedupeReasons([...best.reasons, ...hanging.map(toReason), ...stale, ...forbidding]),
    bounds: { low: ends.low, best: toSlacks(best), high: ends.high },
  }
}

function toReason({ transferKey, statusWithout }: HangingTransfer): Reason {
  const text = `The status rests on transfer ${transferKey}: if it never arrives it is ${statusWithout}.`
  return { code: 'HANGS_ON_TRANSFER', text }
}

/** A unit that only an earlier prefix has: its closing is not final. */
function emptyBook(unit: UnitId): UnitBook {
  return { unit, balances: [], positions: [], isLiquidating: false }
}

function unfinalizedReasons(account: AccountCase, bounds: AccountBounds): readonly Reason[] {
  if (!bounds.isUnsettled) return []
  const touched = [...account.unfinalized].filter(([, count]) => count > 0)
  return touched.map(([chainId, count]) => ({
    code: 'UNFINALIZED',
    text: `On chain ${chainId} ${count} of the account's transactions are not final.`,
  }))
}

function partialReasons(bounds: AccountBounds): readonly Reason[] {
  if (!bounds.isPartial) return []
  const text = 'Not everything that reorgs may leave was evaluated: low and high are estimates.'
  return [{ code: 'BOUNDS_PARTIAL', text }]
}

function sumBounds(units: readonly BoundedUnit[]): Bounds {
  return units.reduce<Bounds>(
    (sum, { bounds }) => ({
      low: addSlacks(sum.low, bounds.low),
      best: addSlacks(sum.best, bounds.best),
      high: addSlacks(sum.high, bounds.high),
    }),
    { low: noSlacks, best: noSlacks, high: noSlacks },
  )
}
