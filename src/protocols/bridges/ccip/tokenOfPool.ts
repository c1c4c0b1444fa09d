import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import { type Address, zeroAddress } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import type { Payment } from '../Payment.ts'

/** What a pool of 1.6.1 and later says of what it takes. */
export interface Lock {
  log: RawLog
  token: Address
}

/**
 * The token that a pool took for the message in `log`: what the pool says, else what it burned, else the route's only token.
 * Undefined where none of them tells, or where the pool is nobody's of the route.
 */
export function tokenOfPool(
  pool: Address,
  log: RawLog,
  { locks, payments }: { locks: readonly Lock[]; payments: readonly Payment[] },
  route: BridgeRoute,
): { token: Address | undefined; siblings: readonly RawLog[] } {
  const isBefore = (each: { log: RawLog }) => each.log.logIndex < log.logIndex
  const lock = locks.findLast((each) => isBefore(each) && each.log.address === pool)
  if (lock !== undefined) return { token: lock.token, siblings: [lock.log] }
  const burn = payments.findLast(
    (each) => isBefore(each) && each.from === pool && each.to === zeroAddress,
  )
  if (burn !== undefined) return { token: burn.log.address, siblings: [burn.log] }
  const [only, other] = route.tokens.keys()
  const isOwn = route.contractsOf('pool').includes(pool)
  return { token: isOwn && other === undefined ? only : undefined, siblings: [] }
}
