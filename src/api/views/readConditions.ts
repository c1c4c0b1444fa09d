import type { Condition } from '../../alerts/Condition.ts'
import { chainConditions, incidentConditions } from '../../alerts/chainConditions.ts'
import { quarantineConditions, residualConditions } from '../../alerts/dataConditions.ts'
import { priceConditions } from '../../alerts/priceConditions.ts'
import { sourceConditions } from '../../alerts/sourceConditions.ts'
import { transferConditions } from '../../alerts/transferConditions.ts'
import { createConfirmation } from './createConfirmation.ts'
import type { ReadContext } from './ReadContext.ts'
import { judgeLegs } from './readTransfers.ts'

/** Newest quarantined logs and incidents that are listed; the counters in `/metrics` know them all. */
const listedMax = 100

/** Everything that is wrong at the cut, worst first. */
export function readConditions(context: ReadContext): readonly Condition[] {
  const { snapshot, cut, chains, heights } = context
  const sights = chains.map((live) => {
    const inCut = cut.chains.find(({ chainId }) => chainId === live.chainId)
    return {
      ...live,
      timestamp: inCut?.timestamp,
      isBackfilling: inCut === undefined || inCut.inclusion === 'BACKFILLING',
    }
  })
  const open = snapshot.legs({ of: 'open', venue: undefined, at: heights })
  const rank = { critical: 0, warning: 1, info: 2 }
  return [
    ...chainConditions(sights),
    ...sourceConditions(context.sources),
    ...incidentConditions(snapshot.incidents(listedMax)),
    ...transferConditions(judgeLegs(context, open), createConfirmation(context)),
    ...priceConditions(context.prices),
    ...residualConditions(snapshot.series({ of: 'kind', kind: 'residual' }, heights)),
    ...quarantineConditions(snapshot.quarantined(listedMax).newest),
  ].sort((a, b) => rank[a.severity] - rank[b.severity])
}
