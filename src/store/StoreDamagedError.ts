import { BaseError } from '../errors/BaseError.ts'

/** What the store holds is not what was written to it. */
export class StoreDamagedError extends BaseError {
  override name = 'StoreDamagedError'

  constructor(parameters: { path?: string; chain?: string; found: string; cause?: unknown }) {
    const { path, chain, found, cause } = parameters
    const where = chain === undefined ? `store ${path}` : `store of chain ${chain}`
    super(`The ${where} is damaged: ${found.replace(/\.$/, '')}.`, {
      code: 'STORE_DAMAGED',
      metaMessages: [
        'Restore a backup with plimsoll db restore, or index into a new database path.',
      ],
      cause,
    })
  }
}
