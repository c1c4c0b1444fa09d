import type { Address, ChainId } from '../facts/primitives.ts'

/** One vault of Euler v2 that lends, with the vaults whose shares are its collateral: an account owes at most one such vault. */
export interface EulerV2Pool {
  type: 'eulerV2'
  chainId: ChainId
  /** The vault that lends: the controller of whoever owes it, by whose rules and prices an account is judged. */
  pool: Address
  startBlock: bigint
  vault: EulerV2VaultConfig
  collaterals: readonly EulerV2VaultConfig[]
  /** The Ethereum Vault Connector, where accounts say what is their collateral and who is their controller. */
  evc: Address
  oracle: Address
  unitOfAccount: EulerV2UnitOfAccount
  /** A price that was read longer ago than this is late, and its band widens. */
  heartbeatSeconds: bigint
  /** A price that was read longer ago than this is dead: UNKNOWN. */
  deadAfterSeconds: bigint
}

export interface EulerV2VaultConfig {
  /** Asset id of its shares. */
  asset: string
  /** The vault, which is its own share token. */
  address: Address
  /** Of a share and of what it is a claim on: a vault takes them from its asset. */
  decimals: number
  underlying: { asset: string; token: Address }
  /** Aggregators whose answers move the oracle's price: each answer asks for it again. */
  priceSources: readonly Address[]
}

/** What the oracle values in: a token with feeds, or the US dollar itself. */
export interface EulerV2UnitOfAccount {
  /** Asset id; undefined: the US dollar. */
  asset: string | undefined
  token: Address
  decimals: number
}

/** The US dollar as oracles of Euler name it: its number of ISO 4217, with 18 decimals. */
export const eulerV2Dollar: EulerV2UnitOfAccount = {
  asset: undefined,
  token: '0x0000000000000000000000000000000000000348',
  decimals: 18,
}

/** Both sides of a venue, the vault that lends first. */
export function eulerV2Vaults({
  vault,
  collaterals,
}: Pick<EulerV2Pool, 'vault' | 'collaterals'>): readonly EulerV2VaultConfig[] {
  return [vault, ...collaterals]
}
