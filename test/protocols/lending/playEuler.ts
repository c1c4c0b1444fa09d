import fc from 'fast-check'
import type { Address } from '../../../src/facts/primitives.ts'
import type { LogParts } from '../logs.ts'
import type { EulerLedger } from './EulerLedger.ts'

/** What somebody does, to how much, and the seconds before it. */
export type EulerAction = readonly [kind: number, user: number, size: bigint, seconds: bigint]

export const eulerActions: fc.Arbitrary<EulerAction> = fc.tuple(
  fc.nat(12),
  fc.nat(2),
  fc.oneof(fc.bigInt(1n, 40n), fc.bigInt(1n, 10n ** 12n)),
  fc.oneof(fc.constant(0n), fc.bigInt(1n, 10n ** 6n)),
)

/** Does it, as far as it is possible; `users` are three. */
export function playEuler(
  ledger: EulerLedger,
  [kind, who, size]: EulerAction,
  users: readonly [Address, Address, Address],
): readonly LogParts[] {
  const [user = users[0], other = users[1]] = [users[who], users[(who + 1) % users.length]]
  const { pool: lender, collaterals } = ledger.pool
  const given = collaterals[Number(size) % collaterals.length]?.address ?? lender
  switch (kind) {
    case 0:
    case 1:
      return ledger.deposit(lender, other, user, size)
    case 2:
      return ledger.redeem(lender, user, size)
    case 3:
    case 4:
      return ledger.borrow(user, size)
    case 5:
      return ledger.repay(user, size)
    case 6:
      return ledger.deposit(given, other, user, size)
    case 7:
      return ledger.redeem(given, user, size)
    case 8:
      return ledger.transfer(given, user, other, size)
    case 9:
      return ledger.setCollateral(user, given, size % 3n !== 0n)
    case 10:
      return ledger.setController(user, size % 3n !== 0n)
    case 11:
      return ledger.pullDebt(user, other, size)
    default:
      return ledger.liquidate(other, user, given, { repay: size, shares: size })
  }
}
