import type { Condition } from '../../../src/alerts/Condition.ts'
import { InvariantBroken } from '../Failure.ts'
import { findDifference } from '../findDifference.ts'
import type { OracleState } from '../oracle/Oracle.ts'

/** Codes that the world alone decides; the others are about how well the program sees it. */
const codesOfTheWorld: ReadonlySet<string> = new Set([
  'TRANSFER_UNBACKED',
  'TRANSFER_DUPLICATE_CREDIT',
  'TRANSFER_CONFLICT',
  'TRANSFER_STUCK',
  'TRANSFER_EXPIRED',
  'ROUTE_NOT_COVERED',
  'RESIDUAL',
])

/** No alert is missing, none is false, and none that only one reading stands behind is critical. Throws `InvariantBroken`. */
export function checkConditions(served: readonly Condition[], wanted: OracleState): void {
  const given = served
    .filter(({ code }) => codesOfTheWorld.has(code))
    .map(({ code, subject }) => `${code} ${subject}`)
  const difference = findDifference(
    given,
    wanted.conditions.map(({ code, subject }) => `${code} ${subject}`),
  )
  if (difference !== undefined) throw new InvariantBroken('condition', difference)
  const loud = served.find(({ severity, isConfirmed }) => severity === 'critical' && !isConfirmed)
  if (loud !== undefined)
    throw new InvariantBroken('condition', `critical and unconfirmed: ${loud.text}`)
}
