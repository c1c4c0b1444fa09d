import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import type { BridgeEvent } from './bridgeEvent.ts'
import { carrierOf, isCarried } from './opRoute.ts'

/** `RelayedMessage` of a messenger. */
interface RelayLog {
  log: RawLog
  msgHash: Hex
}

/** The messenger calls the bridge, which pays and logs, and logs the message itself last; a relay inside a relay fails. */
export function findFinalized(
  events: readonly BridgeEvent[],
  relayed: readonly RelayLog[],
  route: BridgeRoute,
): readonly Finding[] {
  const taken = new Set<RelayLog>()
  return events
    .filter((event) => isCarried(event, route))
    .map((event): Finding => {
      const match = relayed.find(({ log }) => log.logIndex > event.log.logIndex)
      if (match === undefined || taken.has(match)) return { log: event.log, reason: noRelay }
      taken.add(match)
      return toCredited(event, match.log, match.msgHash, route)
    })
}

const noRelay = 'The bridge pays a transfer without a RelayedMessage of its own after it.'

function toCredited(
  { log, token, from, to, amount }: BridgeEvent,
  relayed: RawLog,
  key: Hex,
  route: BridgeRoute,
): Finding {
  const body = route.leg({
    step: 'credited',
    key,
    asset: token,
    amount,
    carrierContract: carrierOf(token, log.address, route),
    sender: from,
    recipient: to,
    origin: route.peer === undefined ? undefined : route.chainOf(route.peer),
    destination: route.chainId,
  })
  return { log, siblings: [relayed], body }
}
