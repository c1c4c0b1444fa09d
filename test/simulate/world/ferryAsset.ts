import type { SimChain } from './Deployment.ts'

/** The asset of the custom route's token on a chain: tokens of other decimals are another asset of the group. */
export function ferryAsset({ markets }: SimChain): string {
  return `eur${markets.eur.decimals}`
}
