import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import type { Payment } from '../Payment.ts'
import { carrierOf, domainOf, hashOf, takenBefore, toRecipient } from './axelarRoute.ts'

interface Called {
  log: RawLog
  sender: Address
  destinationChain: string
  destinationContractAddress: string
  payloadHash: Hex
  symbol: string
  amount: bigint
}

interface Approved {
  log: RawLog
  commandId: Hex
  sourceChain: string
  contractAddress: Address
  payloadHash: Hex
  symbol: string
  amount: bigint
  sourceTxHash: Hex
}

interface CallLogs {
  called: readonly Called[]
  approved: readonly Approved[]
  payments: readonly Payment[]
}

/** Calls that take tokens of the route, and approvals of whosever calls. */
export function findCalls(logs: CallLogs, route: BridgeRoute): readonly Finding[] {
  const payments = [...logs.payments]
  return [
    ...logs.called.flatMap((event) => toSent(event, payments, route)),
    ...logs.approved.flatMap((event) => toApproved(event, route)),
  ]
}

function toSent(event: Called, payments: Payment[], route: BridgeRoute): readonly Finding[] {
  const { log, sender, destinationChain, destinationContractAddress: contract, amount } = event
  const payment = takenBefore(log, amount, route.contractsOf('gateway'), payments)
  // No token of the route was taken: it is another token's.
  if (payment === undefined) return []
  payments.splice(payments.indexOf(payment), 1)
  const { payloadHash, symbol } = event
  const place = [route.domain, log.txHash, destinationChain, contract]
  const body = route.leg({
    step: 'sent',
    key: hashOf([...place, payloadHash, symbol, amount]),
    asset: payment.log.address,
    amount,
    carrierContract: carrierOf(payment.to, payment),
    sender,
    recipient: toRecipient(contract),
    origin: route.chainId,
    destination: route.chainOf(domainOf(destinationChain, route)),
  })
  return [{ log, siblings: [payment.log], body }]
}

function toApproved(event: Approved, route: BridgeRoute): readonly Finding[] {
  const { log, commandId, sourceChain, sourceTxHash, contractAddress, payloadHash } = event
  const [asset] = route.tokens.keys()
  if (asset === undefined) return []
  const { symbol, amount } = event
  const place = [sourceChain, sourceTxHash, route.domain, contractAddress]
  const body = route.leg({
    step: 'committed',
    key: hashOf([...place, payloadHash, symbol, amount]),
    alias: commandId,
    asset,
    amount: 0n,
    carrierContract: log.address,
    recipient: contractAddress,
    origin: route.chainOf(domainOf(sourceChain, route)),
    destination: route.chainId,
  })
  return [{ log, siblings: [], body }]
}
