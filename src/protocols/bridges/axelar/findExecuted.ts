import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import { type Hex, zeroAddress } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import type { Payment } from '../Payment.ts'
import { carrierOf } from './axelarRoute.ts'

interface Executed {
  log: RawLog
  commandId: Hex
}

/** The gateway logs an execution and then mints or pays what the approval carries; a call without tokens pays nothing. */
export function findExecuted(
  executed: readonly Executed[],
  payments: readonly Payment[],
  route: BridgeRoute,
): readonly Finding[] {
  return executed.flatMap(({ log, commandId }, i) => {
    const next = executed[i + 1]?.log.logIndex ?? Number.POSITIVE_INFINITY
    const payment = payments.find(
      (each) =>
        each.log.logIndex > log.logIndex &&
        each.log.logIndex < next &&
        (each.from === zeroAddress || each.from === log.address),
    )
    if (payment === undefined) return []
    const body = route.leg({
      step: 'credited',
      key: commandId,
      asset: payment.log.address,
      amount: payment.value,
      carrierContract: carrierOf(payment.from, payment),
      recipient: payment.to,
      // The approval names where it comes from.
      origin: route.peer === undefined ? undefined : route.chainOf(route.peer),
      destination: route.chainId,
    })
    return [{ log, siblings: [payment.log], body }]
  })
}
