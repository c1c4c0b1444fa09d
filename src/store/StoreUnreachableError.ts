import { BaseError } from '../errors/BaseError.ts'

/** The store's file could not be opened: no such folder, or no right to write there. */
export class StoreUnreachableError extends BaseError {
  override name = 'StoreUnreachableError'

  constructor(parameters: { path: string; cause: unknown }) {
    const { path, cause } = parameters
    super(`The store ${path} cannot be opened for writing.`, {
      code: 'STORE_UNREACHABLE',
      metaMessages: ['Check that its folder exists and that this user may write to it.'],
      cause,
    })
  }
}
