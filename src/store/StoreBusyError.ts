import { BaseError } from '../errors/BaseError.ts'

/** Too many readers wait for a snapshot already. */
export class StoreBusyError extends BaseError {
  override name = 'StoreBusyError'

  constructor(parameters: { readersMax: number; waitersMax: number }) {
    const { readersMax, waitersMax } = parameters
    super(`All ${readersMax} snapshots are taken and ${waitersMax} readers wait for one.`, {
      code: 'STORE_BUSY',
      metaMessages: ['Ask again later, or with fewer requests at once.'],
      retryable: true,
    })
  }
}
