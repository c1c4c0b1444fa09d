import { BaseError } from '../errors/BaseError.ts'

/** A snapshot was held for so long that the write-ahead log could not be cut back. */
export class SnapshotExpiredError extends BaseError {
  override name = 'SnapshotExpiredError'

  constructor(parameters: { heldMs: number }) {
    super(`A read took longer than ${parameters.heldMs} ms, so that its snapshot was given up.`, {
      code: 'SNAPSHOT_EXPIRED',
      metaMessages: ['Ask again for less at once.'],
      retryable: true,
    })
  }
}
