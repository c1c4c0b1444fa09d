import { BaseError } from '../errors/BaseError.ts'

/** A migration that the store recorded is not the one that this Plimsoll would have run. */
export class StoreAlteredError extends BaseError {
  override name = 'StoreAlteredError'

  constructor(parameters: { path: string; version: number }) {
    const { path, version } = parameters
    super(`The store ${path} was built by another text of migration ${version}.`, {
      code: 'STORE_ALTERED',
      metaMessages: ['Index into a new store path, or run the Plimsoll that built this one.'],
    })
  }
}
