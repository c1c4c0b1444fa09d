import type { ConfigError } from '../../errors/ConfigError.ts'

/** What the nodes say against a config. */
export interface PreflightReport {
  problems: readonly Problem[]
  /** Sentences about what could not be checked. */
  warnings: readonly string[]
}

/** `isOutage`: the endpoint gave no answer at all, which may pass by itself. */
export interface Problem {
  error: ConfigError
  isOutage: boolean
}
