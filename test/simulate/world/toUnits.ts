import type { Deployment, Family, SimChain } from './Deployment.ts'

/** Decimals in which actions count. */
const actionDecimals = 6

/**
 * An action's amount in units of a family's token on a chain. What has more decimals gets a few odd units, what has fewer
 * loses its rest. Worlds without an economy took every number as it is.
 */
export function toUnits(
  { economy }: Deployment,
  { markets }: SimChain,
  family: Family,
  amount: number,
): bigint {
  if (economy === undefined) return BigInt(amount)
  const { decimals } = markets[family]
  if (decimals < actionDecimals) return BigInt(amount) / 10n ** BigInt(actionDecimals - decimals)
  const odd = decimals === actionDecimals ? 0 : amount % 997
  return BigInt(amount) * 10n ** BigInt(decimals - actionDecimals) + BigInt(odd)
}
