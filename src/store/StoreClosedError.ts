import { BaseError } from '../errors/BaseError.ts'

/** The store was closed before this call. */
export class StoreClosedError extends BaseError {
  override name = 'StoreClosedError'

  constructor() {
    super('The store is closed.', {
      code: 'STORE_CLOSED',
      metaMessages: ['The process is stopping; ask again once it runs.'],
    })
  }
}
