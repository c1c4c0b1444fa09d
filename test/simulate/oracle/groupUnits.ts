import type { Address } from 'viem'
import type { Directory } from './Directory.ts'

/** Decimals of the unit in which amounts of different tokens of one group are compared and summed. */
const groupDecimals = 36

/** Amount of a token in group units; a token that the deployment does not name has no decimals. */
export function toGroup(
  directory: Directory,
  chainId: number,
  token: Address,
  amount: bigint,
): bigint {
  return amount * unitOf(directory, chainId, token)
}

/** Amount of a token that is worth so many group units, rounded down. */
export function fromGroup(
  directory: Directory,
  chainId: number,
  token: Address,
  amount: bigint,
): bigint {
  return amount / unitOf(directory, chainId, token)
}

/** The group of a token; a token that the deployment does not name stands alone. */
export function groupOf(directory: Directory, chainId: number, token: Address): string {
  return directory.asset(chainId, token)?.group ?? `unknown:${token}`
}

function unitOf(directory: Directory, chainId: number, token: Address): bigint {
  const decimals = directory.asset(chainId, token)?.decimals ?? 0
  return 10n ** BigInt(groupDecimals - decimals)
}

/** The least of some amounts. */
export function least(first: bigint, ...others: readonly bigint[]): bigint {
  return others.reduce((least, other) => (other < least ? other : least), first)
}

/** The sum of what `amountOf` says of every item. */
export function sumOf<Item>(items: readonly Item[], amountOf: (item: Item) => bigint): bigint {
  return items.reduce((sum, item) => sum + amountOf(item), 0n)
}
