import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { findToggles } from '../findToggles.ts'

/** Lanes that an OApp closes by forgetting its peer, or opens; those to chains that the config does not know are passed over. */
export function findPeers(
  peers: readonly { log: RawLog; eid: number; peer: Hex }[],
  route: BridgeRoute,
): readonly Finding[] {
  return peers
    .filter(({ eid }) => route.chainOf(eid) !== undefined)
    .flatMap(({ log, eid, peer }) =>
      findToggles([{ log, isPaused: BigInt(peer) === 0n }], route, { lanes: [eid] }),
    )
}
