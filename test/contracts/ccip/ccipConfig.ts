import type { ConfigInput } from '../../../src/config/input/ConfigInput.ts'
import { type LaneEnd, laneConfig } from '../laneConfig.ts'
import type { CcipSide } from './deployBase.ts'

/** Follows both ends of a lane and the venue that books what crosses. */
export function ccipConfig(
  database: string,
  protocol: 'ccip-1.6' | 'ccip-2.0',
  [here, there]: readonly [CcipSide, CcipSide],
): ConfigInput {
  return laneConfig(database, protocol, [toEnd(here), toEnd(there)])
}

function toEnd({ selector, onRamp, offRamp, pool, lockBox, ...side }: CcipSide): LaneEnd {
  const [token, vault] = [side.token.address, side.vault.address]
  const contracts = {
    onRamp: onRamp.address,
    offRamp: offRamp.address,
    pool: lockBox === undefined ? pool.address : [pool.address, lockBox],
    token,
  }
  return { chain: side.chain, decimals: side.decimals, token, vault, domain: selector, contracts }
}
