import type { CustodyFact, LegFact } from '../facts/BridgeFacts.ts'
import { zeroAddress } from '../facts/primitives.ts'
import { minOf } from '../utils/minOf.ts'
import type { OpenBalance, OpenMovement } from './openClaims.ts'

/** A router that is the token itself mints and burns; any other router receives and pays. */
export function isBetween(movement: CustodyFact, balance: OpenBalance, leg: LegFact): boolean {
  if (movement.token !== leg.asset) return false
  const far = leg.asset === leg.carrierContract ? zeroAddress : leg.carrierContract
  const vault = balance.fact.body.contract
  return balance.isOut
    ? movement.from === vault && (movement.to === far || movement.to === leg.carrierContract)
    : movement.to === vault && (movement.from === far || movement.from === leg.carrierContract)
}

/** What is left of the tokens that moved between the balance's book and the leg's bridge. */
export function movedBetween(
  balance: OpenBalance,
  leg: LegFact,
  movements: readonly OpenMovement[],
): bigint {
  return movements
    .filter(({ body }) => isBetween(body, balance, leg))
    .reduce((sum, { left }) => sum + left, 0n)
}

/** Uses up `amount` of it. */
export function takeMoved(
  balance: OpenBalance,
  leg: LegFact,
  movements: OpenMovement[],
  amount: bigint,
): void {
  let rest = amount
  for (const movement of movements) {
    if (!isBetween(movement.body, balance, leg)) continue
    const part = minOf(rest, movement.left)
    movement.left -= part
    rest -= part
  }
}
