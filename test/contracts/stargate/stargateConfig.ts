import type { ConfigInput } from '../../../src/config/input/ConfigInput.ts'
import { type LaneEnd, laneConfig } from '../laneConfig.ts'
import type { OftSide } from '../layerzero/deployOft.ts'
import type { StargateSide } from './deployStargate.ts'

/** Follows both ends of a Stargate asset, and vaults that send through them: `here` has the pool, `there` mints and burns. */
export function stargateConfig(
  database: string,
  [here, there]: readonly [StargateSide, StargateSide],
  [vaultHere, vaultThere]: readonly [OftSide, OftSide],
): ConfigInput {
  const mints = { burnMintPool: there.pool.address }
  const ends = [toEnd(here, vaultHere, {}), toEnd(there, vaultThere, mints)] as const
  return laneConfig(database, 'stargate-v2-usdc', ends)
}

function toEnd(
  { chain, decimals, eid, endpoint, tokenMessaging, pool, token }: StargateSide,
  { vault, composer }: OftSide,
  more: LaneEnd['contracts'],
): LaneEnd {
  const contracts = {
    endpoint: endpoint.address,
    tokenMessaging: tokenMessaging.address,
    pool: pool.address,
    ...more,
  }
  const [address, book] = [token.address, vault.address]
  return { chain, decimals, token: address, vault: book, composer, domain: eid, contracts }
}
