import type { IntegerInput } from './IntegerInput.ts'

/** What of a venue's risk parameters follows the market, as an operator writes it. */
export interface FollowInput {
  /** Seconds since 1970 at which the first bar begins; a whole number of bars. */
  since: IntegerInput
  /** Length of a bar. Default 86,400: a day. */
  barSeconds?: IntegerInput | undefined
  /** How often parameters are measured; a whole number of bars. Default 86,400. */
  everySeconds?: IntegerInput | undefined
  /** How long before they hold new parameters are announced; longer than any chain takes to be final. Default 86,400. */
  noticeSeconds?: IntegerInput | undefined
  /** Rules by market id. */
  markets?: Readonly<Record<string, FollowRuleInput>> | undefined
  /** Rules by asset id: its haircut follows, what its weight lacks of one. */
  collateral?: Readonly<Record<string, FollowRuleInput>> | undefined
}

/** Shares in basis points. Maintenance keeps the share of the initial requirement, or haircut, that it has in the config. */
interface FollowRuleInput {
  measure: MeasureInput
  /** Bars that it takes to close out; moves grow with the square root of it. Default 1. */
  horizonBars?: IntegerInput | undefined
  /** Never less than this. */
  floorBps: IntegerInput
  /** Never more than this. Default 10,000. */
  ceilingBps?: IntegerInput | undefined
  /** Held above what is measured in calm times, used up before anything is raised. Default 2,500. */
  bufferBps?: IntegerInput | undefined
  /** At most this much more than the version before. */
  stepUpBps: IntegerInput
  /** At most this much less than the version before. */
  stepDownBps: IntegerInput
}

type MeasureInput =
  /** `multipleBps` times the deviation of exponentially weighted variance. */
  | {
      type: 'ewma'
      /** What of the variance each bar keeps: RiskMetrics takes 9,400 of daily bars. */
      lambdaBps: IntegerInput
      /** Volatility of one bar before the first. */
      seedBps: IntegerInput
      /** 23,300 is 2.33 deviations. */
      multipleBps: IntegerInput
    }
  /** Mean of the worst `tailBps` of the last `bars` returns, up or down, whichever is worse. */
  | { type: 'expectedShortfall'; bars: number; tailBps: IntegerInput }
  /** The same over returns weighed by the volatility of now over that of then. */
  | {
      type: 'filteredHistorical'
      bars: number
      tailBps: IntegerInput
      lambdaBps: IntegerInput
      seedBps: IntegerInput
    }
