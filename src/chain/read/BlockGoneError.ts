import { BaseError } from '../../errors/BaseError.ts'

/** A read was pinned to a block that its chain no longer has; ask again for the block that took its place. */
export class BlockGoneError extends BaseError {
  override name = 'BlockGoneError'
  readonly blockNumber: bigint

  constructor(parameters: { chain: string; blockNumber: bigint }) {
    const { chain, blockNumber } = parameters
    super(`${chain} no longer has the block ${blockNumber} that a read was pinned to.`, {
      code: 'BLOCK_GONE',
    })
    this.blockNumber = blockNumber
  }
}
