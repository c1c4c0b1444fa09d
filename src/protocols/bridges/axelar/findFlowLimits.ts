import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { RawLog } from '../../../facts/RawLog.ts'

/** Flow limits of the route's token managers, each of the one token that such a bridge carries. */
export function findFlowLimits(
  limits: readonly { log: RawLog; flowLimit_: bigint }[],
  route: BridgeRoute,
): readonly Finding[] {
  const [token] = route.tokens.keys()
  if (token === undefined) return []
  return limits.map(({ log, flowLimit_: most }) => ({
    log,
    siblings: [],
    body: route.control({
      contract: log.address,
      change:
        most === 0n
          ? { type: 'unlimited', per: 'sixHours', token }
          : { type: 'limited', per: 'sixHours', token, most },
    }),
  }))
}
