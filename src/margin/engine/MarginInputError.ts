import { BaseError } from '../../errors/BaseError.ts'

/** A margin system or what is evaluated by it is not what its rules can be applied to; the message says what and why. */
export class MarginInputError extends BaseError {
  override name = 'MarginInputError'

  constructor(message: string) {
    super(message, { code: 'MARGIN_INPUT' })
  }
}
