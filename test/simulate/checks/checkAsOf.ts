import type { Cut, CutRequest } from '../../../src/api/views/cut/Cut.ts'
import { InvariantBroken } from '../Failure.ts'

/**
 * A frontier cut is as of its latest chain timestamp, or of the wall clock where a chain is ahead of that (DESIGN 5): ages of
 * prices and of value in flight are counted from it. Whoever names the cut again gets the moment that is in its name, also
 * when the clock has long passed what was ahead of it. Throws `InvariantBroken`.
 */
export function checkAsOf({ kind, asOf, chains }: Cut, at: CutRequest, nowSeconds: bigint): void {
  if (asOf > nowSeconds) throw new InvariantBroken('cut', `${asOf} has not come at ${nowSeconds}`)
  const named = at.by === 'checkpoint' ? BigInt(at.checkpoint.split('.')[1] ?? -1) : undefined
  if (named !== undefined && asOf !== named)
    throw new InvariantBroken('cut', `a cut that is named as of ${named} is answered as of ${asOf}`)
  if (kind !== 'FRONTIER') return
  const times = chains
    .filter(({ inclusion }) => inclusion === 'INCLUDED' || inclusion === 'BEHIND')
    .map(({ timestamp }) => timestamp)
  const latest = times.reduce((most, time) => (time > most ? time : most), 0n)
  // What is ahead of the clock when it is read may be behind it by now.
  const isPast = named === undefined && latest + aheadSecondsMax < nowSeconds
  if (asOf > latest || (asOf < latest && isPast))
    throw new InvariantBroken('cut', `a cut as of ${asOf} has chains up to ${latest}`)
}

/** Chains run ahead of the clock by less than that, and an answer is checked as soon as it was given. */
const aheadSecondsMax = 60n
