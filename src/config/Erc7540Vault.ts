import type { Address, ChainId } from '../facts/primitives.ts'

/** Ways into and out of a vault that may take a request first. */
export const requestSides = ['deposit', 'redeem'] as const

export type RequestSide = (typeof requestSides)[number]

/** A vault that takes requests and lets them be claimed later; `asset` is the share asset's id. */
export interface Erc7540Vault {
  type: 'erc7540'
  chainId: ChainId
  /** Takes requests and lets them be claimed. */
  address: Address
  startBlock: bigint
  asset: string
  /** The share token: the vault itself, or by ERC-7575 a token of its own. */
  share: Address
  /** Token that the shares are claims on. */
  underlying: Address
  /** Decimals of the share token, for the rate read. */
  shareDecimals: number
  /** What is asked for first; the other way is as in ERC-4626. */
  requests: readonly RequestSide[]
  /** Who keeps shares between a request and its claim, the vault among them: what stands there is no account's. */
  escrows: readonly Address[]
  /** Names the shares that wait for redemption in the books. No contract has this address. */
  redeeming: Address
}
