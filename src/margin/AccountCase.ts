import type { ChainId } from '../facts/primitives.ts'
import type { UnitBook } from './MarginInput.ts'
import type { Reason } from './MarginStatus.ts'
import type { PricedMarket } from './PricedMarket.ts'
import type { CrossChainSystem } from './presets/crossChain.ts'

/** How many of each chain's unfinalized transactions of an account are taken, oldest first. */
export type Prefix = ReadonlyMap<ChainId, number>

/** All that decides one account at one cut. */
export interface AccountCase {
  /** The account's books with that much of what is not final, one per unit; pure. */
  bookAt(prefix: Prefix): readonly UnitBook[]
  /** Number of unfinalized transactions that touch the account, per chain; `bookAt` with all of them is the cut. */
  unfinalized: Prefix
  market: PricedMarket
  /** The venue's rules. */
  system: CrossChainSystem
  /** Chains older than their staleness limit. */
  staleChains: ReadonlySet<ChainId>
  /** What the caller knows beside the books; RATE_MISSING and NO_OPENING_BALANCE among them make every unit UNKNOWN. */
  extraReasons: readonly Reason[]
  /** Reasons, whatever their code, for which no status can be stated: a backfilling chain that books the positions. */
  unknownReasons?: readonly Reason[] | undefined
}
