import type { AssetInput, FeedInput } from './AssetInput.ts'
import type { BackingInput } from './BackingInput.ts'
import type { BridgeInput } from './BridgeInput.ts'
import type { ChainInput } from './ChainInput.ts'
import type { IntegerInput } from './IntegerInput.ts'
import type { VenueInput } from './VenueInput.ts'

/**
 * What an operator writes. Chains, assets and feeds are records by name; everywhere else they are referred to by that
 * name. Addresses are 0x hex, lower-case or with a right checksum.
 */
export interface ConfigInput<
  chain extends string = string,
  asset extends string = string,
  feed extends string = string,
> {
  /** Path of the SQLite database, relative to the config file. Default `./plimsoll.db`. */
  database?: string | undefined
  /**
   * Megabytes that stay free on the disk of the database. Below them nothing is written and everything recorded is served.
   * Default 512.
   */
  reserveMb?: number | undefined
  /**
   * Keep final raw logs, compressed, so that a changed decoder or a new use of a contract needs no refetch; `plimsoll db
   * prune` drops them. Default `keep`.
   */
  rawLogs?: 'keep' | 'none' | undefined
  chains: Record<chain, ChainInput>
  assets: Record<asset, AssetInput<NoInfer<chain>, NoInfer<asset>, NoInfer<feed>>>
  feeds?: Record<feed, FeedInput<NoInfer<chain>>> | undefined
  bridges?: Record<string, BridgeInput<NoInfer<chain>, NoInfer<asset>>> | undefined
  venues: readonly VenueInput<NoInfer<chain>, NoInfer<asset>>[]
  /** Escrows that are held against what bridges issue for them. */
  backing?: BackingInput<NoInfer<chain>, NoInfer<asset>> | undefined
  /** Contracts that keep the books are asked at final blocks whether they say of accounts what the ledger says. */
  audit?:
    | {
        /** Seconds of chain time between two rounds. Default 300. */
        everySeconds?: IntegerInput | undefined
        /** `eth_call`s of one round on one chain at most, each about 100 balances where the chain has a multicall; 0: none. Default 1. */
        callsMax?: number | undefined
      }
    | undefined
}
