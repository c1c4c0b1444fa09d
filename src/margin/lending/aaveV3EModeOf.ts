import { type AaveV3Pool, type AaveV3Version, isAtLeast } from '../../config/AaveV3Pool.ts'
import type { Address } from '../../facts/primitives.ts'
import { aaveV3Subjects as subjects } from '../../protocols/lending/aaveV3/aaveV3Subjects.ts'
import type { AaveV3EMode } from '../presets/aaveV3.ts'
import { firstOf, type PoolParameters } from './PoolParameters.ts'

/** An efficiency mode as the preset takes it, with reserves by asset id; undefined for category 0, which is none. */
export function aaveV3EModeOf(
  category: number,
  pool: Pick<AaveV3Pool, 'reserves'>,
  parameters: PoolParameters,
  version: AaveV3Version,
): AaveV3EMode | undefined {
  if (category === 0) return undefined
  const [ltvBps = 0n, liquidationThresholdBps = 0n, , oracle = 0n] =
    parameters.get(subjects.eMode(category))?.values ?? []
  const isBitmap = isAtLeast(version, '3.2')
  const isCollateral = (token: Address) =>
    isBitmap
      ? firstOf(parameters, subjects.eModeCollateral(category, token)) === 1n
      : firstOf(parameters, subjects.eModeOf(token)) === BigInt(category)
  const named = (isWanted: (token: Address) => boolean) =>
    pool.reserves.flatMap(({ token, asset }) => (isWanted(token) ? [asset] : []))
  // Since 3.2 the field is still logged, and no longer read.
  const pricedBy = isBitmap || oracle === 0n ? undefined : assetAt(oracle, pool)
  return {
    ltvBps,
    liquidationThresholdBps,
    collateral: named(isCollateral),
    pricedBy,
    lendingNothing: named(
      (token) => firstOf(parameters, subjects.eModeLtvZero(category, token)) === 1n,
    ),
    isIsolated: firstOf(parameters, subjects.eModeIsolated(category)) === 1n,
  }
}

/** The reserve of that address; an asset that is none has no price here, so that who needs it is UNKNOWN. */
function assetAt(address: bigint, { reserves }: Pick<AaveV3Pool, 'reserves'>): string {
  const reserve = reserves.find(({ token }) => BigInt(token) === address)
  return reserve?.asset ?? `0x${address.toString(16).padStart(40, '0')}`
}
