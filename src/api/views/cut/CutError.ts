import { BaseError } from '../../../errors/BaseError.ts'

export type CutErrorCode =
  | 'BEFORE_COVERAGE'
  | 'BEFORE_RETENTION'
  | 'CHECKPOINT_UNKNOWN'
  | 'CUT_REORGED'
  | 'NO_DATA_YET'
  | 'UNKNOWN_VENUE'

/** The asked moment cannot be answered, ever or yet; the code says which. */
export class CutError extends BaseError {
  override name = 'CutError'

  constructor(parameters: { code: CutErrorCode; text: string }) {
    super(parameters.text, { code: parameters.code, retryable: parameters.code === 'NO_DATA_YET' })
  }
}
