import type { Address, ChainId } from '../../facts/primitives.ts'

/** An amount in the smallest unit of a token, which the config may or may not know. */
export interface TokenAmountModel {
  chainId: ChainId
  token: Address
  raw: bigint
}
