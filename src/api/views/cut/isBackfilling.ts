import type { ChainId } from '../../../facts/primitives.ts'
import type { Cut } from './Cut.ts'

/** Whether a followed chain is still in no sum: it is being back-filled, or nothing of it is recorded yet. */
export function isBackfilling({ chains }: Cut, chainId: ChainId): boolean {
  const chain = chains.find((each) => each.chainId === chainId)
  return chain === undefined || chain.inclusion === 'BACKFILLING'
}
