import { BaseError } from '../errors/BaseError.ts'

/** The disk had no room for a batch. Nothing of the batch was recorded; the state before it stands. */
export class StoreFullError extends BaseError {
  override name = 'StoreFullError'

  constructor(parameters: { path: string; cause: unknown }) {
    const { path, cause } = parameters
    super(
      `The disk that holds the store ${path} is full; nothing of the last batch was recorded.`,
      {
        code: 'STORE_FULL',
        metaMessages: ['Free some space: the same batch is tried again.'],
        cause,
        retryable: true,
      },
    )
  }
}
