import { ConfigError } from '../../errors/ConfigError.ts'
import type { Address } from '../../facts/primitives.ts'
import type { BackingToken } from '../BackingConfig.ts'
import type { AssetConfig } from '../Project.ts'
import { findNamed } from './findNamed.ts'
import type { ParsedChain } from './parseChains.ts'
import { toFieldPath } from './toFieldPath.ts'

/** A chain's own money, as ERC-7528 writes it. */
const nativeMoney: Address = '0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee'

/**
 * The token that an entry of a group means: that of the asset it names, else of the group's only one on the chain. Throws
 * `ConfigError`, also for a token whose balances no log explains.
 */
export function findBackingToken(
  { chain, asset: named }: { chain: string; asset?: string | undefined },
  group: { id: string; assets: readonly AssetConfig[] },
  chains: ReadonlyMap<string, ParsedChain>,
  path: readonly (string | number)[],
): BackingToken {
  const field = toFieldPath([...path, 'chain'])
  const chainId = findNamed(chains, chain, { field, section: 'chains' }).config.id
  const candidates = group.assets.filter(({ tokens }) => tokens.has(chainId))
  const [first, second] = candidates
  const only = second === undefined ? first : undefined
  const asset = named === undefined ? only : candidates.find(({ id }) => id === named)
  const token = asset?.tokens.get(chainId)
  if (asset === undefined || token === undefined)
    throw notFound({ chain, named, group: group.id, candidates, path })
  const problem = whyUnlogged(asset, token)
  if (problem !== undefined)
    throw new ConfigError({
      field: toFieldPath([...path, 'asset']),
      problem,
      cure: 'Leave it out: its backing cannot be followed from logs.',
    })
  return { chainId, token, decimals: asset.decimals }
}

function whyUnlogged({ id, amounts }: AssetConfig, token: Address): string | undefined {
  if (token === nativeMoney) return `'${id}' is the chain's own money, which moves without logs`
  return amounts === 'elastic'
    ? `'${id}' is elastic: its balances are not the sum of its transfers`
    : undefined
}

function notFound(parameters: {
  chain: string
  named: string | undefined
  group: string
  candidates: readonly AssetConfig[]
  path: readonly (string | number)[]
}): ConfigError {
  const { chain, named, group, candidates, path } = parameters
  return new ConfigError({
    field: toFieldPath([...path, 'asset']),
    problem:
      named === undefined
        ? `is missing, and ${candidates.length} assets of the group '${group}' have a token on ${chain}`
        : `'${named}' is no asset of the group '${group}' with a token on ${chain}`,
    cure:
      candidates.length === 0
        ? `Add the token of ${chain} to an asset of the group.`
        : `Write one of: ${candidates.map(({ id }) => id).join(', ')}.`,
  })
}
