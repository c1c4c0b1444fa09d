import type { Address, ChainId, UnitId } from './primitives.ts'

/**
 * What a running value is of. One row per block and key, holding the value after that block:
 *
 * - `holding` [amount] and `liability` [amount] of (venue, account, unit), subject = asset
 * - `total` [amount]: sum of all holdings of (contract, asset), subject = asset
 * - `position` [sizeE18, entryValueE18, fundingIndexE18], subject = market
 * - `price` [answer, roundId, updatedAt] of the feed `contract`; with a subject one of several prices of that contract, and
 *   [answer, roundId, updatedAt, confidence] or [answer, roundId, updatedAt, confidence, exponent]
 * - `index` [assetsPerShareUnit] of the share token `contract`; with a subject [index, time, rate, growth of the rate a day] of
 *   what accrues there
 * - `residual` [amount]: token movements of the custody address `contract` that nothing owns, subject = token
 * - `escrowed` [amount]: what came into the escrow `contract` less what left it, subject = token
 * - `supply` [amount]: what was minted of the token `contract` less what was burnt
 * - `flow` [amount]: what the bridge `subject` brought of the token `contract` less what it took away
 * - `observed` [amount] that the token `contract` answered, subject = what was asked, see `observedKey`
 * - `liquidation` [1 while it runs, else 0] of (venue, account, unit)
 * - `owner` [owner address as a number] of (venue, account)
 * - `control` of the bridge `venue` at `contract`, subject as in `controlKey`: [1 while paused, else 0] or [the limit, −1 for none], then
 *   the log that says so [txHash as a number, logIndex, k]
 * - `parameter` of the contract, or of (venue, account) there; what the values are is the subject's
 */
export type SeriesKind =
  | 'holding'
  | 'liability'
  | 'total'
  | 'position'
  | 'price'
  | 'index'
  | 'residual'
  | 'escrowed'
  | 'supply'
  | 'flow'
  | 'observed'
  | 'liquidation'
  | 'owner'
  | 'control'
  | 'parameter'

export interface SeriesKey {
  kind: SeriesKind
  chainId: ChainId
  contract: Address
  /** Empty where the kind has no venue; the bridge's id where it is `control`. */
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
