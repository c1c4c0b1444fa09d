import type { IntegerInput } from './IntegerInput.ts'

/** What an operator writes of an exchange of perpetuals that is a venue by itself. */
export type PerpetualInput<chain extends string, asset extends string> = PerpetualBase<chain> &
  (SynthetixV3Input<asset> | GmxV2Input<asset>)

interface PerpetualBase<chain extends string> {
  chain: chain
  startBlock: IntegerInput
  /** A price that was read longer ago is late. Default 600: ten minutes. */
  heartbeatSeconds?: IntegerInput | undefined
  /** Default: three heartbeats. */
  deadAfterSeconds?: IntegerInput | undefined
}

interface SynthetixV3Input<asset extends string> {
  type: 'synthetixV3'
  /** The `PerpsMarketProxy`. */
  proxy: string
  /** The `AccountProxy`, the token whose holder owns an account. */
  accountToken: string
  /** The `SpotMarketProxy`. */
  spotMarket: string
  /** What accounts are charged in: snxUSD. */
  usd: asset
  /** Synths by their market; what the exchange takes and the config lacks makes accounts that give it UNKNOWN. */
  collaterals?: readonly { id: IntegerInput; asset: asset }[] | undefined
  /** Markets whose prices are read by the clock. */
  markets: readonly IntegerInput[]
  /** What the keepers' gas may cost at most, US dollars with 18 decimals: part of what an account must keep. */
  keeperCosts: { flag: IntegerInput; liquidate: IntegerInput }
}

interface GmxV2Input<asset extends string> {
  type: 'gmxV2'
  /** The `EventEmitter`. */
  eventEmitter: string
  /** The `DataStore`. */
  dataStore: string
  /** What the exchange lists and the config lacks makes accounts that hold it UNKNOWN. */
  markets: readonly {
    /** The market token. */
    market: string
    /** Assets by their tokens as the market names them; an index without a token of its own has the address that stands for it. */
    index: asset
    long: asset
    short: asset
  }[]
}
