import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { LegStep } from '../../../facts/BridgeFacts.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'

interface StepLogs {
  failed: readonly { log: RawLog; msgHash: Hex }[]
  proven: readonly { log: RawLog; withdrawalHash: Hex; from: Address; to: Address }[]
  finalized: readonly { log: RawLog; withdrawalHash: Hex; success: boolean }[]
}

/**
 * Legs of what moves nothing, all on the destination. What a message carries its origin alone says: it may be nothing of the
 * route. A withdrawal that was finalized has moved, or failed, as the messenger logs it; one whose call reverted is lost.
 */
export function findSteps(
  { failed, proven, finalized }: StepLogs,
  route: BridgeRoute,
): readonly Finding[] {
  const lost = finalized.filter(({ success }) => !success)
  const own = proven.filter((proof) => isBetweenMessengers(proof, route))
  return [
    ...failed.flatMap(({ log, msgHash }) => toStep('failed', msgHash, log, route)),
    ...own.flatMap(({ log, withdrawalHash }) => toStep('attested', withdrawalHash, log, route)),
    ...lost.flatMap(({ log, withdrawalHash }) => toStep('cancelled', withdrawalHash, log, route)),
  ]
}

/** What goes over the bridges is given to the passer by one messenger, for the other. */
function isBetweenMessengers(
  { from, to }: { from: Address; to: Address },
  route: BridgeRoute,
): boolean {
  const senders = route.peer === undefined ? undefined : route.peersOf(route.peer, 'messenger')
  const isOwn = senders === undefined || senders.includes(from)
  return isOwn && route.contractsOf('messenger').includes(to)
}

function toStep(step: LegStep, key: Hex, log: RawLog, route: BridgeRoute): readonly Finding[] {
  const [token] = route.tokens.keys()
  if (token === undefined || route.peer === undefined) return []
  const body = route.leg({
    step,
    key,
    asset: token,
    amount: 0n,
    carrierContract: log.address,
    origin: route.chainOf(route.peer),
    destination: route.chainId,
  })
  return [{ log, siblings: [], body }]
}
