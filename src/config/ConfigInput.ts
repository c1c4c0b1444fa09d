import type { CoverageLevel } from '../facts/Coverage.ts'
import type { AaveV3Version } from './AaveV3Pool.ts'
import type { BackingInput } from './BackingInput.ts'
import type { BridgeProtocol } from './BridgeProtocol.ts'
import type { ChainPreset } from './ChainPreset.ts'
import type { CustomDefinition } from './CustomDefinition.ts'
import type { RequestSide } from './Erc7540Vault.ts'
import type { FollowInput } from './FollowInput.ts'
import type { PerpetualInput } from './PerpetualInput.ts'

/** A block number, an amount or a factor: a whole number, a bigint, or decimal digits in a string (for JSON). */
type IntegerInput = number | bigint | string

/**
 * What an operator writes. Chains, assets and feeds are records by name; everywhere else they are referred to by that
 * name. Addresses are 0x hex, lower-case or with a right checksum.
 */
export interface ConfigInput<
  chain extends string = string,
  asset extends string = string,
  feed extends string = string,
> {
  /** Path of the SQLite database, relative to the config file. Default `./plimsoll.db`. */
  database?: string | undefined
  /**
   * Megabytes that stay free on the disk of the database. Below them nothing is written and everything recorded is served.
   * Default 512.
   */
  reserveMb?: number | undefined
  /**
   * Keep final raw logs, compressed, so that a changed decoder or a new use of a contract needs no refetch; `plimsoll db
   * prune` drops them. Default `keep`.
   */
  rawLogs?: 'keep' | 'none' | undefined
  chains: Record<chain, ChainInput>
  assets: Record<asset, AssetInput<NoInfer<chain>, NoInfer<asset>, NoInfer<feed>>>
  feeds?: Record<feed, FeedInput<NoInfer<chain>>> | undefined
  bridges?: Record<string, BridgeInput<NoInfer<chain>, NoInfer<asset>>> | undefined
  venues: readonly VenueInput<NoInfer<chain>, NoInfer<asset>>[]
  /** Escrows that are held against what bridges issue for them. */
  backing?: BackingInput<NoInfer<chain>, NoInfer<asset>> | undefined
  /** Contracts that keep the books are asked at final blocks whether they say of accounts what the ledger says. */
  audit?:
    | {
        /** Seconds of chain time between two rounds. Default 300. */
        everySeconds?: IntegerInput | undefined
        /** `eth_call`s of one round on one chain at most, each about 100 balances where the chain has a multicall; 0: none. Default 1. */
        callsMax?: number | undefined
      }
    | undefined
}

interface EndpointInput {
  /** http(s) or ws(s) URL, or `env:NAME`. */
  url: string
  /**
   * Who speaks through it. Endpoints of one witness cannot confirm each other. Default: the host, so that two URLs of one
   * host are one witness; name it where one provider has several hosts.
   */
  witness?: string | undefined
  /** Requests per second at most. Default: as many as it takes without refusing. */
  requestsPerSecond?: number | undefined
}

interface ChainInput {
  /** EIP-155 id; may be left out with a preset. */
  id?: number | undefined
  /**
   * Endpoints over HTTP or WebSocket, first preferred; `env:NAME` is looked up in the environment. A WebSocket endpoint
   * also announces new blocks, so that they are seen at once.
   */
  rpc: string | EndpointInput | readonly (string | EndpointInput)[]
  /** Known facts of the chain: an export of `plimsoll/chains`, or its name. */
  preset?: ChainPreset | string | undefined
  blockTimeMs?: number | undefined
  finality?:
    | {
        policy?: 'tag' | 'depth' | undefined
        safeDepth?: IntegerInput | undefined
        finalizedDepth?: IntegerInput | undefined
        /** After a reorg below finalized: stop the chain until it is confirmed, or repair it. Default `halt`. */
        onViolation?: 'halt' | 'repair' | undefined
      }
    | undefined
  /** A rollup's feed about its own sequencer: while that is down, and for a grace after, prices of the chain count as late. */
  sequencer?:
    | {
        /** Chainlink's uptime feed: the contract that emits `AnswerUpdated`, not the proxy before it. */
        feed: string
        startBlock: IntegerInput
        /** Default 3,600: an hour. */
        graceSeconds?: IntegerInput | undefined
      }
    | undefined
  /** What a backfill must reach. Default `unverified`; the README says what each level costs. */
  coverage?: CoverageLevel | undefined
  /** Whether an absence in a header's bloom may be believed. Default: the preset's word, else `untrusted`. */
  bloom?: 'trusted' | 'untrusted' | undefined
  staleAfterSeconds?: number | undefined
  /** Multicall3, which asks several contracts in one call. Default: the preset's. */
  multicall?: string | undefined
  /** Concurrent requests per endpoint at most. Default 8. */
  concurrency?: number | undefined
  /** Blocks per `eth_getLogs` range at most. Default 10,000. */
  rangeBlocksMax?: IntegerInput | undefined
  /** Deadline of one attempt. Default 15,000 ms. */
  timeoutMs?: number | undefined
}

interface AssetInput<chain extends string, asset extends string, feed extends string> {
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

type FeedInput<chain extends string> = FeedBase<chain> &
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

type BridgeInput<chain extends string, asset extends string> =
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
    domain?: number | bigint | string | undefined
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

interface VenueInput<chain extends string, asset extends string> {
  id: string
  vaults?: readonly VaultInput<chain, asset>[] | undefined
  markets?: readonly MarketInput<chain, asset>[] | undefined
  /** Contracts that receive bridged collateral for this venue and pass it on. */
  landings?: readonly { chain: chain; address: string }[] | undefined
  /** Addresses that belong to one owner, beside what the chains say. */
  links?: readonly { owner: string; accounts: readonly string[] }[] | undefined
  /** A lending pool that is this venue, by itself: it has its own accounts and its own risk parameters. */
  lending?: LendingInput<chain, asset> | undefined
  /** An exchange of perpetuals that is this venue, by itself: it has its own accounts and its own risk parameters. */
  perpetual?: PerpetualInput<chain, asset> | undefined
  /** Required but of a lending pool and an exchange of perpetuals. */
  risk?: RiskInput<asset> | undefined
}

type LendingInput<chain extends string, asset extends string> = LendingLimitsInput<chain> &
  (
    | AaveV3Input<asset>
    | CompoundV3Input<asset>
    | EulerV2Input<asset>
    | MorphoBlueInput<asset>
    | SynthetixV3CoreInput<asset>
  )

interface LendingLimitsInput<chain extends string> {
  chain: chain
  /** The block in which the pool was deployed: what was booked before it is never known. */
  startBlock: IntegerInput
  /** A price that was read longer ago is late. Default 3,600: an hour. */
  heartbeatSeconds?: IntegerInput | undefined
  /** Default: three heartbeats. */
  deadAfterSeconds?: IntegerInput | undefined
}

interface AaveV3Input<asset extends string> {
  type: 'aaveV3'
  pool: string
  /** The `PoolConfigurator`. */
  configurator: string
  /** The `AaveOracle`. */
  oracle: string
  /** The code that the pool runs. */
  version?: AaveV3Version | undefined
  /** Instead, of a pool that was upgraded: each version with its first block, oldest first. */
  versions?: readonly { version: AaveV3Version; fromBlock: IntegerInput }[] | undefined
  /** What the pool lists and the config lacks makes accounts that use it UNKNOWN. */
  reserves: readonly {
    asset: asset
    aToken: string
    variableDebtToken: string
    /** Aggregators whose answers move the oracle's price: each answer asks for it again. */
    priceSources?: readonly string[] | undefined
  }[]
}

interface CompoundV3Input<asset extends string> {
  type: 'compoundV3'
  /** The Comet's proxy. Its feeds answer in US dollars. */
  comet: string
  base: CompoundV3AssetInput<asset>
  /** What the Comet takes and the config lacks makes accounts that give it UNKNOWN. */
  collaterals: readonly CompoundV3AssetInput<asset>[]
}

interface MorphoBlueInput<asset extends string> {
  type: 'morphoBlue'
  /** The Morpho contract. */
  morpho: string
  /** The market's id, which its parameters below hash to. */
  market: string
  collateral: asset
  /** Its feeds say what the market's figures are in US dollars. */
  loan: asset
  oracle: string
  irm: string
  /** Loan to value at which an account is liquidated, 1e18. */
  lltv: IntegerInput
  /** Aggregators whose answers move the oracle's price: each answer asks for it again. */
  priceSources?: readonly string[] | undefined
}

interface EulerV2Input<asset extends string> {
  type: 'eulerV2'
  /** The Ethereum Vault Connector. */
  evc: string
  /** What `oracle()` of the vault that lends answers. */
  oracle: string
  /** What the oracle values in, by its feeds. Default: the US dollar itself. */
  unitOfAccount?: asset | undefined
  /** The vault that lends: an asset that is its shares, and a claim on what accounts owe. */
  vault: EulerV2VaultInput<asset>
  /** Vaults whose shares it takes. What it takes and the config lacks makes accounts that give it UNKNOWN. */
  collaterals: readonly EulerV2VaultInput<asset>[]
}

interface EulerV2VaultInput<asset extends string> {
  /** The vault's shares: its token on the chain is the vault, `sharesOf` what the vault holds. */
  asset: asset
  /** Aggregators whose answers move the price of what it holds: each answer asks for it again. */
  priceSources?: readonly string[] | undefined
}

interface SynthetixV3CoreInput<asset extends string> {
  type: 'synthetixV3Core'
  /** The `CoreProxy`. */
  proxy: string
  /** The `AccountProxy`, the token whose holder owns an account. */
  accountToken: string
  /** What debt is stated in: snxUSD. */
  usd: asset
  /** Collateral types, priced by their assets' feeds; what core takes and the config lacks makes accounts that give it UNKNOWN. */
  collaterals: readonly { asset: asset }[]
  /** Pools by their numbers; a position in another is UNKNOWN. A debt ages as prices do; its heartbeat is 600 where none is given. */
  pools: readonly IntegerInput[]
}

interface CompoundV3AssetInput<asset extends string> {
  asset: asset
  /** `getAssetInfoByAddress(token).priceFeed`, of the base `baseTokenPriceFeed()`. */
  priceFeed: string
  /** Aggregators whose answers move its price: each answer asks for it again. */
  priceSources?: readonly string[] | undefined
}

type VaultInput<chain extends string, asset extends string> =
  | {
      type: 'erc4626'
      chain: chain
      address: string
      startBlock: IntegerInput
      /** The share asset; its token on this chain is the vault. */
      asset: asset
      /** Default: the token of the asset that the shares are claims on. */
      underlying?: string | undefined
      /** Default: the decimals of the share asset. */
      shareDecimals?: number | undefined
    }
  | {
      /** A vault that takes requests. What waits is weighed by what it is: assets until shares are due for them, and back. */
      type: 'erc7540'
      chain: chain
      address: string
      startBlock: IntegerInput
      /** The share asset; what it is a claim on has a token on this chain. */
      asset: asset
      /** The share token, where by ERC-7575 it is not the vault itself. */
      share?: string | undefined
      /** Which ways take a request first. Default: both. */
      requests?: readonly RequestSide[] | undefined
      /** Contracts beside the vault that keep shares between a request and its claim. */
      escrows?: readonly string[] | undefined
    }
  | {
      type: 'custom'
      chain: chain
      address: string
      startBlock: IntegerInput
      /** The asset that the vault books. */
      asset: asset
      definition: CustomDefinition
    }

type MarketInput<chain extends string, asset extends string> =
  | CustomMarketInput<chain, asset>
  | OrderlyInput<chain, asset>

/** The ledger of Orderly; `bridges` names the ways between it and the vaults, one for each asset. */
interface OrderlyInput<chain extends string, asset extends string> {
  type: 'orderly'
  chain: chain
  address: string
  startBlock: IntegerInput
  /** What it books, by symbol. Default: the asset's own. On its chain an asset's token is made of the symbol's hash. */
  tokens: readonly { asset: asset; symbol?: string | undefined }[]
  /** Markets, such as `PERP_ETH_USDC`; `risk.markets` judges them. */
  symbols: readonly string[]
  /** Ids of Orderly's own accounts, 32 bytes each, which are not booked. */
  house?: readonly string[] | undefined
}

interface CustomMarketInput<chain extends string, asset extends string> {
  type: 'custom'
  chain: chain
  address: string
  startBlock: IntegerInput
  /** The asset in which debts are counted. */
  asset: asset
  definition: CustomDefinition
}

interface RiskInput<asset extends string> {
  /** Liquidatable when slackMaintenance is `<` or `<=` 0. Default `<`. */
  boundary?: '<' | '<=' | undefined
  /** WARNING while equity is below the initial requirement times this, in basis points. Default 11,000. */
  warningBps?: IntegerInput | undefined
  /** Weights of assets as collateral; an asset that is absent weighs nothing. */
  collateral: {
    readonly [id in asset]?: { initialBps: IntegerInput; maintenanceBps: IntegerInput } | undefined
  }
  /** Requirements by market id: share of a position's value. */
  markets?:
    | Readonly<
        Record<string, { asset: asset; initialBps: IntegerInput; maintenanceBps: IntegerInput }>
      >
    | undefined
  /** What of this follows the market. Default: nothing. */
  follow?: FollowInput | undefined
}
