import type { Address, ChainId } from '../facts/primitives.ts'

/** Released versions of the pool; what differs between them here is rounding, compounding and efficiency mode. */
export const aaveV3Versions = ['3.0', '3.1', '3.2', '3.3', '3.4', '3.5', '3.6', '3.7'] as const

export type AaveV3Version = (typeof aaveV3Versions)[number]

/** A pool of Aave v3 with what belongs to it: all the collateral and the debt of a venue, on one chain. */
export interface AaveV3Pool {
  type: 'aaveV3'
  chainId: ChainId
  pool: Address
  configurator: Address
  oracle: Address
  startBlock: bigint
  /** Which code the pool ran from which block on, oldest first; never empty. */
  versions: readonly [AaveV3Release, ...AaveV3Release[]]
  reserves: readonly AaveV3ReserveConfig[]
  /** A price that was read longer ago than this is late, and its band widens. */
  heartbeatSeconds: bigint
  /** A price that was read longer ago than this is dead: UNKNOWN. */
  deadAfterSeconds: bigint
}

export interface AaveV3Release {
  version: AaveV3Version
  fromBlock: bigint
}

export interface AaveV3ReserveConfig {
  /** Asset id. */
  asset: string
  /** The asset's token on the pool's chain. */
  token: Address
  decimals: number
  aToken: Address
  variableDebtToken: Address
  /** Aggregators whose answers move the price that the pool's oracle gives: each answer asks for it again. */
  priceSources: readonly Address[]
}

/** The code that the pool ran at a block. */
export function versionAt({ versions }: AaveV3Pool, blockNumber: bigint): AaveV3Version {
  const [first] = versions
  const release = versions.findLast(({ fromBlock }) => fromBlock <= blockNumber) ?? first
  return release.version
}

/** Whether a version is the named one or later. */
export function isAtLeast(version: AaveV3Version, least: AaveV3Version): boolean {
  return aaveV3Versions.indexOf(version) >= aaveV3Versions.indexOf(least)
}

/** Since 3.5 every step rounds in favour of the pool; before, half up. */
export function hasDirectedRounding(version: AaveV3Version): boolean {
  return isAtLeast(version, '3.5')
}
