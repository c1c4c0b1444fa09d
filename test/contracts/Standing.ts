import type { Address, Hex } from 'viem'
import type { RealChain } from './startChain.ts'

/** Where a transfer stands, by the balances and the storage of the contracts that it passes. */
export interface Standing {
  key: Hex
  /** Chain that it left. */
  chainId: number
  /** It left the book of one vault for that of another. */
  isCollateral: boolean
  /** In the token's smallest unit on either chain: what the payer lost, what the payee got. */
  sent: bigint
  credited: bigint | null
  state: string
  stage: string | null
}

/** What a vault of the venue `harbor` has in its book for the account. */
export interface Book {
  assetId: string
  chainId: number
  amount: bigint
}

/** All that the contracts say of an account and of what crossed between them. */
export interface Standings {
  /** In the order of the program's config. */
  chains: readonly RealChain[]
  account: Address
  standings: readonly Standing[]
  /** One for each vault. */
  books: readonly Book[]
}

/** Notes where a transfer stands from now on. */
export function stand(standing: Standing, state: string, stage: string | null = null): void {
  standing.state = state
  standing.stage = stage
}
