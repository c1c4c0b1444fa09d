import type { BridgeProtocol } from '../BridgeProtocol.ts'
import type { CustomDefinition } from '../CustomDefinition.ts'
import type { IntegerInput } from './IntegerInput.ts'

interface PolicyInput {
  /** Default 1,800: Hyperlane's first "late" mark in `reference/bridges.md` §1.4. */
  stuckAfterSeconds?: IntegerInput | undefined
  /**
   * STUCK no earlier than this many times the p99 that is learned over finalized deliveries, such as 3. Default: only
   * `stuckAfterSeconds` counts.
   */
  stuckAfterP99Multiple?: IntegerInput | undefined
  /** Default 600. */
  p99Seconds?: IntegerInput | undefined
  /** Default 60. */
  skewSeconds?: IntegerInput | undefined
  /** Default 0. */
  haircutBps?: IntegerInput | undefined
}

export type BridgeInput<chain extends string, asset extends string> =
  | HyperlaneInput<chain, asset>
  | CustomBridgeInput<chain>
  | ProtocolBridgeInput<chain, asset>

interface HyperlaneInput<chain extends string, asset extends string> {
  type: 'hyperlane'
  asset: asset
  members: readonly {
    chain: chain
    /** Default: the preset's Hyperlane domain, else the chain id. */
    domain?: number | undefined
    mailbox: string
    /** The warp route's router. */
    router: string
    /** Default: the asset's token on that chain. */
    token?: string | undefined
    /** Security module with OpenZeppelin's `Pausable`, which stops what arrives. */
    pausableIsm?: string | undefined
    /** Hook with OpenZeppelin's `Pausable`, which stops what leaves. */
    pausableHook?: string | undefined
    startBlock: IntegerInput
  }[]
  policy?: PolicyInput | undefined
  /** Chain ids of domains that are not followed. */
  foreignDomains?: Readonly<Record<string, number>> | undefined
}

interface CustomBridgeInput<chain extends string> {
  type: 'custom'
  members: readonly { chain: chain; address: string; startBlock: IntegerInput }[]
  policy?: PolicyInput | undefined
  definition: CustomDefinition
}

interface ProtocolBridgeInput<chain extends string, asset extends string> {
  type: 'protocol'
  /** Name of a protocol that Plimsoll reads, such as `cctp-v2`, or what `defineProtocol` returns. */
  protocol: string | BridgeProtocol
  /** Assets that are followed; what the protocol carries besides is passed over. */
  assets: readonly asset[]
  members: readonly {
    chain: chain
    /** Default: the preset's number of this chain in the protocol. */
    domain?: IntegerInput | undefined
    /** Contracts by their role in the protocol; a role may have several. */
    contracts: Readonly<Record<string, string | readonly string[]>>
    startBlock: IntegerInput
  }[]
  /** Default: the protocol's, see `reference/bridges.md` §1.4. */
  policy?: PolicyInput | undefined
  /** Chain ids of domains that are not followed, beside those of the presets. */
  foreignDomains?: Readonly<Record<string, number>> | undefined
  /** Name it for networks that share domains with another bridge of the protocol, such as `testnet`. */
  environment?: string | undefined
}
