import type { Condition } from '../../../src/alerts/Condition.ts'
import type {
  AccountView,
  CutReader,
  PriceView,
  RouteView,
  TransferReading,
  VenueCollateral,
} from '../../../src/api/views/Views.ts'
import type { RecordedCoverage } from '../../../src/store/Recorded.ts'
import type { Retention } from '../../../src/store/Upkeep.ts'
import { type Deployment, venueId } from '../world/Deployment.ts'

/** What is served at a cut, each list read once: an answer of a world is spelled and held against the oracle in many ways. */
export interface ServedExtras {
  accounts: readonly AccountView[]
  collateral: VenueCollateral
  transfers: readonly TransferReading[]
  prices: readonly PriceView[]
  conditions: readonly Condition[]
  coverage: readonly RecordedCoverage[]
  retention: readonly Retention[]
  /** Undefined in a world whose bridges nobody can stop. */
  routes: readonly RouteView[] | undefined
}

/** More accounts, transfers and routes than a world has. */
const pageSize = 200

/** Reads it from one snapshot. */
export function readExtras(reader: CutReader, { gates }: Deployment): ServedExtras {
  const page = { order: 'asc' as const, first: pageSize, after: undefined }
  return {
    accounts: reader.marginAccounts({ venue: venueId, ...page }).items.map(({ item }) => item),
    collateral: reader.collateral(venueId),
    transfers: reader.transfers(page).items.map(({ item }) => item),
    prices: reader.prices(),
    conditions: reader.conditions(),
    coverage: reader.coverage,
    retention: reader.retention,
    routes:
      gates === undefined
        ? undefined
        : reader.routes({ first: pageSize, after: undefined }).items.map(({ item }) => item),
  }
}
