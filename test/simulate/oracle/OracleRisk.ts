interface Weights {
  initialBps: bigint
  maintenanceBps: bigint
}

/** What the config says of prices. */
export interface OracleMoney {
  /** By asset id: its feeds, primary first, and a factor on their answer; shares are priced through `sharesOf`. */
  assets: Readonly<
    Record<
      string,
      { feeds: readonly string[]; pegE18: bigint; decimals: number; sharesOf: string | undefined }
    >
  >
  feeds: Readonly<
    Record<
      string,
      { chainId: number; decimals: number; heartbeatSeconds: bigint; deadAfterSeconds: bigint }
    >
  >
  /** By chain id: the feed that says whether its sequencer runs, 0 while it does. */
  sequencers?: Readonly<Record<string, { feed: string; graceSeconds: bigint }>>
}

/** What the config says of risk, for one venue. Basis points. */
export interface OracleRisk extends OracleMoney {
  /** Liquidatable when the maintenance slack is `<` or `<=` 0. */
  boundary: '<' | '<='
  warningBps: bigint
  /** By asset id; what is absent weighs nothing. */
  weights: Readonly<Record<string, Weights>>
  /** Requirements by market id, and the asset whose price marks the position. */
  markets: Readonly<Record<string, Weights & { asset: string }>>
  /** By route id. */
  routes: Readonly<
    Record<string, { p99Seconds: bigint; stuckAfterSeconds: bigint; haircutBps: bigint }>
  >
}
