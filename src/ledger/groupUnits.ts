import type { Address, ChainId } from '../facts/primitives.ts'
import type { Topology } from './createTopology.ts'

/** Decimals of the common unit of a group: more than any token has, so that its assets compare exactly. */
const groupDecimals = 36

/** Group units of an asset amount. */
export function toGroupUnits(amount: bigint, decimals: number): bigint {
  return amount * 10n ** BigInt(groupDecimals - decimals)
}

/** Asset amount of group units, rounded down. */
export function fromGroupUnits(amount: bigint, decimals: number): bigint {
  return amount / 10n ** BigInt(groupDecimals - decimals)
}

/** Decimals by which amounts of a token compare with the other side's; 0 for a token that the config does not name. */
export function decimalsOf(chainId: ChainId, token: Address, topology: Topology): number {
  return topology.assetOfToken(chainId, token)?.decimals ?? 0
}
