import type { Leg } from '../facts/Leg.ts'
import type { ChainCut } from './TransferContext.ts'

/** Whether a leg stands in a cut of its chain; undefined is a chain that is not in it. */
export function isInside(leg: Leg, chain: ChainCut | undefined): boolean {
  if (chain === undefined || leg.at.blockNumber > chain.number) return false
  return (
    leg.at.blockNumber < chain.number ||
    chain.txIndex === undefined ||
    leg.at.txIndex <= chain.txIndex
  )
}
