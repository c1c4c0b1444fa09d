import { encodeFunctionData, parseAbi } from 'viem'
import type { SynthetixV3CorePool } from '../../../config/SynthetixV3CorePool.ts'
import type { TimedCall } from '../../../facts/Decoder.ts'
import type { Address } from '../../../facts/primitives.ts'
import type { CorePosition } from './synthetixV3CoreSubjects.ts'

/**
 * What is asked of core. `getPositionDebt` is no view: it distributes the pool's debt before it answers, as whoever liquidates
 * would, and a call that is not sent changes nothing.
 */
export const coreAbi = parseAbi([
  'function getPositionDebt(uint128 accountId, uint128 poolId, address collateralType) returns (int256 debt)',
  'function getPositionCollateral(uint128 accountId, uint128 poolId, address collateralType) view returns (uint256 amount)',
  'function getAccountAvailableCollateral(uint128 accountId, address collateralType) view returns (uint256 amount)',
  'function getPoolCollateralIssuanceRatio(uint128 poolId, address collateralType) view returns (uint256 ratio)',
])

type Core = Pick<SynthetixV3CorePool, 'pool'>

/** What a position owes, and how much is delegated to it. */
export function positionCalls(
  { pool: to }: Core,
  { accountId, poolId, collateralType }: CorePosition,
): readonly TimedCall[] {
  const args = [accountId, poolId, collateralType] as const
  return [
    { to, data: encodeFunctionData({ abi: coreAbi, functionName: 'getPositionDebt', args }) },
    { to, data: encodeFunctionData({ abi: coreAbi, functionName: 'getPositionCollateral', args }) },
  ]
}

/** What an account has of a collateral type and did not delegate. */
export function availableCall(
  { pool: to }: Core,
  accountId: bigint,
  collateralType: Address,
): TimedCall {
  const args = [accountId, collateralType] as const
  const functionName = 'getAccountAvailableCollateral'
  return { to, data: encodeFunctionData({ abi: coreAbi, functionName, args }) }
}

/** What pools ask for beyond core, which no event of the catalogue says. */
export function ratioCalls(core: SynthetixV3CorePool): readonly TimedCall[] {
  const { pool: to, pools, collaterals, usd } = core
  const functionName = 'getPoolCollateralIssuanceRatio'
  return pools.flatMap((poolId) =>
    [usd, ...collaterals].map(({ token }) => {
      const args = [poolId, token] as const
      return { to, data: encodeFunctionData({ abi: coreAbi, functionName, args }) }
    }),
  )
}
