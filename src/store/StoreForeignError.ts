import { BaseError } from '../errors/BaseError.ts'

/** The file at the store's path is not a Plimsoll store. Nothing in it was touched. */
export class StoreForeignError extends BaseError {
  override name = 'StoreForeignError'

  constructor(parameters: { path: string; found: string; cause?: unknown }) {
    const { path, found, cause } = parameters
    super(`The file ${path} is not a Plimsoll store: ${found}.`, {
      code: 'STORE_FOREIGN',
      metaMessages: ['Give a path that does not exist yet, or one that Plimsoll wrote.'],
      cause,
    })
  }
}
