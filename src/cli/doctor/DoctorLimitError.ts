import { BaseError } from '../../errors/BaseError.ts'

/** The doctor stopped asking: its requests or its time are used up. */
export class DoctorLimitError extends BaseError {
  override name = 'DoctorLimitError'

  constructor(parameters: { what: string }) {
    super(`The doctor asks no more: ${parameters.what}.`, { code: 'DOCTOR_LIMIT' })
  }
}
