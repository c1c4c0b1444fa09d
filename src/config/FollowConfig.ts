/**
 * How a venue's requirements follow the market. Time is cut into bars of one length from `since` on; after every
 * `everySeconds` the parameters are measured anew over the finished bars and hold `noticeSeconds` later.
 */
export interface FollowConfig {
  /** Seconds since 1970: where the first bar begins. What the config says holds until the first version does. */
  since: bigint
  barSeconds: bigint
  /** A whole number of bars. */
  everySeconds: bigint
  /** From the end of the last bar of a measurement until its parameters hold. */
  noticeSeconds: bigint
  /** Rules by market id: the initial requirement follows the price of the market's asset. */
  markets: ReadonlyMap<string, FollowRule>
  /** Rules by asset id: the initial haircut, what the weight lacks of one, follows the asset's price. */
  collateral: ReadonlyMap<string, FollowRule>
}

/**
 * How one initial requirement (or haircut) is measured, and how far and how fast it may move. Basis points. That of
 * maintenance keeps the share of it that it has in the config.
 */
export interface FollowRule {
  /** The feed whose finished bars are measured. */
  feed: string
  measure: Measure
  /** How many bars it takes to close out; a move grows with the square root of it. */
  horizonBars: bigint
  floorBps: bigint
  ceilingBps: bigint
  /** Held above the measured requirement in calm times and given up, not added to, when the market becomes wilder. */
  bufferBps: bigint
  /** At most this much more, or less, than the version before. */
  stepUpBps: bigint
  stepDownBps: bigint
}

export type Measure =
  /** `multiple × σ` of exponentially weighted variance: σ² = λ σ² + (1 − λ) r². */
  | { type: 'ewma'; lambdaBps: bigint; seedBps: bigint; multipleBps: bigint }
  /** Mean of the worst `tailBps` of the last `bars` returns. */
  | { type: 'expectedShortfall'; bars: number; tailBps: bigint }
  /** The same over r × σ now / σ then, with σ as of `ewma`. */
  | {
      type: 'filteredHistorical'
      bars: number
      tailBps: bigint
      lambdaBps: bigint
      seedBps: bigint
    }
