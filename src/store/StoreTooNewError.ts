import { BaseError } from '../errors/BaseError.ts'

/** The store was written by a newer Plimsoll than this one. */
export class StoreTooNewError extends BaseError {
  override name = 'StoreTooNewError'

  constructor(parameters: { path: string; version: number; versionMax: number }) {
    const { path, version, versionMax } = parameters
    super(
      `The store ${path} has schema version ${version}, and this Plimsoll knows ${versionMax} at most.`,
      {
        code: 'STORE_TOO_NEW',
        metaMessages: ['Run the newer Plimsoll that wrote it, or give another store path.'],
      },
    )
  }
}
