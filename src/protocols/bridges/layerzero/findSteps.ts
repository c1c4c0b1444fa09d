import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { LegStep } from '../../../facts/BridgeFacts.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { isPeer, oftOf } from './oftRoute.ts'
import { guidOf, type PacketOrigin, parsePacketHeader, payloadHashOf } from './packet.ts'
import { type Inbound, inboundGuid, toStep, toStepOf } from './toStep.ts'

interface StepLogs {
  signed: readonly { log: RawLog; header: Hex; proofHash: Hex }[]
  verified: readonly {
    log: RawLog
    origin: PacketOrigin
    receiver: Address
    payloadHash: Hex
  }[]
  alerts: readonly {
    log: RawLog
    origin: PacketOrigin
    receiver: Address
    executor: Address
    guid: Hex
    message: Hex
  }[]
  composeAlerts: readonly { log: RawLog; from: Address; executor: Address; guid: Hex }[]
  nilified: readonly (Inbound & { payloadHash: Hex })[]
  burnt: readonly (Inbound & { payloadHash: Hex })[]
  skipped: readonly Inbound[]
}

/** Legs of what moves nothing, all on the destination. What concerns others is passed over before anything is hashed. */
export function findSteps(logs: StepLogs, route: BridgeRoute): readonly Finding[] {
  const ofts = route.contractsOf('oft')
  const executors = route.contractsOf('executor')
  const isBelieved = (alert: { executor: Address }) =>
    executors.length === 0 || executors.includes(alert.executor)
  const ofOwn = <log extends { receiver: Address }>(all: readonly log[]) =>
    all.filter(({ receiver }) => ofts.includes(receiver))
  const inbound = (packet: Inbound, step: LegStep, payloadHash?: Hex) =>
    toStep(packet, step, payloadHash, route)
  return [
    ...logs.signed.flatMap((event) => toAttested(event, route)),
    ...ofOwn(logs.verified).map(({ origin, receiver, log, payloadHash }) =>
      inbound({ ...origin, receiver, log }, 'committed', payloadHash),
    ),
    ...ofOwn(logs.alerts.filter(isBelieved)).flatMap(({ origin, receiver, log, guid, message }) =>
      isForged({ ...origin, receiver }, guid, route)
        ? []
        : [inbound({ ...origin, receiver, log }, 'failed', payloadHashOf(guid, message))],
    ),
    ...ofOwn(logs.nilified).map((event) => inbound(event, 'failed', event.payloadHash)),
    ...ofOwn(logs.burnt).map((event) => inbound(event, 'cancelled', event.payloadHash)),
    // A skipped nonce had no payload yet: it ends whatever the guid will carry.
    ...ofOwn(logs.skipped).map((event) => inbound(event, 'cancelled')),
    ...logs.composeAlerts
      .filter((alert) => ofts.includes(alert.from) && isBelieved(alert))
      .map(({ log, from: oft, guid }) =>
        toStepOf({ log, oft, step: 'failed', guid, payloadHash: guid, srcEid: undefined }, route),
      ),
  ]
}

/** Anybody may log an alert: one of another guid than its packet's, or of a sender that the OFT never accepts, is noise. */
function isForged(packet: Omit<Inbound, 'log'>, guid: Hex, route: BridgeRoute): boolean {
  return guid !== inboundGuid(packet, route) || !isPeer(packet.srcEid, packet.sender, route)
}

/** Verifiers sign whatever is sent to them; only what the OFT would accept says something of it. */
function toAttested(
  { log, header, proofHash }: StepLogs['signed'][number],
  route: BridgeRoute,
): readonly Finding[] {
  const packet = parsePacketHeader(header)
  const oft = packet && oftOf(packet.receiver, route)
  if (packet === undefined || oft === undefined || `${packet.dstEid}` !== route.domain) return []
  const { srcEid, sender } = packet
  if (!isPeer(srcEid, sender, route)) return []
  const guid = guidOf(packet)
  return [toStepOf({ log, oft, step: 'attested', guid, payloadHash: proofHash, srcEid }, route)]
}
