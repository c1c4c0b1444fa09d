import { encodeFunctionData, parseAbi } from 'viem'
import type { CompoundV3Pool } from '../../../config/CompoundV3Pool.ts'
import type { TimedCall } from '../../../facts/Decoder.ts'
import type { Address } from '../../../facts/primitives.ts'
import { compoundV3Rates } from './compoundV3Subjects.ts'

/** What is asked of a Comet. Structs stand as their members, which is how they are answered. */
export const cometAbi = parseAbi([
  'function userBasic(address account) view returns (int104 principal, uint64 baseTrackingIndex, uint64 baseTrackingAccrued, uint16 assetsIn, uint8 reserved)',
  'function userCollateral(address account, address asset) view returns (uint128 balance, uint128 reserved)',
  'function totalsBasic() view returns (uint64 baseSupplyIndex, uint64 baseBorrowIndex, uint64 trackingSupplyIndex, uint64 trackingBorrowIndex, uint104 totalSupplyBase, uint104 totalBorrowBase, uint40 lastAccrualTime, uint8 pauseFlags)',
  'function getAssetInfoByAddress(address token) view returns (uint8 offset, address asset, address priceFeed, uint64 scale, uint64 borrowCollateralFactor, uint64 liquidateCollateralFactor, uint64 liquidationFactor, uint128 supplyCap)',
  'function baseTokenPriceFeed() view returns (address priceFeed)',
  'function getPrice(address priceFeed) view returns (uint256 price)',
  'function supplyKink() view returns (uint64 rate)',
  'function supplyPerSecondInterestRateBase() view returns (uint64 rate)',
  'function supplyPerSecondInterestRateSlopeLow() view returns (uint64 rate)',
  'function supplyPerSecondInterestRateSlopeHigh() view returns (uint64 rate)',
  'function borrowKink() view returns (uint64 rate)',
  'function borrowPerSecondInterestRateBase() view returns (uint64 rate)',
  'function borrowPerSecondInterestRateSlopeLow() view returns (uint64 rate)',
  'function borrowPerSecondInterestRateSlopeHigh() view returns (uint64 rate)',
])

/** Signed principal of an account. */
export function principalCall({ pool: to }: CompoundV3Pool, account: Address): TimedCall {
  const data = encodeFunctionData({ abi: cometAbi, functionName: 'userBasic', args: [account] })
  return { to, data }
}

/** Indexes and totals of the base. */
export function totalsCall({ pool: to }: CompoundV3Pool): TimedCall {
  return { to, data: encodeFunctionData({ abi: cometAbi, functionName: 'totalsBasic' }) }
}

/** What a feed answers, by way of the Comet, which refuses what is no price. */
export function priceCall({ pool: to }: CompoundV3Pool, feed: Address): TimedCall {
  return { to, data: encodeFunctionData({ abi: cometAbi, functionName: 'getPrice', args: [feed] }) }
}

/** All that new code may change: interest, feeds and factors. */
export function parameterCalls({ pool: to, collaterals }: CompoundV3Pool): readonly TimedCall[] {
  const plain = ['baseTokenPriceFeed', ...compoundV3Rates] as const
  const functionName = 'getAssetInfoByAddress'
  return [
    ...plain.map((getter) => ({
      to,
      data: encodeFunctionData({ abi: cometAbi, functionName: getter }),
    })),
    ...collaterals.map(({ token }) => ({
      to,
      data: encodeFunctionData({ abi: cometAbi, functionName, args: [token] }),
    })),
  ]
}
