import { BaseError } from '../errors/BaseError.ts'

/** Another process became the writer while this one was paused. Nothing of the batch was recorded. */
export class StoreFencedError extends BaseError {
  override name = 'StoreFencedError'

  constructor(parameters: { path: string }) {
    super(`Another process has taken over the store ${parameters.path}; this one writes no more.`, {
      code: 'STORE_FENCED',
      metaMessages: [
        'Stop this process: it was paused for too long, or its lock file was removed.',
      ],
    })
  }
}
