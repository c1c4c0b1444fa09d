import type { Condition } from '../../../src/alerts/Condition.ts'
import type { AccountView, CutReader, PriceView } from '../../../src/api/views/Views.ts'
import type { RecordedCoverage } from '../../../src/store/Recorded.ts'
import { venueId } from '../world/Deployment.ts'

/** What is served at a cut beside books and transfers. */
export interface ServedExtras {
  accounts: readonly AccountView[]
  prices: readonly PriceView[]
  conditions: readonly Condition[]
  coverage: readonly RecordedCoverage[]
}

/** More accounts than a world has. */
const accountsMax = 200

/** Reads it from one snapshot. */
export function readExtras(reader: CutReader): ServedExtras {
  const query = { venue: venueId, order: 'asc' as const, first: accountsMax, after: undefined }
  return {
    accounts: reader.marginAccounts(query).items.map(({ item }) => item),
    prices: reader.prices(),
    conditions: reader.conditions(),
    coverage: reader.coverage,
  }
}
