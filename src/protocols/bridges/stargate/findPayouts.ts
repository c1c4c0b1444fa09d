import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { factsPerLogMax } from '../../factRank.ts'
import { fromWord, toWord } from '../../toWord.ts'
import { parsePassengers, seatKeyOf } from './passenger.ts'
import { carrierOf, isMessaging, noToken, tokenOf } from './stargateRoute.ts'

interface Received {
  log: RawLog
  guid: Hex
  srcEid: number
  toAddress: Address
  amountReceivedLD: bigint
}

interface Cached {
  log: RawLog
  guid: Hex
  srcEid: number
  receiver: Address
  amountLD: bigint
}

interface Alert {
  log: RawLog
  receiver: Address
  origin: { srcEid: number; sender: Hex }
  guid: Hex
  message: Hex
}

interface PayoutLogs {
  received: readonly Received[]
  cached: readonly Cached[]
  alerts: readonly Alert[]
}

/** What a pool pays out, what it keeps for a later try, and packets that could not be delivered at all. */
export function findPayouts(
  { received, cached, alerts }: PayoutLogs,
  route: BridgeRoute,
  assetId: number,
): readonly Finding[] {
  return [
    ...received.map(({ toAddress: receiver, amountReceivedLD: amountLD, ...event }) =>
      toPayout('credited', { ...event, receiver, amountLD }, route, assetId),
    ),
    ...cached.map((event) => toPayout('failed', event, route, assetId)),
    ...alerts.flatMap((event) => toFailed(event, route, assetId)),
  ]
}

function toPayout(
  step: 'credited' | 'failed',
  { log, guid, srcEid, receiver, amountLD }: Cached,
  route: BridgeRoute,
  assetId: number,
): Finding {
  const own = tokenOf(route)
  if (own === undefined) return { log, reason: noToken }
  if (amountLD % own.rate !== 0n)
    return { log, reason: `The pool pays ${amountLD}, which no message in shared decimals says.` }
  const amountSD = amountLD / own.rate
  const body = route.leg({
    step,
    key: seatKeyOf(guid, { assetId, receiver: toWord(receiver), amountSD }),
    asset: own.token,
    amount: step === 'credited' ? amountLD : 0n,
    carried: step === 'credited' ? amountSD : 0n,
    carrierContract: carrierOf(log.address, own.token, route),
    recipient: receiver,
    origin: route.chainOf(srcEid),
    destination: route.chainId,
  })
  return { log, siblings: [], body }
}

/** Anybody may log an alert: it never moves an amount, and one of a sender that nobody accepts is noise. */
function toFailed(
  { log, receiver, origin, guid, message }: Alert,
  route: BridgeRoute,
  assetId: number,
): readonly Finding[] {
  const own = tokenOf(route)
  const isOwn = route.contractsOf('tokenMessaging').includes(receiver)
  if (!isOwn || own === undefined || !isMessaging(origin.srcEid, origin.sender, route)) return []
  const passengers = (parsePassengers(message) ?? []).filter((each) => each.assetId === assetId)
  return passengers.slice(0, factsPerLogMax).map((passenger) => ({
    log,
    siblings: [],
    body: route.leg({
      step: 'failed',
      key: seatKeyOf(guid, passenger),
      asset: own.token,
      amount: 0n,
      carrierContract: receiver,
      recipient: fromWord(passenger.receiver),
      origin: route.chainOf(origin.srcEid),
      destination: route.chainId,
    }),
  }))
}
