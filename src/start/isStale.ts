import type { ChainStatus } from '../chain/ChainStatus.ts'
import type { ChainConfig } from '../config/ChainConfig.ts'
import type { ChainState } from './ChainState.ts'

/**
 * Whether what a chain shows is old, as of now (monotonic ms). Progress is the only health: live, the clock runs from the
 * last moment in which an endpoint confirmed the head and everything up to it had been taken; before the process first
 * stood there, a chain whose recorded head is that old is stale at once. A chain that mines on demand is not stale for
 * being quiet; one whose blocks come at a steady pace is.
 */
export function isStale(parameters: {
  chain: Pick<ChainConfig, 'staleAfterSeconds' | 'cadence'>
  status: Pick<ChainStatus, 'monotonic' | 'headTimestamp'>
  state: Pick<ChainState, 'phase' | 'head' | 'halted'>
  startedMs: number
  nowMs: number
}): boolean {
  const { chain, status, state, startedMs, nowMs } = parameters
  const { confirmedMs, atHeadMs, movedMs } = status.monotonic
  if (state.halted !== undefined) return true
  const isOver = (sinceMs: number | undefined) =>
    nowMs - (sinceMs ?? startedMs) > chain.staleAfterSeconds * 1_000
  if (isOver(confirmedMs)) return true
  if (chain.cadence === 'steady' && isOver(movedMs)) return true
  if (state.phase === 'backfill') return false
  if (atHeadMs !== undefined || isOver(undefined)) return isOver(atHeadMs)
  const behindSeconds = (status.headTimestamp ?? 0n) - (state.head?.timestamp ?? 0n)
  return behindSeconds > BigInt(chain.staleAfterSeconds)
}
