import { encodeAbiParameters, parseAbiParameters } from 'viem'
import type { Address, ChainId, Hash } from '../facts/primitives.ts'
import { keccak256 } from '../utils/keccak256.ts'

/** One market of Morpho Blue: what is judged by itself there is a venue by itself here. */
export interface MorphoBluePool {
  type: 'morphoBlue'
  chainId: ChainId
  /** The Morpho contract, which books all markets. */
  pool: Address
  /** Id of the market: what its parameters hash to. */
  marketId: Hash
  startBlock: bigint
  collateral: MorphoBlueAssetConfig
  /** What is lent and borrowed; its feeds say what the market's figures are in US dollars. */
  loan: MorphoBlueAssetConfig
  oracle: Address
  irm: Address
  /** Loan to value at which an account is liquidated, 1e18. */
  lltv: bigint
  /** Aggregators whose answers move the oracle's price: each answer asks for it again. */
  priceSources: readonly Address[]
  /** A price that was read longer ago than this is late, and its band widens. */
  heartbeatSeconds: bigint
  /** A price that was read longer ago than this is dead: UNKNOWN. */
  deadAfterSeconds: bigint
}

export interface MorphoBlueAssetConfig {
  /** Asset id. */
  asset: string
  /** The asset's token on the market's chain. */
  token: Address
  decimals: number
}

const parameterTypes = parseAbiParameters('address, address, address, address, uint256')

/** The id of the market with these parameters. */
export function morphoBlueMarketId(
  market: Pick<MorphoBluePool, 'collateral' | 'loan' | 'oracle' | 'irm' | 'lltv'>,
): Hash {
  const { collateral, loan, oracle, irm, lltv } = market
  const values = [loan.token, collateral.token, oracle, irm, lltv] as const
  return keccak256(encodeAbiParameters(parameterTypes, values))
}
