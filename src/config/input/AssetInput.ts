import type { CustomDefinition } from '../CustomDefinition.ts'
import type { IntegerInput } from './IntegerInput.ts'

export interface AssetInput<chain extends string, asset extends string, feed extends string> {
  symbol: string
  decimals: number
  /** Assets that may stand for each other share a group. Default: the asset's own id. */
  group?: string | undefined
  /** Address of the token on each followed chain that has it. */
  tokens: { readonly [name in chain]?: string | undefined }
  /** For a vault's share token: the asset that the shares are claims on. */
  sharesOf?: asset | undefined
  /** Feeds that price one whole unit in USD, primary first. */
  feeds?: readonly feed[] | undefined
  /** Factor against the feed, 1e18 = par, which is the default. An asset that shares a feed with others of its group must say it. */
  pegE18?: IntegerInput | undefined
  /** Apart by more than this, beyond their bands, two feeds of the asset are a condition; basis points. Default 200. */
  divergenceBps?: IntegerInput | undefined
  /**
   * Further than this from the first asset of its group, of which it is another form, a price of its own is a condition; basis
   * points. It counts as restored within half of that. Default 200.
   */
  depegBps?: IntegerInput | undefined
  /**
   * `weth9` for a token that logs `Deposit` and `Withdrawal`, and no `Transfer`, when coins become tokens and back, such as
   * WETH on Ethereum. Not for those that log both.
   */
  wraps?: 'weth9' | undefined
  /** `elastic` for a token that takes a fee on transfer or rebases: what arrives need not be what was sent. Default `exact`. */
  amounts?: 'exact' | 'elastic' | undefined
}

export type FeedInput<chain extends string> = FeedBase<chain> &
  (
    | {
        type?: 'chainlink' | undefined
        /** The aggregator that emits `AnswerUpdated`; the proxy before it where `aggregators` are given. */
        address: string
        /** Aggregators of the proxy by the number of their phase. A proxy takes a new one without an event. */
        aggregators?: Readonly<Record<string, string>> | undefined
      }
    | {
        type: 'pyth'
        /** The Pyth contract. */
        address: string
        /** 32 bytes of hex. */
        priceId: string
      }
    | {
        type: 'custom'
        /** The contract whose events `defineFeed` describes. */
        address: string
        definition: CustomDefinition
      }
  )

interface FeedBase<chain extends string> {
  chain: chain
  startBlock: IntegerInput
  /** Decimals of its answers; of Pyth's, the exponent without its sign. */
  decimals: number
  heartbeatSeconds: IntegerInput
  /** Default: three heartbeats. */
  deadAfterSeconds?: IntegerInput | undefined
  /** Answers below it are rejected, in the feed's decimals. Zero and less always are. */
  answerMin?: IntegerInput | undefined
  /** Answers above it are rejected, in the feed's decimals. */
  answerMax?: IntegerInput | undefined
}
