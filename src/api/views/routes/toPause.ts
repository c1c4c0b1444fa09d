import { factId } from '../../../facts/FactPosition.ts'
import type { Control } from '../../../ledger/controls.ts'
import type { ReadContext } from '../ReadContext.ts'
import type { RoutePause } from '../Views.ts'

/** A control with the place and the time of the log that says so. */
export function toPause({ snapshot }: Pick<ReadContext, 'snapshot'>, control: Control): RoutePause {
  const { saidBy, ...rest } = control
  const { chainId } = control
  const { blockNumber, txHash, logIndex, k } = saidBy
  const block = snapshot.blockAt(chainId, blockNumber)
  // Pruning leaves the value of a block that is forgotten.
  if (block?.number !== blockNumber)
    return {
      ...rest,
      sinceBlock: blockNumber,
      since: undefined,
      evidence: `${chainId}:${blockNumber}`,
    }
  const at = { chainId, blockNumber, blockHash: block.hash, txIndex: 0, txHash, logIndex, k }
  return { ...rest, sinceBlock: blockNumber, since: block.timestamp, evidence: factId(at) }
}
