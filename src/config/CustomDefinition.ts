import type { Abi } from 'viem'
import type { FactBody } from '../facts/Fact.ts'
import type { Address, ChainId, Hex } from '../facts/primitives.ts'

/** What a custom definition's function is told about the contract that emitted the event. */
export interface CustomContext {
  chainId: ChainId
  contract: Address
  /** Empty for bridges. */
  venue: string
  /** Token of the configured asset on this chain; undefined for bridges. */
  token: Address | undefined
  /** Configured id of the bridge; undefined for vaults and markets. */
  bridge: string | undefined
  /** Configured id of the feed; undefined for everything else. */
  feed?: string | undefined
  blockNumber: bigint
  txHash: Hex
}

/**
 * An operator's own contract: its ABI and a pure function from one decoded event to facts. Made by `defineVault`,
 * `defineMarket`, `defineBridge` and `defineFeed`, which type the function from the ABI.
 */
export interface CustomDefinition {
  family: 'vault' | 'market' | 'bridge' | 'feed'
  name: string
  version: number
  abi: Abi
  /** Names of the events that the function reads; others of the ABI are not fetched. */
  events: readonly string[]
  /** Of a bridge, whether these events say when it stops transfers. */
  saysPauses?: boolean | undefined
  /** Of a vault or a market, views of its ABI that say what an account holds and owes there, by which it is audited. */
  audit?: { readonly holding?: string; readonly liability?: string } | undefined
  toFacts(
    event: { name: string; args: Readonly<Record<string, unknown>> },
    context: CustomContext,
  ): readonly FactBody[]
}
