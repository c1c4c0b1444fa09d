import { BaseError } from './BaseError.ts'

/** A person's mistake in the config or on the command line: one sentence, exit code 2. */
export class ConfigError extends BaseError {
  override name = 'ConfigError'

  /** `field` is the config path, such as `chains.base.rpc[0]`; `cure` says what to write instead. */
  constructor(parameters: { field: string; problem: string; cure: string; cause?: unknown }) {
    const { field, problem, cure, cause } = parameters
    super(`${field}: ${problem}.`, { code: 'CONFIG_INVALID', metaMessages: [cure], cause })
  }
}
