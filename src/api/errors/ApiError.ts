import { BaseError } from '../../errors/BaseError.ts'

export type ApiErrorCode =
  | 'BAD_ADDRESS'
  | 'BAD_HEX'
  | 'BAD_ID'
  | 'BAD_AT'
  | 'BAD_PAGE'
  | 'BAD_WHERE'
  | 'BAD_CHANGE'
  | 'CURSOR_STALE'
  | 'UNKNOWN_VENUE'
  | 'SEVERAL_TRANSFERS'
  | 'TOO_COMPLEX'
  | 'RESPONSE_TOO_LARGE'
  | 'TOO_MANY_SUBSCRIPTIONS'
  | 'CLOSING'

/** A request that cannot be answered as it was asked; the sentence says what to ask instead. */
export class ApiError extends BaseError {
  override name = 'ApiError'

  constructor(parameters: { code: ApiErrorCode; text: string }) {
    const isTransient =
      parameters.code === 'TOO_MANY_SUBSCRIPTIONS' || parameters.code === 'CLOSING'
    super(parameters.text, { code: parameters.code, retryable: isTransient })
  }
}
