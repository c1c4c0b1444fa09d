import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { toWord } from '../../toWord.ts'
import { encodeOftMessage, parseComposedMessage } from './oftMessage.ts'
import { carrierOf, isPeer, rateOf, tokenOf, toNoToken } from './oftRoute.ts'
import { guidOf, type PacketOrigin, payloadHashOf } from './packet.ts'
import { toStep, toUnconfigured } from './toStep.ts'

interface Received {
  log: RawLog
  guid: Hex
  srcEid: number
  toAddress: Address
  amountReceivedLD: bigint
}

interface Delivered {
  log: RawLog
  origin: PacketOrigin
  receiver: Address
}

interface Composed {
  log: RawLog
  from: Address
  guid: Hex
  message: Hex
}

interface DeliveryLogs {
  received: readonly Received[]
  delivered: readonly Delivered[]
  composed: readonly Composed[]
}

/** The OFT logs OFTReceived inside the call after which the endpoint logs PacketDelivered; the guid joins them. */
export function findDeliveries(
  { received, delivered, composed }: DeliveryLogs,
  route: BridgeRoute,
  sharedDecimals: number,
): readonly Finding[] {
  const open = delivered.filter(({ receiver }) => route.contractsOf('oft').includes(receiver))
  const findings = received.map((event): Finding => {
    const index = open.findIndex((each) => isOf(each, event, route))
    const [match] = index === -1 ? [] : open.splice(index, 1)
    if (match === undefined) return { log: event.log, reason: noPacket }
    const compose = composed.find(
      ({ guid, from, log }) =>
        guid === event.guid && from === event.log.address && log.logIndex < event.log.logIndex,
    )
    return toCredited(event, match, compose, route, sharedDecimals)
  })
  const failed = findings.filter((finding) => 'reason' in finding)
  return [
    ...findings,
    ...open.map((packet) =>
      failed.some(({ log }) => log.address === packet.receiver)
        ? { log: packet.log, reason: noReceipt }
        : toCleared(packet, route),
    ),
  ]
}

const noPacket = 'OFTReceived has no PacketDelivered of its guid and OFT after it.'
const noReceipt = 'A packet was delivered to the OFT without the OFTReceived of its guid before it.'

/**
 * The endpoint logs the same where the OFT's owner clears a packet: its payload is forgotten, the OFT is not called, and
 * nobody is ever paid.
 */
function toCleared({ origin, receiver, log }: Delivered, route: BridgeRoute): Finding {
  if (!isPeer(origin.srcEid, origin.sender, route)) return { log, reason: toUnconfigured(origin) }
  return toStep({ ...origin, receiver, log }, 'cancelled', undefined, route)
}

function isOf({ origin, receiver, log }: Delivered, received: Received, route: BridgeRoute) {
  const header = { ...origin, dstEid: Number(route.domain), receiver: toWord(receiver) }
  return (
    receiver === received.log.address &&
    log.logIndex > received.log.logIndex &&
    guidOf(header) === received.guid
  )
}

function toCredited(
  received: Received,
  { origin, log: delivered }: Delivered,
  composed: Composed | undefined,
  route: BridgeRoute,
  sharedDecimals: number,
): Finding {
  const { log, guid, srcEid, toAddress, amountReceivedLD: amount } = received
  const token = tokenOf(log.address, route)
  if (token === undefined) return { log, reason: toNoToken(log.address) }
  if (!isPeer(origin.srcEid, origin.sender, route)) return { log, reason: toUnconfigured(origin) }
  const rate = rateOf(token, route, sharedDecimals)
  if (rate === undefined || amount % rate !== 0n)
    return { log, reason: `OFTReceived paid ${amount}, which no message in shared decimals says.` }
  const compose = composed && composeOf(composed, received, origin)
  if (composed && compose === undefined) return { log, reason: wrongCompose }
  const message = {
    sendTo: toWord(toAddress),
    amountSD: amount / rate,
    compose: compose ?? ('0x' as const),
  }
  const body = route.leg({
    step: 'credited',
    key: guid,
    payloadHash: payloadHashOf(guid, encodeOftMessage(message)),
    asset: token,
    amount,
    carried: message.amountSD,
    carrierContract: carrierOf(log.address, token, route),
    recipient: toAddress,
    origin: route.chainOf(srcEid),
    destination: route.chainId,
  })
  return { log, siblings: composed ? [composed.log, delivered] : [delivered], body }
}

const wrongCompose = 'ComposeSent hands over another origin, nonce or amount than OFTReceived.'

function composeOf(
  { message }: Composed,
  { amountReceivedLD }: Received,
  { srcEid, nonce }: PacketOrigin,
): Hex | undefined {
  const parsed = parseComposedMessage(message)
  const isSame =
    parsed?.srcEid === srcEid && parsed.nonce === nonce && parsed.amountLD === amountReceivedLD
  return isSame ? parsed.compose : undefined
}
