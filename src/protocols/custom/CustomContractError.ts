import { BaseError } from '../../errors/BaseError.ts'

/** A custom definition's function asked for a fact that cannot be; its log is quarantined with this sentence. */
export class CustomContractError extends BaseError {
  override name = 'CustomContractError'

  constructor(parameters: { problem: string; cure: string }) {
    super(parameters.problem, { code: 'CUSTOM_CONTRACT', metaMessages: [parameters.cure] })
  }
}
