import type { LendingPool } from './LendingPool.ts'
import type { PerpetualExchange } from './PerpetualExchange.ts'
import type { VenueConfig } from './Project.ts'

/** The protocol that is the venue by itself, where one is. */
export function ownProtocol({
  lending,
  perpetual,
}: Pick<VenueConfig, 'lending' | 'perpetual'>): LendingPool | PerpetualExchange | undefined {
  return lending ?? perpetual
}
