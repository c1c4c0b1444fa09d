import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import { assert } from '../../../errors/assert.ts'
import { type Address, type Hex, zeroAddress } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import type { Payment } from '../Payment.ts'
import { carrierOf, domainOf, hashOf, takenBefore, toRecipient } from './axelarRoute.ts'

interface Sent {
  log: RawLog
  tokenId: Hex
  sourceAddress: Address
  destinationChain: string
  destinationAddress: Hex
  amount: bigint
  dataHash: Hex
}

interface Received {
  log: RawLog
  tokenId: Hex
  sourceChain: string
  sourceAddress: Hex
  destinationAddress: Address
  amount: bigint
  dataHash: Hex
}

interface InterchainLogs {
  sent: readonly Sent[]
  received: readonly Received[]
  payments: readonly Payment[]
}

/** The service is shared by all interchain tokens: what moved none of the route's is another's. */
export function findInterchain(logs: InterchainLogs, route: BridgeRoute): readonly Finding[] {
  const payments = [...logs.payments]
  return [
    ...logs.sent.flatMap((event) => toSent(event, payments, route)),
    ...logs.received.flatMap((event) => toCredited(event, payments, route)),
  ]
}

function toSent(event: Sent, payments: Payment[], route: BridgeRoute): readonly Finding[] {
  const { log, tokenId, sourceAddress, destinationChain, destinationAddress, amount } = event
  const managers = route.contractsOf('tokenManager')
  const payment = takenBefore(log, amount, managers, payments)
  if (payment === undefined) return []
  payments.splice(payments.indexOf(payment), 1)
  const carried = toCarried(amount, payment.log.address, destinationChain, route)
  const parties = [route.domain, sourceAddress, destinationChain, destinationAddress]
  const body = route.leg({
    step: 'sent',
    key: hashOf([tokenId, ...parties, carried, event.dataHash]),
    asset: payment.log.address,
    amount,
    carried,
    carrierContract: carrierOf(payment.to, payment),
    sender: sourceAddress,
    recipient: toRecipient(destinationAddress),
    origin: route.chainId,
    destination: route.chainOf(domainOf(destinationChain, route)),
  })
  return [{ log, siblings: [payment.log], body }]
}

function toCredited(event: Received, payments: Payment[], route: BridgeRoute): readonly Finding[] {
  const { log, tokenId, sourceChain, sourceAddress, destinationAddress, amount } = event
  const managers = route.contractsOf('tokenManager')
  const payment = payments.findLast(
    (each) =>
      each.log.logIndex < log.logIndex &&
      each.value === amount &&
      each.to === destinationAddress &&
      (each.from === zeroAddress || managers.includes(each.from)),
  )
  if (payment === undefined) return []
  payments.splice(payments.indexOf(payment), 1)
  const carried = toCarried(amount, payment.log.address, sourceChain, route)
  const parties = [sourceChain, sourceAddress, route.domain, destinationAddress]
  const body = route.leg({
    step: 'credited',
    key: hashOf([tokenId, ...parties, carried, event.dataHash]),
    asset: payment.log.address,
    amount,
    carried,
    carrierContract: carrierOf(payment.from, payment),
    recipient: destinationAddress,
    origin: route.chainOf(domainOf(sourceChain, route)),
    destination: route.chainId,
  })
  return [{ log, siblings: [payment.log], body }]
}

/** An amount in the smaller number of decimals of the two chains, rounded down as the hub does. */
function toCarried(amount: bigint, token: Address, other: string, route: BridgeRoute): bigint {
  const decimals = route.tokens.get(token)
  assert(decimals !== undefined, 'a payment is one of the tokens of the route')
  const [peer = decimals] = route.peerTokens(domainOf(other, route))?.values() ?? []
  return amount / 10n ** BigInt(Math.max(decimals - peer, 0))
}
