import type { AaveV3Pool } from '../../config/AaveV3Pool.ts'
import type { Address } from '../../facts/primitives.ts'
import type { SeriesRow } from '../../facts/Series.ts'
import {
  reserveOf,
  aaveV3Subjects as subjects,
} from '../../protocols/lending/aaveV3/aaveV3Subjects.ts'
import type { Reason } from '../MarginStatus.ts'

/** What an account chose in a pool, and what of it cannot be judged. */
export interface AaveV3Choices {
  /** Its efficiency mode; 0 is none. */
  category: number
  isUsedAsCollateral(reserve: Address): boolean
  /** For which no status can be stated. */
  reasons: readonly Reason[]
}

/** Reads an account's own parameters of a pool out of its book. */
export function aaveV3Choices(
  { pool, reserves }: Pick<AaveV3Pool, 'pool' | 'reserves'>,
  book: Iterable<SeriesRow>,
): AaveV3Choices {
  const set = new Map<string, bigint>()
  for (const { key, values } of book) {
    if (key.kind === 'parameter' && key.contract === pool) set.set(key.subject, values[0] ?? 0n)
  }
  const isListed = (token: Address) => reserves.some((reserve) => reserve.token === token)
  const reasons = [...set].flatMap(([subject, value]): Reason[] => {
    if (value === 0n) return []
    const unread = reserveOf(subject, 'unreadDebt')
    if (unread !== undefined) return [{ code: 'PRICE_MISSING', text: unreadText(unread) }]
    const used = reserveOf(subject, 'usedAsCollateral')
    if (used === undefined || isListed(used)) return []
    return [{ code: 'PRICE_MISSING', text: unlistedText(used) }]
  })
  return {
    category: Number(set.get(subjects.userEMode) ?? 0n),
    isUsedAsCollateral: (reserve) => set.get(subjects.usedAsCollateral(reserve)) === 1n,
    reasons,
  }
}

function unlistedText(token: Address): string {
  return `Reserve ${token} is used as collateral and the config does not name it, so that nothing values it.`
}

function unreadText(token: Address): string {
  return `The account took a debt of reserve ${token} that is not read: at a stable rate, or the config does not name the reserve.`
}
