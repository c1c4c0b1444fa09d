import { ConfigError } from '../../errors/ConfigError.ts'
import type { Address, ChainId } from '../../facts/primitives.ts'
import { keccak256 } from '../../utils/keccak256.ts'
import type { Erc7540Vault } from '../Erc7540Vault.ts'
import type { AssetConfig } from '../Project.ts'
import type { ConfigValues } from '../schema.ts'
import { toFieldPath } from './toFieldPath.ts'

type VaultValues = ConfigValues['venues'][number]['vaults'][number]
type Erc7540Values = Extract<VaultValues, { type: 'erc7540' }>

/** Resolves a vault that takes requests; its share token is the asset's token on the chain. Throws `ConfigError`. */
export function parseErc7540(
  vault: Erc7540Values,
  found: {
    chainId: ChainId
    asset: AssetConfig
    token: Address
    assets: ReadonlyMap<string, AssetConfig>
    path: readonly (string | number)[]
  },
): Erc7540Vault {
  const { type, address, startBlock, share = address, requests, escrows } = vault
  const { chainId, asset, token, assets, path } = found
  if (token !== share) {
    throw new ConfigError({
      field: toFieldPath([...path, 'share']),
      problem: `is ${share}, and the token of '${asset.id}' on ${vault.chain} is ${token}`,
      cure: 'Write the share token here and in the asset; leave it out where the vault is its own share token.',
    })
  }
  const claim = assets.get(asset.sharesOf ?? '')
  const underlying = claim?.tokens.get(chainId)
  if (underlying === undefined) {
    const missing = claim === undefined ? 'sharesOf' : `tokens.${vault.chain}`
    throw new ConfigError({
      field: toFieldPath([...path, 'asset']),
      problem: `is '${asset.id}', and no asset says which token of ${vault.chain} its shares are claims on`,
      cure: `Write assets.${claim?.id ?? asset.id}.${missing}.`,
    })
  }
  if (requests.length === 0) {
    throw new ConfigError({
      field: toFieldPath([...path, 'requests']),
      problem: 'names no way that takes a request',
      cure: "Write ['deposit'], ['redeem'] or both, or follow the vault as 'erc4626'.",
    })
  }
  return {
    ...{ type, chainId, address, startBlock, asset: asset.id, share, underlying },
    shareDecimals: asset.decimals,
    requests: [...new Set(requests)],
    escrows: [...new Set([address, ...escrows])],
    redeeming: redeemingOf(chainId, address),
  }
}

/** The last 20 bytes of a hash, as of a contract's address: nobody can put a contract there. */
function redeemingOf(chainId: ChainId, vault: Address): Address {
  const text = new TextEncoder().encode(`redeeming ${chainId} ${vault}`)
  return `0x${keccak256(text).slice(-40)}`
}
