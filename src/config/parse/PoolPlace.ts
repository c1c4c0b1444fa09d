import type { ChainId } from '../../facts/primitives.ts'
import type { AssetConfig } from '../Project.ts'

/** Where a lending pool is, and where in the config it stands. */
export interface PoolPlace {
  /** Name of the chain. */
  chain: string
  chainId: ChainId
  assets: ReadonlyMap<string, AssetConfig>
  path: readonly (string | number)[]
}
