import { CutError } from '../cut/CutError.ts'
import type { ReadContext } from '../ReadContext.ts'
import { judgeLegs } from '../transfers/readTransfers.ts'
import type { VenueCollateral } from '../Views.ts'
import { lookThrough } from '../values/lookThrough.ts'
import { toBookLines, toTotals, toTransferLines } from './toLines.ts'

/**
 * All collateral of a venue at the cut: running totals of its books, and what its open transfers add and take. Offsets
 * that no account owns stand on the suspense line (`account` undefined). Throws `CutError` UNKNOWN_VENUE.
 */
export function readCollateral(context: ReadContext, venue: string): VenueCollateral {
  const config = context.project.venues.find(({ id }) => id === venue)
  if (config === undefined) {
    throw new CutError({ code: 'UNKNOWN_VENUE', text: `No venue ${venue} is configured.` })
  }
  const totals = context.snapshot.series({ of: 'totals', venue }, context.heights)
  const legs = context.snapshot.legs({ of: 'open', venue, at: context.heights })
  const lines = [
    ...toBookLines(lookThrough(totals, config, context), context),
    ...judgeLegs(context, legs).flatMap((transfer) => {
      const own = transfer.amounts.filter(({ holder }) => holder.venue === venue)
      return toTransferLines(transfer, own, context)
    }),
  ]
  return { venue, lines, totals: toTotals(lines) }
}
