import type { SynthetixV3CorePool } from '../../config/SynthetixV3CorePool.ts'
import type { Address } from '../../facts/primitives.ts'
import type { SeriesRow } from '../../facts/Series.ts'
import {
  lockedType,
  toCorePosition,
} from '../../protocols/lending/synthetixV3Core/synthetixV3CoreSubjects.ts'
import { maxOf } from '../../utils/maxOf.ts'
import { minOf } from '../../utils/minOf.ts'
import { coreAssetOf } from './coreAssetOf.ts'
import type { PoolCut } from './PoolCut.ts'

/** What is locked of an asset, and how much of what is not delegated may not leave for that. */
export interface CoreLock {
  totalLocked: bigint
  kept: bigint
}

interface Held {
  locked: bigint
  delegated: bigint
  available: bigint
}

/**
 * Locks of accounts at the cut, by account and asset. A lock ends by its own time, whether or not anybody says so. It may lie on
 * delegated collateral as well: of the rest only what locks exceed that by has to stay (`CollateralModule.withdraw`).
 */
export function synthetixV3CoreLocks(
  rows: readonly SeriesRow[],
  cut: Pick<PoolCut<SynthetixV3CorePool>, 'pool' | 'asOf'>,
): ReadonlyMap<Address, ReadonlyMap<string, CoreLock>> {
  const accounts = new Map<Address, Map<string, Held>>()
  for (const row of rows) takeRow(accounts, row, cut)
  return new Map(
    [...accounts].map(([account, assets]) => [
      account,
      new Map(
        [...assets].flatMap(([asset, held]) =>
          held.locked === 0n ? [] : [[asset, toLock(held)] as const],
        ),
      ),
    ]),
  )
}

function takeRow(
  accounts: Map<Address, Map<string, Held>>,
  { key: { kind, account, unit, subject }, values: [amount = 0n, until = 0n] }: SeriesRow,
  { pool, asOf }: Pick<PoolCut<SynthetixV3CorePool>, 'pool' | 'asOf'>,
): void {
  const isLock = kind === 'parameter' && until > asOf
  const type = isLock ? lockedType(subject) : kind === 'holding' ? subject : undefined
  const asset = type === undefined ? undefined : coreAssetOf(pool, type)
  if (account === undefined || asset === undefined) return
  const assets = accounts.get(account) ?? new Map<string, Held>()
  const held = assets.get(asset) ?? { locked: 0n, delegated: 0n, available: 0n }
  if (isLock) held.locked += amount
  else if (toCorePosition(unit ?? '') === undefined) held.available += amount
  else held.delegated += amount
  accounts.set(account, assets.set(asset, held))
}

function toLock({ locked, delegated, available }: Held): CoreLock {
  return { totalLocked: locked, kept: minOf(available, maxOf(locked - delegated, 0n)) }
}
