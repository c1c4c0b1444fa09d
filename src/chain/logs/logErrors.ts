import { BaseError } from '../../errors/BaseError.ts'

/** An endpoint refuses the logs of a single block in every way there is. The chain waits; no block is ever skipped. */
export class LogsRefusedError extends BaseError {
  override name = 'LogsRefusedError'

  constructor(parameters: { chain: string; blockNumber: bigint; refusal: BaseError }) {
    const { chain, blockNumber, refusal } = parameters
    super(
      `Chain ${chain} is degraded: the logs of block ${blockNumber} are refused, and its receipts too. ${refusal.shortMessage}`,
      {
        code: 'LOGS_REFUSED',
        metaMessages: ['Add an endpoint that serves them.'],
        cause: refusal,
        retryable: true,
      },
    )
  }
}

/** No endpoint still has the logs of a block: they prune old history (rpc-faults F078). */
export class HistoryPrunedError extends BaseError {
  override name = 'HistoryPrunedError'

  constructor(parameters: { chain: string; blockNumber: bigint }) {
    const { chain, blockNumber } = parameters
    super(
      `No endpoint of chain ${chain} serves the logs of block ${blockNumber}: they have pruned their history. Add an archive endpoint, or set a later startBlock.`,
      { code: 'HISTORY_PRUNED', retryable: true },
    )
  }
}
