import type { Balance } from './MarginUnit.ts'

/** A balance that is owned; `quantity` without sign. */
export function collateral(asset: string, quantity: bigint): Balance {
  return { asset, quantity }
}

/** A balance that is owed; `quantity` without sign. */
export function liability(asset: string, quantity: bigint): Balance {
  return { asset, quantity: -quantity }
}
