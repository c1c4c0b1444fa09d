import { accountConditions } from '../../../alerts/accountConditions.ts'
import { auditConditions } from '../../../alerts/auditConditions.ts'
import { backingConditions } from '../../../alerts/backingConditions.ts'
import type { Condition } from '../../../alerts/Condition.ts'
import { chainConditions, incidentConditions } from '../../../alerts/chainConditions.ts'
import { quarantineConditions, residualConditions } from '../../../alerts/dataConditions.ts'
import { depegConditions } from '../../../alerts/depegConditions.ts'
import { feedConditions } from '../../../alerts/feedConditions.ts'
import { parameterConditions } from '../../../alerts/parameterConditions.ts'
import { priceConditions } from '../../../alerts/priceConditions.ts'
import { sequencerConditions } from '../../../alerts/sequencerConditions.ts'
import { sourceConditions } from '../../../alerts/sourceConditions.ts'
import { tokenConditions } from '../../../alerts/tokenConditions.ts'
import type { SeriesKey } from '../../../facts/Series.ts'
import type { TroubledAccounts } from '../accounts/TroubledAccounts.ts'
import type { ReadContext } from '../ReadContext.ts'
import { readBackings } from './readBackings.ts'
import { readBridgeConditions } from './readBridgeConditions.ts'
import { readChangedTokens } from './readChangedTokens.ts'
import { readDepegs } from './readDepegs.ts'
import { readDrifts } from './readDrifts.ts'

/** Newest quarantined logs and incidents that are listed; the counters in `/metrics` know them all. */
const listedMax = 100

/** Everything that is wrong at the cut, worst first. */
export function readConditions(
  context: ReadContext,
  troubled: (venue: string) => TroubledAccounts,
): readonly Condition[] {
  const { snapshot, cut, chains, heights } = context
  const sights = chains.map((live) => {
    const inCut = cut.chains.find(({ chainId }) => chainId === live.chainId)
    return {
      ...live,
      timestamp: inCut?.timestamp,
      isBackfilling: inCut === undefined || inCut.inclusion === 'BACKFILLING',
    }
  })
  const rank = { critical: 0, warning: 1, info: 2 }
  return [
    ...chainConditions(sights),
    ...sourceConditions(context.sources),
    ...incidentConditions(snapshot.incidents(listedMax)),
    ...readBridgeConditions(context),
    ...backingConditions(readBackings(context), {
      asOf: cut.asOf,
      readsEverySeconds: context.project.backing?.readsEverySeconds,
    }),
    ...accountConditions(context.project.venues.map(({ id }) => ({ venue: id, ...troubled(id) }))),
    ...priceConditions(context.prices),
    ...feedConditions(context.feeds),
    ...depegConditions(readDepegs(context)),
    ...sequencerConditions(context.sequencers),
    ...parameterConditions(
      context.project.venues.map((venue) => ({ venue: venue.id, ...context.parametersOf(venue) })),
    ),
    ...tokenConditions(readChangedTokens(context)),
    ...auditConditions(
      readDrifts(snapshot, heights).filter(({ key }) => isAudited(context, key)),
      ({ key, blockNumber }) => snapshot.blockAt(key.chainId, blockNumber)?.timestamp,
    ),
    ...residualConditions(snapshot.series({ of: 'kind', kind: 'residual' }, heights)),
    ...quarantineConditions(snapshot.quarantined(listedMax).newest),
  ].sort((a, b) => rank[a.severity] - rank[b.severity])
}

/** Whether what an audit found is still of a book that is followed as a whole. */
function isAudited({ project, sources }: ReadContext, key: SeriesKey): boolean {
  return project.venues.some(({ id }) => id === key.venue) && sources.isServed(key)
}
