import { parseAbi } from 'viem'
import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { findPauses } from '../findPauses.ts'

/** Circle's own `Pausable` names no account, unlike OpenZeppelin's. */
export const minterAbi = parseAbi([
  'event Pause()',
  'event Unpause()',
  'event SetBurnLimitPerMessage(address indexed token, uint256 burnLimitPerMessage)',
])

/** Pauses of the contracts, and how much of a carried token one transfer may burn. */
export function findControls(
  logs: {
    paused: readonly { log: RawLog }[]
    resumed: readonly { log: RawLog }[]
    limits: readonly { log: RawLog; token: Address; burnLimitPerMessage: bigint }[]
  },
  route: BridgeRoute,
): readonly Finding[] {
  const { limits, ...pauses } = logs
  return [
    ...findPauses(pauses, route),
    ...limits
      .filter(({ token }) => route.tokens.has(token))
      .map(({ log, token, burnLimitPerMessage: most }) => ({
        log,
        siblings: [],
        body: route.control({
          contract: log.address,
          way: 'out',
          change: { type: 'limited', per: 'transfer', token, most },
        }),
      })),
  ]
}
