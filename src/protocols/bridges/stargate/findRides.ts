import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { fromWord } from '../../toWord.ts'
import {
  isTaxi,
  type Passenger,
  parsePassenger,
  parsePassengers,
  seatKeyOf,
  ticketKeyOf,
} from './passenger.ts'
import {
  carrierOf,
  isMessaging,
  noToken,
  ownPackets,
  type PacketLog,
  tokenOf,
} from './stargateRoute.ts'

interface Sent {
  log: RawLog
  guid: Hex
  dstEid: number
  fromAddress: Address
  amountSentLD: bigint
  amountReceivedLD: bigint
}

interface Rode {
  log: RawLog
  dstEid: number
  ticketId: bigint
  passenger: Hex
}

interface RideLogs {
  sent: readonly Sent[]
  rode: readonly Rode[]
  packets: readonly { log: RawLog; encodedPayload: Hex }[]
}

/** What a send is known by, and the log that says so. */
interface Ride {
  step: 'sent' | 'queued'
  key: Hex
  /** What a venue calls it that knows LayerZero's guid alone; that of a bus names many. */
  alias?: Hex
  passenger: Passenger
  log: RawLog
}

/** A pool logs OFTSent last: after the packet of a taxi, or after the ticket of a bus. */
export function findRides(logs: RideLogs, route: BridgeRoute, assetId: number): readonly Finding[] {
  const taxis = ownPackets(logs.packets, route).filter(({ packet }) => isTaxi(packet.message))
  const tickets = [...logs.rode]
  const joined = new Set<PacketLog>()
  const findings = logs.sent.map((event): Finding => {
    const ride = isBus(event)
      ? takeTicket(event, tickets, route)
      : takeTaxi(event, taxis, joined, route)
    return typeof ride === 'string'
      ? { log: event.log, reason: ride }
      : toLeg(event, ride, route, assetId)
  })
  const alone = taxis.filter(
    (taxi) => !joined.has(taxi) && parsePassengers(taxi.packet.message)?.[0]?.assetId === assetId,
  )
  return [...findings, ...alone.map(({ log }) => ({ log, reason: noSend }))]
}

const noSend = 'A taxi of this asset left without OFTSent of a configured pool after it.'

/** Nobody knows yet in which packet the passenger of a bus will leave. */
function isBus({ guid }: Sent): boolean {
  return BigInt(guid) === 0n
}

function takeTaxi(
  { guid, dstEid, log }: Sent,
  taxis: readonly PacketLog[],
  joined: Set<PacketLog>,
  route: BridgeRoute,
): Ride | string {
  const taxi = taxis.find(
    (each) => each.packet.guid === guid && each.log.logIndex < log.logIndex && !joined.has(each),
  )
  const passenger = taxi && parsePassengers(taxi.packet.message)?.[0]
  if (taxi === undefined || passenger === undefined)
    return 'OFTSent has no PacketSent of its guid and of the token messaging before it.'
  joined.add(taxi)
  const { packet } = taxi
  if (packet.dstEid !== dstEid || !isMessaging(dstEid, packet.receiver, route))
    return `The packet goes to ${packet.receiver} on endpoint ${packet.dstEid}, which is not where OFTSent says.`
  return { step: 'sent', key: seatKeyOf(guid, passenger), alias: guid, passenger, log: taxi.log }
}

function takeTicket({ dstEid, log }: Sent, tickets: Rode[], route: BridgeRoute): Ride | string {
  const index = tickets.findLastIndex(
    (each) => each.dstEid === dstEid && each.log.logIndex < log.logIndex,
  )
  const [ticket] = index === -1 ? [] : tickets.splice(index, 1)
  const passenger = ticket && parsePassenger(ticket.passenger)
  if (ticket === undefined || passenger === undefined)
    return 'OFTSent names no guid, and no ticket of a bus stands before it.'
  const key = ticketKeyOf(ticket.log.address, Number(route.domain), dstEid, ticket.ticketId)
  return { step: 'queued', key, passenger, log: ticket.log }
}

function toLeg(sent: Sent, ride: Ride, route: BridgeRoute, assetId: number): Finding {
  const { log, dstEid, fromAddress, amountSentLD, amountReceivedLD } = sent
  const { step, key, alias, passenger } = ride
  const own = tokenOf(route)
  if (own === undefined) return { log, reason: noToken }
  if (passenger.assetId !== assetId || amountReceivedLD !== passenger.amountSD * own.rate)
    return {
      log,
      reason: `OFTSent promises ${amountReceivedLD} of asset ${assetId}, the message ${passenger.amountSD} in shared decimals of asset ${passenger.assetId}.`,
    }
  const body = route.leg({
    step,
    key,
    alias,
    asset: own.token,
    amount: amountSentLD,
    carried: passenger.amountSD,
    carrierContract: carrierOf(log.address, own.token, route),
    sender: fromAddress,
    recipient: fromWord(passenger.receiver),
    origin: route.chainId,
    destination: route.chainOf(dstEid),
  })
  return { log, siblings: [ride.log], body }
}
