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
  'ROUTE_PAUSED',
  'ROUTE_HALTED',
  // Contracts of the world say what their logs add up to: each is a false one.
  'BOOK_DRIFT',
])

/** No alert is missing, none is false, and none that only one reading stands behind is critical. Throws `InvariantBroken`. */
export function checkConditions(served: readonly Condition[], wanted: OracleState): void {
  const given = served
    .filter(({ code, subject }) => codesOfTheWorld.has(code) && !isDoubtful(code, subject, wanted))
    .map(({ code, subject }) => `${code} ${subject}`)
  const difference = findDifference(
    given,
    wanted.conditions
      .filter(({ code, subject }) => !isDoubtful(code, subject, wanted))
      .map(({ code, subject }) => `${code} ${subject}`),
  )
  if (difference !== undefined) throw new InvariantBroken('condition', difference)
  const loud = served.find(({ severity, isConfirmed }) => severity === 'critical' && !isConfirmed)
  if (loud !== undefined)
    throw new InvariantBroken('condition', `critical and unconfirmed: ${loud.text}`)
}

/** The store files a key under one route: of another that uses it too it does not know what arrived last. */
function isDoubtful(code: string, subject: string, { ways }: OracleState): boolean {
  return (
    code === 'ROUTE_HALTED' &&
    ways.some(
      ({ route, origin, destination, mayShareKeys }) =>
        mayShareKeys && subject === `${route}:${origin}:${destination}`,
    )
  )
}
