import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { fromWord, toWord } from '../../toWord.ts'
import { type OftMessage, parseOftMessage } from './oftMessage.ts'
import { carrierOf, isPeer, oftOf, rateOf, tokenOf, toNoToken } from './oftRoute.ts'
import { type Packet, parsePacket, senderOf } from './packet.ts'

interface Sent {
  log: RawLog
  guid: Hex
  dstEid: number
  fromAddress: Address
  amountSentLD: bigint
  amountReceivedLD: bigint
}

interface PacketLog {
  log: RawLog
  packet: Packet
}

/** The endpoint logs PacketSent inside the call that ends with OFTSent; the guid joins them. */
export function findSends(
  { sent, packets }: { sent: readonly Sent[]; packets: readonly RawPacket[] },
  route: BridgeRoute,
  sharedDecimals: number,
): readonly Finding[] {
  const own = ownPackets(packets, route)
  const joined = new Set<PacketLog>()
  const findings = sent.map((event): Finding => {
    const match = own.find((each) => !joined.has(each) && isOf(each, event))
    if (match === undefined) return { log: event.log, reason: noPacket }
    joined.add(match)
    return toSent(event, match, route, sharedDecimals)
  })
  const alone = own.filter((each) => !joined.has(each))
  return [...findings, ...alone.map(({ log }) => ({ log, reason: noSend }))]
}

interface RawPacket {
  log: RawLog
  encodedPayload: Hex
}

const noPacket = 'OFTSent has no PacketSent of its guid and OFT before it in the transaction.'
const noSend = 'The OFT sent a packet without OFTSent after it.'

/** The endpoint carries packets of every application; those of others are passed over before anything is hashed. */
function ownPackets(packets: readonly RawPacket[], route: BridgeRoute): readonly PacketLog[] {
  return packets.flatMap(({ log, encodedPayload }) => {
    const sender = senderOf(encodedPayload)
    const packet = sender && oftOf(sender, route) ? parsePacket(encodedPayload) : undefined
    return packet ? [{ log, packet }] : []
  })
}

function isOf({ packet, log }: PacketLog, sent: Sent): boolean {
  return (
    packet.guid === sent.guid &&
    packet.sender === toWord(sent.log.address) &&
    log.logIndex < sent.log.logIndex
  )
}

function toSent(
  sent: Sent,
  { packet, log }: PacketLog,
  route: BridgeRoute,
  sharedDecimals: number,
): Finding {
  const token = tokenOf(sent.log.address, route)
  const message = parseOftMessage(packet.message)
  if (token === undefined) return { log: sent.log, reason: toNoToken(sent.log.address) }
  if (message === undefined) return { log: sent.log, reason: 'The packet has no OFT message.' }
  const reason =
    findMisroute(sent, packet, route) ??
    findWrongAmount(sent, message, rateOf(token, route, sharedDecimals))
  if (reason !== undefined) return { log: sent.log, reason }
  const body = route.leg({
    step: 'sent',
    key: packet.guid,
    payloadHash: packet.payloadHash,
    asset: token,
    amount: sent.amountSentLD,
    carried: message.amountSD,
    carrierContract: carrierOf(sent.log.address, token, route),
    sender: sent.fromAddress,
    recipient: fromWord(message.sendTo),
    origin: route.chainId,
    destination: route.chainOf(packet.dstEid),
  })
  return { log: sent.log, siblings: [log], body }
}

function findMisroute({ dstEid }: Sent, packet: Packet, route: BridgeRoute): string | undefined {
  if (`${packet.srcEid}` !== route.domain)
    return `The packet names endpoint ${packet.srcEid} as its origin; the chain is configured as ${route.domain}.`
  if (packet.dstEid !== dstEid)
    return `The packet goes to endpoint ${packet.dstEid}, OFTSent to ${dstEid}.`
  return isPeer(dstEid, packet.receiver, route)
    ? undefined
    : `The packet goes to ${packet.receiver} on endpoint ${dstEid}, which is not the OFT that the config has there.`
}

/** What arrives is what the message says to the last unit; what left may be more by a fee. */
function findWrongAmount(
  { amountSentLD, amountReceivedLD }: Sent,
  { amountSD }: OftMessage,
  rate: bigint | undefined,
): string | undefined {
  if (rate === undefined || amountReceivedLD !== amountSD * rate)
    return `OFTSent promises ${amountReceivedLD} and the packet carries ${amountSD} in shared decimals.`
  return amountSentLD < amountReceivedLD
    ? `OFTSent took ${amountSentLD} and promises ${amountReceivedLD}.`
    : undefined
}
