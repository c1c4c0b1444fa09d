import { BaseError } from '../errors/BaseError.ts'
import type { ChainId } from '../facts/primitives.ts'

/** A change reaches below the block from which a chain's history is kept. Nothing was recorded. */
export class StorePrunedError extends BaseError {
  override name = 'StorePrunedError'

  constructor(parameters: { chainId: ChainId; fromBlock: bigint; retainedFrom: bigint }) {
    const { chainId, fromBlock, retainedFrom } = parameters
    super(
      `The history of chain ${chainId} was pruned up to block ${retainedFrom}, and what is new reaches down to block ${fromBlock}.`,
      {
        code: 'BEFORE_RETENTION',
        metaMessages: [
          'Restore a backup from before the pruning, or index into a new database path.',
        ],
      },
    )
  }
}
