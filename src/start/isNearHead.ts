import type { BlocksEvent } from '../chain/ChainEvent.ts'
import type { ChainStatus } from '../chain/ChainStatus.ts'
import type { ChainConfig } from '../config/ChainConfig.ts'
import type { ChainState } from './ChainState.ts'

/**
 * Whether a range ends at the head or, live, within the staleness limit of it. A finality that stalls leaves a long way of
 * live blocks to a chain that starts, and until it has come near its figures are in no sum (DESIGN §4); a chain that was
 * there once stays in.
 */
export function isNearHead(parameters: {
  chain: Pick<ChainConfig, 'staleAfterSeconds'>
  state: Pick<ChainState, 'phase'>
  status: Pick<ChainStatus, 'head' | 'headTimestamp'>
  event: Pick<BlocksEvent, 'phase' | 'toBlock'>
}): boolean {
  const { chain, state, status, event } = parameters
  const { head, headTimestamp } = status
  if (head !== undefined && event.toBlock.number >= head) return true
  if (event.phase === 'backfill') return false
  if (state.phase === 'live' || headTimestamp === undefined) return true
  return headTimestamp - event.toBlock.timestamp <= BigInt(chain.staleAfterSeconds)
}
