import { ConfigError } from '../../errors/ConfigError.ts'
import type { Address } from '../../facts/primitives.ts'
import { findNamed } from './findNamed.ts'
import type { PoolPlace } from './PoolPlace.ts'
import { toFieldPath } from './toFieldPath.ts'

/** The asset that an entry of a lending pool names, with its token on the pool's chain. Throws `ConfigError`. */
export function findPoolAsset(
  id: string,
  { chain, chainId, assets }: PoolPlace,
  entry: readonly (string | number)[],
  name = 'asset',
): { asset: string; token: Address; decimals: number } {
  const field = toFieldPath([...entry, name])
  const { decimals, tokens } = findNamed(assets, id, { field, section: 'assets' })
  const token = tokens.get(chainId)
  if (token === undefined) {
    throw new ConfigError({
      field,
      problem: `asset '${id}' has no token on ${chain}`,
      cure: `Write its address in assets.${id}.tokens.${chain}.`,
    })
  }
  return { asset: id, token, decimals }
}
