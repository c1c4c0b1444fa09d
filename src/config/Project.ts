import type { Address, ChainId } from '../facts/primitives.ts'
import type { AuditConfig } from './AuditConfig.ts'
import type { BackingConfig } from './BackingConfig.ts'
import type { BridgeProtocol } from './BridgeProtocol.ts'
import type { Domain } from './BridgeRoute.ts'
import type { ChainConfig } from './ChainConfig.ts'
import type { CustomDefinition } from './CustomDefinition.ts'
import type { Erc7540Vault } from './Erc7540Vault.ts'
import type { FeedConfig } from './FeedConfig.ts'
import type { FollowConfig } from './FollowConfig.ts'
import type { LendingPool } from './LendingPool.ts'
import type { OrderlyLedger } from './OrderlyLedger.ts'
import type { PerpetualExchange } from './PerpetualExchange.ts'
import type { ShareRate } from './ShareRate.ts'

/** A config after validation: names resolved, addresses lower-cased, every reference checked. */
export interface Project {
  /** Path of the SQLite database. */
  database: string
  /** Bytes that stay free on the disk of the database: below them nothing is written. */
  reserveBytes: number
  /** Whether final raw logs are kept compressed, so that a changed decoder needs no refetch. */
  rawLogs: 'keep' | 'none'
  chains: readonly ChainConfig[]
  assets: readonly AssetConfig[]
  feeds: readonly FeedConfig[]
  /** Feeds that say whether the sequencer of their chain runs, one per chain at most. */
  sequencers?: readonly SequencerConfig[] | undefined
  bridges: readonly BridgeConfig[]
  venues: readonly VenueConfig[]
  /** Shares that venues hold of vaults that none of them follows. */
  rates?: readonly ShareRate[] | undefined
  /** Escrows that are held against what bridges issue for them; undefined where the config names none. */
  backing?: BackingConfig | undefined
  /** How contracts are asked about accounts; undefined where they never are. */
  audit?: AuditConfig | undefined
}

/** An asset and its tokens on the followed chains. Tokens of one asset stand for each other at par. */
export interface AssetConfig {
  id: string
  symbol: string
  decimals: number
  /** Assets of one group may offset each other; a bridged representation is in it with a peg. */
  group: string
  tokens: ReadonlyMap<ChainId, Address>
  /** Set for a share token: the asset that its `index` series converts to. */
  sharesOf: string | undefined
  /** Feeds that price one whole unit in USD, primary first. Empty for shares, which are priced through `sharesOf`. */
  feeds: readonly string[]
  /** Price factor against the feed, 1e18 = par. */
  pegE18: bigint
  /** Apart by more than this, beyond their bands, two feeds of the asset contradict each other; in basis points. */
  divergenceBps?: bigint | undefined
  /** Further than this from the first asset of its group it is depegged; in basis points. */
  depegBps?: bigint | undefined
  /** `weth9`: its tokens log no `Transfer` when coins become tokens and back. */
  wraps?: 'weth9' | undefined
  /** `elastic`: the token takes a fee on transfer or rebases, so that bridges need not deliver what was sent. */
  amounts?: 'exact' | 'elastic' | undefined
}

/** A rollup's feed about its own sequencer: 0 while it runs, 1 while it is down, and since when. */
export interface SequencerConfig {
  chainId: ChainId
  address: Address
  startBlock: bigint
  /** Seconds after its return during which prices of its chain are not taken as they stand. */
  graceSeconds: bigint
}

export type BridgeConfig = HyperlaneBridge | CustomBridge | ProtocolBridge

export interface RoutePolicy {
  /** Seconds after sending from which an undelivered transfer is STUCK; its maintenance weight has decayed to 0. */
  stuckAfterSeconds: bigint
  /**
   * Where it is given, a transfer is STUCK no earlier than this many times the p99 that its route had learned when it was
   * sent; see `DeliveryTimes`.
   */
  stuckAfterP99Multiple?: bigint | undefined
  /** Seconds until which in-flight value keeps its full maintenance weight. */
  p99Seconds: bigint
  /** Clock difference between the chains that is granted before a credit without source is UNBACKED. */
  skewSeconds: bigint
  /** Taken off in-flight value in maintenance, in basis points. */
  haircutBps: bigint
}

export interface BridgeMember {
  chainId: ChainId
  /** The protocol's own number of this chain. */
  domain: number
  mailbox: Address
  /** Warp route router. */
  router: Address
  /** Token that the router locks (collateral) or is (synthetic: equal to the router). */
  token: Address
  /** Security module and hook that an operator may pause, OpenZeppelin's `Pausable`. */
  pausableIsm?: Address | undefined
  pausableHook?: Address | undefined
  startBlock: bigint
}

/** One Hyperlane warp route: the same asset on several chains. */
export interface HyperlaneBridge {
  type: 'hyperlane'
  id: string
  asset: string
  members: readonly BridgeMember[]
  policy: RoutePolicy
  /** Domains of chains that are not followed, for saying so. */
  foreignDomains: ReadonlyMap<number, ChainId>
}

export interface CustomBridge {
  type: 'custom'
  id: string
  members: readonly { chainId: ChainId; address: Address; startBlock: bigint }[]
  policy: RoutePolicy
  definition: CustomDefinition
}

/** One protocol with the chains on which it is followed and the assets that it carries between them. */
export interface ProtocolBridge {
  type: 'protocol'
  id: string
  protocol: BridgeProtocol
  members: readonly ProtocolMember[]
  policy: RoutePolicy
  /** Chains that are not followed, by domain, for saying so. */
  foreignDomains: ReadonlyMap<Domain, ChainId>
  /** Tells networks apart that share domains, such as mainnet and testnet of CCTP; part of every key. */
  environment: string | undefined
}

export interface ProtocolMember {
  chainId: ChainId
  /** What the protocol calls this chain. */
  domain: Domain
  /** Addresses by role. */
  contracts: ReadonlyMap<string, readonly Address[]>
  /** Tokens of the carried assets on this chain, with their decimals. */
  tokens: ReadonlyMap<Address, number>
  startBlock: bigint
}

export interface VenueConfig {
  id: string
  vaults: readonly VaultConfig[]
  markets: readonly MarketConfig[]
  /** Contracts that receive bridged collateral for this venue and pass it on. */
  landings: readonly { chainId: ChainId; address: Address }[]
  /** Addresses that belong to one owner, beside what facts say. */
  links: readonly { owner: Address; accounts: readonly Address[] }[]
  /** The lending pool that is the venue, where it is one: it has neither vaults nor markets, and says its own risk parameters. */
  lending?: LendingPool | undefined
  /** The exchange of perpetuals that is the venue, where it is one; of it the same holds. */
  perpetual?: PerpetualExchange | undefined
  risk: RiskConfig
}

export type VaultConfig = Erc4626Vault | Erc7540Vault | CustomVault

interface VaultBase {
  chainId: ChainId
  address: Address
  startBlock: bigint
}

/** The vault's own share token is the asset that counts; `asset` is the share asset's id. */
export interface Erc4626Vault extends VaultBase {
  type: 'erc4626'
  asset: string
  /** Token that the shares are claims on. */
  underlying: Address
  /** Decimals of the share token, for the rate read. */
  shareDecimals: number
}

export interface CustomVault extends VaultBase {
  type: 'custom'
  asset: string
  token: Address
  /** `weth9`: the token logs `Deposit` and `Withdrawal`, and no `Transfer`, when coins become tokens and back. */
  wraps?: 'weth9' | undefined
  definition: CustomDefinition
}

export type MarketConfig = MarketContractConfig | OrderlyLedger

export interface MarketContractConfig extends VaultBase {
  type: 'custom'
  definition: CustomDefinition
  /** Token in which debts are counted. */
  token: Address
}

export interface RiskConfig {
  /** Status boundary: liquidatable when slackMaintenance `<` or `<=` 0. */
  boundary: '<' | '<='
  /** WARNING while equity is below the initial requirement times this, in basis points over 10,000. */
  warningBps: bigint
  /** Weights by asset id, in basis points; an asset that is absent weighs nothing. */
  collateral: ReadonlyMap<string, { initialBps: bigint; maintenanceBps: bigint }>
  /** Markets by id. */
  markets: ReadonlyMap<string, MarketRisk>
  /** What of it follows the market; undefined: nothing does. */
  follow?: FollowConfig | undefined
}

/** Rules of which some follow the market. */
export interface FollowingRisk extends RiskConfig {
  follow: FollowConfig
}

export interface MarketRisk {
  /** Asset id whose price marks the position. */
  asset: string
  initialBps: bigint
  maintenanceBps: bigint
}
