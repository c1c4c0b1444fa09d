import { pickIndex, type Random } from '../../faults/support/createRandom.ts'
import type { Deployment } from './Deployment.ts'

const rangesMax = [1, 2, 5, 10_000]

/** The same world in a config of other endpoints and other ranges. */
export function varyConfig(deployment: Deployment, random: Random): Deployment {
  const chains = deployment.chains.map((chain) => ({
    ...chain,
    endpoints: 1 + pickIndex(random, 3),
    rangeBlocksMax: rangesMax[pickIndex(random, rangesMax.length)] ?? 1,
  }))
  return { ...deployment, chains }
}

/** The config before its operator added the custom route with its books, the yield vault and the markets. */
export function withoutLate(deployment: Deployment): Deployment {
  const { economy } = deployment
  return {
    ...deployment,
    hasFerry: false,
    hasYield: false,
    ...(economy === undefined ? {} : { economy: { ...economy, marketChains: [] } }),
  }
}
