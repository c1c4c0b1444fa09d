import { ConfigError } from '../../errors/ConfigError.ts'
import {
  type EulerV2Pool,
  type EulerV2UnitOfAccount,
  type EulerV2VaultConfig,
  eulerV2Dollar,
} from '../EulerV2Pool.ts'
import type { ConfigValues } from '../schema.ts'
import { findPoolAsset } from './findPoolAsset.ts'
import type { PoolPlace } from './PoolPlace.ts'
import { toFieldPath } from './toFieldPath.ts'

type EulerV2Values = Extract<
  NonNullable<ConfigValues['venues'][number]['lending']>,
  { type: 'eulerV2' }
>
type Path = PoolPlace['path']
type Entry = EulerV2Values['collaterals'][number]

/** What a venue of Euler v2 has of its own. Throws `ConfigError`. */
export function parseEulerV2Pool(
  { type, evc, oracle, ...values }: EulerV2Values,
  place: PoolPlace,
): Omit<EulerV2Pool, 'chainId' | 'startBlock' | 'heartbeatSeconds' | 'deadAfterSeconds'> {
  const { path } = place
  const vault = toVault(values.vault, place, [...path, 'vault'])
  const collaterals = values.collaterals.map((each, i) =>
    toVault(each, place, [...path, 'collaterals', i]),
  )
  assertDistinct(vault, collaterals, path)
  const unitOfAccount = toUnitOfAccount(values.unitOfAccount, place)
  return { type, pool: vault.address, vault, collaterals, evc, oracle, unitOfAccount }
}

function toVault(
  { asset, priceSources }: Entry,
  place: PoolPlace,
  entry: Path,
): EulerV2VaultConfig {
  const { token: address } = findPoolAsset(asset, place, entry)
  const shares = place.assets.get(asset)
  const claim = place.assets.get(shares?.sharesOf ?? '')
  const token = claim?.tokens.get(place.chainId)
  if (shares === undefined || claim === undefined || token === undefined) {
    throw new ConfigError({
      field: toFieldPath([...entry, 'asset']),
      problem:
        claim === undefined
          ? `asset '${asset}' does not say what its shares are claims on`
          : `asset '${claim.id}', which '${asset}' is a claim on, has no token on ${place.chain}`,
      cure:
        claim === undefined
          ? `Write assets.${asset}.sharesOf: an asset here is the vault's shares, not what it holds.`
          : `Write its address in assets.${claim.id}.tokens.${place.chain}.`,
    })
  }
  assertDecimals({ id: asset, decimals: shares.decimals }, claim, entry)
  const underlying = { asset: claim.id, token }
  return { asset, address, decimals: claim.decimals, underlying, priceSources }
}

/** Shares of a vault have the decimals of what it holds. */
function assertDecimals(
  shares: { id: string; decimals: number },
  claim: { id: string; decimals: number },
  entry: Path,
): void {
  if (shares.decimals === claim.decimals) return
  throw new ConfigError({
    field: toFieldPath([...entry, 'asset']),
    problem: `'${shares.id}' has ${shares.decimals} decimals and '${claim.id}' has ${claim.decimals}, which a vault of Euler has in common`,
    cure: `Correct assets.${shares.id}.decimals or assets.${claim.id}.decimals.`,
  })
}

/** A vault is no collateral of itself, and each collateral counts once. */
function assertDistinct(
  vault: EulerV2VaultConfig,
  collaterals: readonly EulerV2VaultConfig[],
  path: Path,
): void {
  const seen = new Set([vault.asset])
  for (const [i, { asset }] of collaterals.entries()) {
    if (seen.has(asset)) {
      throw new ConfigError({
        field: toFieldPath([...path, 'collaterals', i, 'asset']),
        problem: `names '${asset}', which is already part of the venue`,
        cure: 'Name each collateral once, and the vault that lends in vault alone.',
      })
    }
    seen.add(asset)
  }
}

function toUnitOfAccount(id: string | undefined, place: PoolPlace): EulerV2UnitOfAccount {
  if (id === undefined) return eulerV2Dollar
  const unit = findPoolAsset(id, place, place.path, 'unitOfAccount')
  if (place.assets.get(id)?.feeds.length !== 0) return unit
  throw new ConfigError({
    field: toFieldPath([...place.path, 'unitOfAccount']),
    problem: `asset '${id}' has no feed, and the oracle prices only against it`,
    cure: `Write the feeds of assets.${id}, or leave unitOfAccount out where it is the US dollar.`,
  })
}
