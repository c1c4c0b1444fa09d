import type { ConfigInput } from '../../../src/config/input/ConfigInput.ts'
import { type LaneEnd, laneConfig } from '../laneConfig.ts'
import type { OftSide } from './deployOft.ts'

/** Follows both ends of an OFT and the venue that books what crosses: `here` has the adapter. */
export function layerzeroConfig(database: string, here: OftSide, there: OftSide): ConfigInput {
  return laneConfig(database, 'oft', [toEnd(here, 18), toEnd(there, 8)])
}

function toEnd(
  { chain, eid, endpoint, oft, receiveLibrary, executor, token, vault, composer }: OftSide,
  decimals: number,
): LaneEnd {
  const contracts = {
    endpoint: endpoint.address,
    oft: oft.address,
    receiveLibrary: receiveLibrary.address,
    executor: executor.address,
  }
  return { chain, decimals, token, vault: vault.address, composer, domain: eid, contracts }
}
