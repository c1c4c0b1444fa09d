import type { Finding } from '../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../config/BridgeRoute.ts'
import type { ControlWay } from '../../facts/BridgeFacts.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { decodeStrict } from '../decodeStrict.ts'
import { findPauses } from './findPauses.ts'
import { pausableAbi } from './pausableAbi.ts'

export const pausableEvents = decodeStrict(pausableAbi)

/** What contracts with OpenZeppelin's `Pausable` say, for a protocol that decodes its own logs. */
export function readPausable(
  logs: readonly RawLog[],
  route: BridgeRoute,
  way: ControlWay,
): readonly Finding[] {
  const malformed: Finding[] = []
  const paused: { log: RawLog }[] = []
  const resumed: { log: RawLog }[] = []
  for (const log of logs) {
    const event = pausableEvents.decode(log)
    if (event.name === undefined) malformed.push({ log, reason: event.reason })
    else if (event.name === 'Paused') paused.push({ log })
    else resumed.push({ log })
  }
  return [...malformed, ...findPauses({ paused, resumed }, route, { way })]
}
