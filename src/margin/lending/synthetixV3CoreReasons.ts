import type { SynthetixV3CorePool } from '../../config/SynthetixV3CorePool.ts'
import type { Address } from '../../facts/primitives.ts'
import type { SeriesRow } from '../../facts/Series.ts'
import {
  type CorePosition,
  synthetixV3CoreSubjects as subjects,
  toCorePosition,
} from '../../protocols/lending/synthetixV3Core/synthetixV3CoreSubjects.ts'
import { synthetixV3Account } from '../../protocols/perpetuals/synthetixV3/synthetixV3Subjects.ts'
import { maxOf } from '../../utils/maxOf.ts'
import type { Reason } from '../MarginStatus.ts'
import { coreAssetOf } from './coreAssetOf.ts'
import type { TimeOf } from './LendingMarket.ts'
import type { PoolCut } from './PoolCut.ts'
import { firstOf } from './PoolParameters.ts'
import { coreRatiosOf } from './synthetixV3CoreSystem.ts'

type CoreCut = PoolCut<SynthetixV3CorePool>

/** For which no status can be stated, and what is said beside. */
interface Judged {
  reasons: readonly Reason[]
  notes: readonly Reason[]
}

/** The block that a subject of a position names. */
type BlockOf = (position: CorePosition, subject: string) => bigint | undefined

/**
 * Why no status can be stated of an account, and how old what it owes is: logs say that debt moved, not by how much. Until it
 * is read again it stands as it was, with its age, and beyond the limit it is not known.
 */
export function synthetixV3CoreReasons(
  rows: readonly SeriesRow[],
  cut: CoreCut,
  timeOf: TimeOf,
): Judged {
  const blockOf = createBlocks(rows)
  const positions = openPositions(rows)
  const judged = positions.map((position): Judged => {
    const unknown = ruleReason(position, cut) ?? unreadReason(position, cut, blockOf)
    return unknown === undefined
      ? ageReasons(position, cut, timeOf(blockOf(position, subjects.debtAt(position)) ?? 0n))
      : { reasons: [unknown], notes: [] }
  })
  return {
    reasons: [...undelegatedReasons(rows, cut), ...judged.flatMap(({ reasons }) => reasons)],
    notes: judged.flatMap(({ notes }) => notes),
  }
}

function createBlocks(rows: readonly SeriesRow[]): BlockOf {
  const blocks = new Map<string, bigint | undefined>()
  for (const { key, values } of rows)
    if (key.kind === 'parameter') blocks.set(`${key.account}|${key.subject}`, values[0])
  return ({ accountId }, subject) => blocks.get(`${synthetixV3Account(accountId)}|${subject}`)
}

/** Positions that hold collateral, or that owe or are owed anything. */
function openPositions(rows: readonly SeriesRow[]): readonly CorePosition[] {
  const open = rows.flatMap(({ key: { kind, unit }, values }) => {
    const isBalance = kind === 'holding' || kind === 'liability'
    return isBalance && unit !== undefined && (values[0] ?? 0n) !== 0n ? [unit] : []
  })
  return [...new Set(open)].flatMap((unit) => toCorePosition(unit) ?? [])
}

/** Collateral that nobody delegated is named where nothing values it. */
function undelegatedReasons(
  rows: readonly SeriesRow[],
  { pool, parameters }: CoreCut,
): readonly Reason[] {
  return rows.flatMap(({ key: { kind, unit = '', subject }, values }): readonly Reason[] => {
    const isHeld = kind === 'holding' && (values[0] ?? 0n) !== 0n && subject !== pool.pool
    if (!isHeld || toCorePosition(unit) !== undefined) return []
    const asset = coreAssetOf(pool, subject)
    if (asset === undefined)
      return [toUnpriced(`Collateral ${subject} is given and the config does not name it.`)]
    // CAST: subjects of holdings are token addresses.
    const type = subject as Address
    return parameters.has(subjects.deprecated(type)) ? [toGivenUp(asset, type)] : []
  })
}

function toGivenUp(asset: string, type: Address): Reason {
  return toUnpriced(`Core has given up ${asset} (${type}), so that nobody knows what it is worth.`)
}

function toUnpriced(text: string): Reason {
  return { code: 'PRICE_MISSING', text }
}

/** By which rules a position is judged must be known. */
function ruleReason(position: CorePosition, cut: CoreCut): Reason | undefined {
  const { accountId, poolId, collateralType: type } = position
  const { pool, parameters } = cut
  const asset = coreAssetOf(pool, type)
  if (asset === undefined)
    return toUnpriced(`Collateral ${type} is delegated and the config does not name it.`)
  if (!pool.pools.includes(poolId))
    return toUnpriced(
      `Pool ${poolId} has ${asset} of account ${accountId}; the config does not name it.`,
    )
  if (parameters.has(subjects.deprecated(type))) return toGivenUp(asset, type)
  if (coreRatiosOf(cut, position) !== undefined) return undefined
  return toUnpriced(`Core has not said at which ratios it takes ${asset} (${type}) as collateral.`)
}

/** What changed and was not read since is not known, however healthy it was. */
function unreadReason(position: CorePosition, cut: CoreCut, blockOf: BlockOf): Reason | undefined {
  const shared = firstOf(cut.parameters, subjects.shared(position))
  const since = maxOf(blockOf(position, subjects.touched(position)) ?? 0n, shared)
  const debtAt = blockOf(position, subjects.debtAt(position))
  if (debtAt === undefined || debtAt < since)
    return toUnread(`What ${spell(position, cut)} owes since block ${since}`)
  const isSized = (blockOf(position, subjects.sizeAt(position)) ?? 0n) >= shared
  return isSized ? undefined : toUnread(`What ${spell(position, cut)} holds since block ${shared}`)
}

function toUnread(what: string): Reason {
  return { code: 'RATE_MISSING', text: `${what} has not been read yet.` }
}

/** `readAt` in seconds; undefined of a block that is not recorded. */
function ageReasons(position: CorePosition, cut: CoreCut, readAt: bigint | undefined): Judged {
  const { heartbeatSeconds, deadAfterSeconds } = cut.pool
  const name = spell(position, cut)
  if (readAt === undefined)
    return { reasons: [toUnread(`Since when what ${name} owes stands`)], notes: [] }
  const seconds = maxOf(cut.asOf - readAt, 0n)
  const text = `What ${name} owes was read ${seconds} seconds before the cut, and moves without a log.`
  const code = seconds > heartbeatSeconds ? 'DEBT_LATE' : 'DEBT_READ'
  const reason: Reason = { code, text }
  return seconds > deadAfterSeconds
    ? { reasons: [reason], notes: [] }
    : { reasons: [], notes: seconds === 0n ? [] : [reason] }
}

function spell({ accountId, poolId, collateralType }: CorePosition, { pool }: CoreCut): string {
  const asset = coreAssetOf(pool, collateralType) ?? collateralType
  return `the ${asset} of account ${accountId} in pool ${poolId}`
}
