import type { BarCounts } from './Bar.ts'
import type { RequirementBound } from './limitRequirement.ts'

/** The parameters of a venue from some moment on. Version 0 is what the config says. */
export interface ParameterVersion {
  /** `<digest of the configured rules>.<number>`: equal ids have equal parameters, after a restart and on any replica. */
  id: string
  number: number
  /** End of the last bar it was measured over, seconds; undefined of version 0. */
  measuredAt: bigint | undefined
  /** From when it holds, seconds; undefined of version 0, which always held. */
  effectiveAt: bigint | undefined
  /** By market id: what a position requires of its notional. */
  markets: ReadonlyMap<string, SubjectParameters>
  /** By asset id: what an asset weighs. */
  collateral: ReadonlyMap<string, SubjectParameters>
}

export interface SubjectParameters {
  initialBps: bigint
  maintenanceBps: bigint
  /** How it was measured; undefined where it does not follow the market, and in version 0. */
  measurement?: Measurement | undefined
}

export interface Measurement {
  /** The initial requirement or haircut as measured, before buffer, floor, ceiling and step; undefined: too few returns. */
  measuredBps: bigint | undefined
  bound: RequirementBound
  /** Bars since the first. */
  bars: BarCounts
}
