import type { Address, ChainId, UnitId } from './primitives.ts'

/**
 * What a running value is of. One row per block and key, holding the value after that block:
 *
 * - `holding` [amount] and `liability` [amount] of (venue, account, unit), subject = asset
 * - `total` [amount]: sum of all holdings of (contract, asset), subject = asset
 * - `position` [sizeE18, entryValueE18, fundingIndexE18], subject = market
 * - `price` [answer, roundId, updatedAt] of the feed `contract`
 * - `index` [assetsPerShareUnit] of the share token `contract`
 * - `residual` [amount]: token movements of the custody address `contract` that nothing owns, subject = token
 * - `liquidation` [1 while it runs, else 0] of (venue, account, unit)
 * - `owner` [owner address as a number] of (venue, account)
 */
export type SeriesKind =
  | 'holding'
  | 'liability'
  | 'total'
  | 'position'
  | 'price'
  | 'index'
  | 'residual'
  | 'liquidation'
  | 'owner'

export interface SeriesKey {
  kind: SeriesKind
  chainId: ChainId
  contract: Address
  /** Empty where the kind has no venue. */
  venue: string
  account: Address | undefined
  unit: UnitId | undefined
  /** Asset, market or token; empty where the kind has none. */
  subject: string
}

export interface SeriesRow {
  key: SeriesKey
  blockNumber: bigint
  values: readonly bigint[]
}

const spellings = new WeakMap<SeriesKey, string>()

/** One string per key, for maps in memory. It is spelled once per object: a fold asks for it many times. */
export function seriesKeyId(key: SeriesKey): string {
  const known = spellings.get(key)
  if (known !== undefined) return known
  const spelled = spell(key)
  spellings.set(key, spelled)
  return spelled
}

function spell(key: SeriesKey): string {
  return `${key.kind}|${key.chainId}|${key.contract}|${key.venue}|${key.account ?? ''}|${key.unit ?? ''}|${key.subject}`
}
