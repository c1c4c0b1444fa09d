import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import { zeroAddress } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import type { Payment } from '../Payment.ts'
import { standsBefore } from '../standsBefore.ts'
import { keyOf } from './findLocked.ts'

interface Committed {
  log: RawLog
  stateId: bigint
  success: boolean
}

/** Each state runs, and then the receiver logs it: what is minted stands between two of its logs. */
export function findCommitted(
  committed: readonly Committed[],
  payments: readonly Payment[],
  route: BridgeRoute,
): readonly Finding[] {
  return committed.flatMap((event, i): readonly Finding[] => {
    const { log, success } = event
    if (!success) return toFailed(event, route)
    const minted = payments
      .filter(standsBefore(committed, i))
      .filter(({ from }) => from === zeroAddress)
    const [mint, other] = minted
    // No token of the route: a state of another token, or of another application.
    if (mint === undefined) return []
    if (other !== undefined)
      return [{ log, reason: `One state minted ${minted.length} times; a deposit mints once.` }]
    return [toCredited(event, mint, route)]
  })
}

function toCredited({ log, stateId }: Committed, mint: Payment, route: BridgeRoute): Finding {
  const body = route.leg({
    step: 'credited',
    key: keyOf(stateId),
    asset: mint.log.address,
    amount: mint.value,
    carrierContract: mint.log.address,
    recipient: mint.to,
    origin: originOf(route),
    destination: route.chainId,
  })
  return { log, siblings: [mint.log], body }
}

/** Which token the state has its origin alone says: the route may not carry it. */
function toFailed({ log, stateId }: Committed, route: BridgeRoute): readonly Finding[] {
  const [token] = route.tokens.keys()
  if (token === undefined || route.peer === undefined) return []
  const body = route.leg({
    step: 'failed',
    key: keyOf(stateId),
    asset: token,
    amount: 0n,
    carrierContract: log.address,
    origin: originOf(route),
    destination: route.chainId,
  })
  return [{ log, siblings: [], body }]
}

function originOf(route: BridgeRoute) {
  return route.peer === undefined ? undefined : route.chainOf(route.peer)
}
