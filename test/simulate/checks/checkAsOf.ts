import type { Cut } from '../../../src/api/views/Cut.ts'
import { InvariantBroken } from '../Failure.ts'

/**
 * A frontier cut is as of its latest chain timestamp, never of a moment that has not come (DESIGN 5): ages of prices and of
 * value in flight are counted from it. Throws `InvariantBroken`.
 */
export function checkAsOf({ kind, asOf, chains }: Cut, nowSeconds: bigint): void {
  if (asOf > nowSeconds) throw new InvariantBroken('cut', `${asOf} has not come at ${nowSeconds}`)
  if (kind !== 'FRONTIER') return
  const times = chains
    .filter(({ inclusion }) => inclusion === 'INCLUDED' || inclusion === 'BEHIND')
    .map(({ timestamp }) => timestamp)
  const latest = times.reduce((most, time) => (time > most ? time : most), 0n)
  if (asOf !== latest)
    throw new InvariantBroken('cut', `a cut as of ${asOf} has chains up to ${latest}`)
}
