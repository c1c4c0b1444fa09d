import { encodeFunctionData, parseAbi } from 'viem'
import type { MorphoBluePool } from '../../../config/MorphoBluePool.ts'
import type { TimedCall } from '../../../facts/Decoder.ts'
import type { Address } from '../../../facts/primitives.ts'

/** What is asked about a market: of Morpho, of its rate model, of its oracle. Structs stand as their members. */
export const morphoAbi = parseAbi([
  'function market(bytes32 id) view returns (uint128 totalSupplyAssets, uint128 totalSupplyShares, uint128 totalBorrowAssets, uint128 totalBorrowShares, uint128 lastUpdate, uint128 fee)',
  'function position(bytes32 id, address user) view returns (uint256 supplyShares, uint128 borrowShares, uint128 collateral)',
  'function rateAtTarget(bytes32 id) view returns (int256 rate)',
  'function price() view returns (uint256 price)',
])

/** What the market's figures rest on: its totals, its rate, its price. */
export function marketCalls(market: MorphoBluePool): readonly TimedCall[] {
  const { pool, irm, marketId } = market
  const args = [marketId] as const
  return [
    { to: pool, data: encodeFunctionData({ abi: morphoAbi, functionName: 'market', args }) },
    { to: irm, data: encodeFunctionData({ abi: morphoAbi, functionName: 'rateAtTarget', args }) },
    priceCall(market),
  ]
}

/**
 * The market's id stands behind the selector, where a contract does not look: markets may share an oracle, and an answer is
 * filed under its question.
 */
export function priceCall({ oracle: to, marketId }: MorphoBluePool): TimedCall {
  const data = encodeFunctionData({ abi: morphoAbi, functionName: 'price' })
  return { to, data: `${data}${marketId.slice(2)}` }
}

/** Of which only the supplied shares are taken: the rest is in the logs. */
export function positionCall({ pool: to, marketId }: MorphoBluePool, account: Address): TimedCall {
  const args = [marketId, account] as const
  return { to, data: encodeFunctionData({ abi: morphoAbi, functionName: 'position', args }) }
}
