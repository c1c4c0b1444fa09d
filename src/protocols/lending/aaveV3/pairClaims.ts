import type { Address } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { absBigInt } from '../../../utils/fixedPoint.ts'
import { RAY } from './rayMath.ts'
import type { Claim } from './toClaims.ts'

/** A Mint or Burn of an aToken or a debt token that changed a scaled balance. */
export interface TokenChange {
  log: RawLog
  token: Address
  account: Address
  direction: Claim['direction']
  /** By how much the balance changed beside the interest that was booked with it. */
  amount: bigint
  index: bigint
}

export interface PairedChange {
  change: TokenChange
  /** What the pool says of it; undefined where it says nothing that agrees. */
  claim: Claim | undefined
}

/**
 * A token's Mint and Burn as one change. Burning less than the interest that was not booked yet is logged as a Mint, and
 * booking interest alone, as transfers do, changes nothing: undefined.
 */
export function toTokenChange(
  log: RawLog,
  event: {
    sign: 1n | -1n
    account: Address
    value: bigint
    balanceIncrease: bigint
    index: bigint
  },
): TokenChange | undefined {
  const { sign, account, value, balanceIncrease, index } = event
  const signed = sign * value - balanceIncrease
  if (signed === 0n) return undefined
  const direction = signed > 0n ? 'mint' : 'burn'
  return { log, token: log.address, account, direction, amount: absBigInt(signed), index }
}

/**
 * Gives each change of one transaction the pool's own event about it: the first that follows it, is about the same balance
 * and agrees in the amount up to what rounding the balance before and after may hide. Nothing is given twice.
 */
export function pairClaims(
  changes: readonly TokenChange[],
  claims: readonly Claim[],
): { paired: readonly PairedChange[]; unclaimed: readonly Claim[] } {
  const open = new Set(claims)
  const paired = changes.map((change): PairedChange => {
    const claim = [...open].find((each) => agrees(change, each))
    if (claim === undefined) return { change, claim }
    open.delete(claim)
    // What a liquidation repaid of a debt that went as a whole is part of the same burn.
    if (claim.amount === undefined)
      for (const each of open) if (isPartOf(each, claim)) open.delete(each)
    return { change, claim }
  })
  return { paired, unclaimed: [...open] }
}

function agrees(change: TokenChange, claim: Claim): boolean {
  const { token, account, direction, amount, log } = claim
  if (token !== change.token || direction !== change.direction) return false
  if (account !== undefined && account !== change.account) return false
  if (log.logIndex < change.log.logIndex) return false
  // One scaled unit is worth the index, and each of the two balances is rounded by less than one.
  const tolerance = change.index / RAY + 2n
  return amount === undefined || absBigInt(amount - change.amount) <= tolerance
}

function isPartOf(claim: Claim, whole: Claim): boolean {
  const isSameBalance = claim.token === whole.token && claim.account === whole.account
  return isSameBalance && claim.direction === 'burn' && claim.log.logIndex > whole.log.logIndex
}
