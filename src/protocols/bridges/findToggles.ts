import type { Finding } from '../../config/BridgeProtocol.ts'
import type { BridgeRoute, ControlParameters } from '../../config/BridgeRoute.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { findPauses } from './findPauses.ts'

/** Pauses of a contract that logs one event for them and for their end. */
export function findToggles(
  toggles: readonly { log: RawLog; isPaused: boolean }[],
  route: BridgeRoute,
  parts: Pick<ControlParameters, 'way' | 'lanes'> = {},
): readonly Finding[] {
  return findPauses(
    {
      paused: toggles.filter(({ isPaused }) => isPaused),
      resumed: toggles.filter(({ isPaused }) => !isPaused),
    },
    route,
    parts,
  )
}
