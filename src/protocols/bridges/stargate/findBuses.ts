import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { factsPerLogMax } from '../../factRank.ts'
import { fromWord } from '../../toWord.ts'
import { type Passenger, parsePassengers, seatKeyOf, ticketKeyOf } from './passenger.ts'
import { isMessaging, noToken, ownPackets, type PacketLog, tokenOf } from './stargateRoute.ts'

interface Driven {
  log: RawLog
  dstEid: number
  startTicketId: bigint
  numPassengers: number
  guid: Hex
}

interface BusLogs {
  driven: readonly Driven[]
  packets: readonly { log: RawLog; encodedPayload: Hex }[]
}

/** The packet lists its passengers in the order of their tickets; the messaging logs BusDriven right after it. */
export function findBuses(logs: BusLogs, route: BridgeRoute, assetId: number): readonly Finding[] {
  if (logs.driven.length === 0) return []
  const packets = ownPackets(logs.packets, route)
  return logs.driven.flatMap((bus): readonly Finding[] => {
    const match = packets.find(
      ({ packet, log }) => packet.guid === bus.guid && log.logIndex < bus.log.logIndex,
    )
    const passengers = match && parsePassengers(match.packet.message)
    if (match === undefined || passengers === undefined || passengers.length !== bus.numPassengers)
      return [{ log: bus.log, reason: noPacket }]
    if (
      match.packet.dstEid !== bus.dstEid ||
      !isMessaging(bus.dstEid, match.packet.receiver, route)
    )
      return [
        {
          log: bus.log,
          reason: `The bus goes to ${match.packet.receiver} on endpoint ${match.packet.dstEid}, which is not where the config has the token messaging.`,
        },
      ]
    return toSeats(bus, match, passengers, route, assetId)
  })
}

const noPacket = 'BusDriven has no PacketSent of its guid before it with as many passengers.'

function toSeats(
  bus: Driven,
  match: PacketLog,
  passengers: readonly Passenger[],
  route: BridgeRoute,
  assetId: number,
): readonly Finding[] {
  const own = passengers.flatMap((passenger, seat) =>
    passenger.assetId === assetId ? [{ passenger, seat }] : [],
  )
  // Two logs own the facts of a bus, because one has no room for a full one.
  const owners = [bus.log, match.log]
  const findings = own.slice(0, owners.length * factsPerLogMax).map(({ passenger, seat }, i) => {
    const [log = bus.log, other = match.log] = i < factsPerLogMax ? owners : owners.toReversed()
    return toSent(bus, passenger, seat, { log, other }, route)
  })
  return findings.length === own.length
    ? findings
    : [...findings, { log: bus.log, reason: tooMany }]
}

const tooMany = `A bus carries more than ${2 * factsPerLogMax} passengers of this asset; the others are not told.`

function toSent(
  { log: { address }, dstEid, startTicketId, guid }: Driven,
  passenger: Passenger,
  seat: number,
  { log, other }: { log: RawLog; other: RawLog },
  route: BridgeRoute,
): Finding {
  const own = tokenOf(route)
  if (own === undefined) return { log, reason: noToken }
  const body = route.leg({
    step: 'sent',
    key: seatKeyOf(guid, passenger),
    alias: ticketKeyOf(address, Number(route.domain), dstEid, startTicketId + BigInt(seat)),
    asset: own.token,
    amount: 0n,
    carried: passenger.amountSD,
    carrierContract: address,
    recipient: fromWord(passenger.receiver),
    origin: route.chainId,
    destination: route.chainOf(dstEid),
  })
  return { log, siblings: [other], body }
}
