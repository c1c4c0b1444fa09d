import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { peerChainOf } from './arbitrumRoute.ts'

interface Ticket {
  log: RawLog
  ticketId: Hex
}

/**
 * Tickets of everybody: whose they are is known where a deposit of the bridge has them as another name. One that was created
 * has failed until its deposit is finalized, which the first try does in the same block.
 */
export function findTickets(
  { created, canceled }: { created: readonly Ticket[]; canceled: readonly Ticket[] },
  route: BridgeRoute,
): readonly Finding[] {
  const [asset] = route.tokens.keys()
  if (asset === undefined) return []
  const toStep = (step: 'failed' | 'cancelled', { log, ticketId }: Ticket): Finding => ({
    log,
    siblings: [],
    body: route.leg({
      step,
      key: ticketId,
      asset,
      amount: 0n,
      carrierContract: log.address,
      origin: peerChainOf(route),
      destination: route.chainId,
    }),
  })
  return [
    ...created.map((ticket) => toStep('failed', ticket)),
    ...canceled.map((ticket) => toStep('cancelled', ticket)),
  ]
}
