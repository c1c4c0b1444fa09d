import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { LegStep } from '../../../facts/BridgeFacts.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { toWord } from '../../toWord.ts'
import { carrierOf, isPeer, tokenOf, toNoToken } from './oftRoute.ts'
import { guidOf, type PacketOrigin } from './packet.ts'

/** A packet at the endpoint of its destination. */
export interface Inbound extends PacketOrigin {
  log: RawLog
  receiver: Address
}

/** What the endpoint did with a packet of an OFT; it asks the OFT first whether it accepts the sender. */
export function toStep(
  packet: Inbound,
  step: LegStep,
  payloadHash: Hex | undefined,
  route: BridgeRoute,
): Finding {
  const { log, receiver: oft, srcEid, sender } = packet
  if (step === 'committed' && !isPeer(srcEid, sender, route))
    return { log, reason: toUnconfigured(packet) }
  const guid = inboundGuid(packet, route)
  return toStepOf({ log, oft, step, guid, payloadHash: payloadHash ?? guid, srcEid }, route)
}

/** The guid of a packet that came to this chain. */
export function inboundGuid(
  { receiver, srcEid, sender, nonce }: Omit<Inbound, 'log'>,
  route: BridgeRoute,
): Hex {
  const dstEid = Number(route.domain)
  return guidOf({ srcEid, sender, nonce, dstEid, receiver: toWord(receiver) })
}

/** Said of whatever a destination took from a contract that the config lacks. */
export function toUnconfigured({ sender, srcEid }: PacketOrigin): string {
  return `A packet was accepted from ${sender} on endpoint ${srcEid}, which is not the OFT that the config has there.`
}

interface Step {
  log: RawLog
  oft: Address
  step: LegStep
  guid: Hex
  payloadHash: Hex
  srcEid: number | undefined
}

/** A leg of this chain that moves nothing. */
export function toStepOf(
  { log, oft, step, guid, payloadHash, srcEid }: Step,
  route: BridgeRoute,
): Finding {
  const token = tokenOf(oft, route)
  if (token === undefined) return { log, reason: toNoToken(oft) }
  const body = route.leg({
    step,
    key: guid,
    payloadHash,
    asset: token,
    amount: 0n,
    carrierContract: carrierOf(oft, token, route),
    origin: srcEid === undefined ? undefined : route.chainOf(srcEid),
    destination: route.chainId,
  })
  return { log, siblings: [], body }
}
