import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { ChainId } from '../../../facts/primitives.ts'
import { type Address, type Hex, zeroAddress } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import type { Payment } from '../Payment.ts'
import { dusty, noOnlyToken, onlyToken, queueKeyOf, toCarried } from './nttRoute.ts'

interface Digested {
  log: RawLog
  digest: Hex
}

interface Cancelled {
  log: RawLog
  sequence: bigint
  recipient: Address
  amount: bigint
}

interface ArrivalLogs {
  attested: readonly Digested[]
  delayed: readonly Digested[]
  redeemed: readonly Digested[]
  cancelled: readonly Cancelled[]
  received: readonly (Digested & { emitterChainId: number })[]
  payments: readonly Payment[]
}

/** What a manager heard of a transfer, and what it pays: once after each redemption and each cancellation. */
export function findNttArrivals(logs: ArrivalLogs, route: BridgeRoute): readonly Finding[] {
  const paying = [...logs.redeemed, ...logs.cancelled].map(({ log }) => log)
  const paidFor = (log: RawLog): Payment | undefined => {
    const next = paying
      .filter(({ address, logIndex }) => address === log.address && logIndex > log.logIndex)
      .reduce((first, { logIndex }) => Math.min(first, logIndex), Number.POSITIVE_INFINITY)
    return logs.payments.find(
      ({ from, log: { logIndex } }) =>
        (from === log.address || from === zeroAddress) &&
        logIndex > log.logIndex &&
        logIndex < next,
    )
  }
  const originOf = (digest: Hex): ChainId | undefined => {
    const domain =
      logs.received.find((each) => each.digest === digest)?.emitterChainId ?? route.peer
    return domain === undefined ? undefined : route.chainOf(domain)
  }
  return [
    ...logs.attested.map((event) => toStep('attested', event, originOf(event.digest), route)),
    ...logs.delayed.map((event) => toStep('committed', event, originOf(event.digest), route)),
    ...logs.redeemed.map((event) =>
      toCredited(event, paidFor(event.log), originOf(event.digest), route),
    ),
    ...logs.cancelled.map((event) => toRefunded(event, paidFor(event.log), route)),
  ]
}

function toStep(
  step: 'attested' | 'committed',
  { log, digest }: Digested,
  origin: ChainId | undefined,
  route: BridgeRoute,
): Finding {
  const asset = onlyToken(route)
  if (asset === undefined) return { log, reason: noOnlyToken }
  const carrierContract = log.address
  const ends = { origin, destination: route.chainId }
  const body = route.leg({ step, key: digest, asset, amount: 0n, carrierContract, ...ends })
  return { log, siblings: [], body }
}

function toCredited(
  { log, digest }: Digested,
  payment: Payment | undefined,
  origin: ChainId | undefined,
  route: BridgeRoute,
): Finding {
  if (payment === undefined) return { log, reason: noPayment }
  const asset = payment.log.address
  const carried = toCarried(payment.value, asset, route)
  if (carried === undefined) return { log, reason: dusty }
  const body = route.leg({
    step: 'credited',
    key: digest,
    asset,
    amount: payment.value,
    carried,
    carrierContract: payerOf(payment),
    recipient: payment.to,
    origin,
    destination: route.chainId,
  })
  return { log, siblings: [payment.log], body }
}

const noPayment = 'The manager redeemed a transfer or cancelled one without a payment after it.'

function toRefunded(
  { log, sequence, recipient, amount }: Cancelled,
  payment: Payment | undefined,
  route: BridgeRoute,
): Finding {
  if (payment === undefined) return { log, reason: noPayment }
  if (payment.value !== amount || payment.to !== recipient) return { log, reason: otherPayment }
  const body = route.leg({
    step: 'refunded',
    key: queueKeyOf(log.address, sequence, route),
    asset: payment.log.address,
    amount,
    carried: toCarried(amount, payment.log.address, route),
    carrierContract: payerOf(payment),
    recipient,
    origin: route.chainId,
    destination: route.peer === undefined ? undefined : route.chainOf(route.peer),
  })
  return { log, siblings: [payment.log], body }
}

const otherPayment = 'The manager paid back another amount or recipient than it says.'

/** A manager that burns and mints pays out of nothing. */
function payerOf({ from, log }: Payment): Address {
  return from === zeroAddress ? log.address : from
}
