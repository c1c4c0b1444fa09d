import type { BridgeProtocol, Finding } from '../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../config/BridgeRoute.ts'
import type { RawLog } from '../facts/RawLog.ts'
import {
  createProtocol,
  type ProtocolContracts,
  type ProtocolParameters,
} from './bridges/createProtocol.ts'
import { checkControl } from './custom/checkControl.ts'
import { checkLeg } from './custom/checkLeg.ts'

/**
 * Describes an operator's own bridge of several contracts, or one whose transfers are told by several logs of a
 * transaction; `defineBridge` is shorter where each event says all by itself. A function that throws quarantines the logs
 * that it was given and never stops indexing.
 *
 * @throws {ConfigError} when an event cannot be decoded.
 */
export function defineProtocol<const contracts extends ProtocolContracts>(
  parameters: ProtocolParameters<contracts>,
): BridgeProtocol {
  const protocol = createProtocol(parameters)
  return {
    ...protocol,
    createReader(route) {
      const read = protocol.createReader(toChecked(route))
      return (logs) => readSafely(read, logs, protocol.name)
    },
  }
}

function toChecked(route: BridgeRoute): BridgeRoute {
  return {
    ...route,
    leg: (leg) => route.leg(checkLeg(leg)),
    control: (control) => route.control(checkControl(control)),
  }
}

/** Nobody can say which log a foreign function failed on, so that none of them is trusted. */
function readSafely(
  read: ReturnType<BridgeProtocol['createReader']>,
  logs: readonly RawLog[],
  name: string,
): readonly Finding[] {
  try {
    return read(logs)
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    return logs.map((log) => ({ log, reason: `The function of ${name} failed: ${text}` }))
  }
}
