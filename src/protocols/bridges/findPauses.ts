import type { Finding } from '../../config/BridgeProtocol.ts'
import type { BridgeRoute, ControlParameters } from '../../config/BridgeRoute.ts'
import type { RawLog } from '../../facts/RawLog.ts'

/** Pauses and their ends, each of the contract that logged it. */
export function findPauses(
  logs: { paused: readonly { log: RawLog }[]; resumed: readonly { log: RawLog }[] },
  route: BridgeRoute,
  parts: Pick<ControlParameters, 'way' | 'lanes'> = {},
): readonly Finding[] {
  const toFinding =
    (type: 'paused' | 'resumed') =>
    ({ log }: { log: RawLog }): Finding => {
      const body = route.control({ ...parts, contract: log.address, change: { type } })
      return { log, siblings: [], body }
    }
  return [...logs.paused.map(toFinding('paused')), ...logs.resumed.map(toFinding('resumed'))]
}
