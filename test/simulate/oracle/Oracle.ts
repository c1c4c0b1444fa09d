import type { Address, Hash, Hex } from 'viem'

/** A log as the world made it. Addresses and topics are lower-case. */
export interface OracleLog {
  address: Address
  topics: readonly Hex[]
  data: Hex
}

/** Logs of one transaction, in order. */
export interface OracleTransaction {
  hash: Hash
  logs: readonly OracleLog[]
}

/** A canonical block with its transactions, in order. */
export interface OracleBlock {
  number: bigint
  hash: Hash
  /** Seconds. */
  timestamp: bigint
  transactions: readonly OracleTransaction[]
}

/** What a cut has of one chain. A followed chain that is missing from the list is not in the cut. */
export interface OracleChain {
  chainId: number
  /** Seconds: from here on all contracts of the chain are covered; 0 when they are followed from their first block. */
  coveredFromTimestamp: bigint
  /** Canonical blocks from the start block to the cut's block, ascending. Blocks without logs may be left out, the last never. */
  blocks: readonly OracleBlock[]
}

/** A contract that the program follows, with what the config says of it. */
export type OracleContract =
  /** A custom vault that logs `bookAbi`; its token's movements at the vault are followed. */
  | { kind: 'book'; chainId: number; address: Address; venue: string; token: Address }
  /** An ERC-4626 vault, whose shares are the asset that counts. */
  | { kind: 'erc4626'; chainId: number; address: Address; venue: string; underlying: Address }
  /** Receives bridged collateral for the venue and passes it on. */
  | { kind: 'landing'; chainId: number; address: Address; venue: string }
  | { kind: 'feed'; chainId: number; address: Address; id: string }
  /** A market that logs `marketAbi`; debts and cash are in its token. What a bridge pays it is not collateral. */
  | { kind: 'market'; chainId: number; address: Address; venue: string; token: Address }
  /** A Hyperlane warp router; `token` is what it locks, or the router itself where it mints and burns. */
  | {
      kind: 'warpRouter'
      chainId: number
      address: Address
      mailbox: Address
      token: Address
      route: string
    }
  /** A bridge contract that logs `routeAbi`; `token` is as for a warp router. */
  | {
      kind: 'customRoute'
      chainId: number
      address: Address
      token: Address
      route: string
      /** It logs `valveAbi` too. */
      hasValve?: boolean
    }
  /** A module that logs `pausableAbi` and stops what arrives over a warp route on its chain, or what leaves. */
  | { kind: 'gate'; chainId: number; address: Address; route: string; way: 'in' | 'out' }

/** Tokens of one asset stand for each other at par; assets of one group offset each other. */
export interface OracleAsset {
  id: string
  group: string
  decimals: number
  /** By chain id. */
  tokens: Readonly<Record<number, Address>>
  /** It takes a fee on transfer or rebases: what arrives need not be what was sent. */
  isElastic?: boolean
}

export interface OracleRoute {
  /** Bridge id of the config. */
  id: string
  /** A warp route delivers once and exactly what was sent; a custom one may keep a fee and deliver in parts. */
  kind: 'hyperlane' | 'custom'
  /** Clock difference that is granted before a credit without source is UNBACKED. */
  skewSeconds: bigint
  /** Seconds after sending from which an undelivered transfer is STUCK. */
  stuckAfterSeconds: bigint
}

/** The followed world. A chain's Hyperlane domain is its chain id. */
export interface OracleDeployment {
  /** Every followed chain, also those that a cut leaves out. */
  chainIds: readonly number[]
  contracts: readonly OracleContract[]
  assets: readonly OracleAsset[]
  routes: readonly OracleRoute[]
}

/** Whose money it is; `account` undefined is the venue's suspense line. */
export interface OracleHolder {
  venue: string
  account: Address | undefined
  unit: string
}

/** What one book says one unit of an account has, never negative in a sound world; raw units of `token`. */
export interface OracleHolding {
  venue: string
  account: Address
  unit: string
  chainId: number
  contract: Address
  token: Address
  amount: bigint
}

/** What a market says that one unit of an account owes; raw units of `token`. */
export type OracleDebt = OracleHolding

/** A position as its market last stated it; size and entry value to 18 decimals. */
export interface OraclePosition {
  venue: string
  account: Address
  unit: string
  chainId: number
  contract: Address
  market: string
  size: bigint
  entry: bigint
}

/** What a transfer adds to (`inFlight`) or takes from (the others) a holder; raw units of `token` on `chainId`. */
export interface OracleAmount {
  kind: 'inFlight' | 'lagOffset' | 'unbacked'
  key: Hex
  route: string
  holder: OracleHolder
  /** Who was credited, where the suspense line has it: of that account it lowers what is certain. */
  bearer?: Address | undefined
  chainId: number
  token: Address
  amount: bigint
}

/** The state names of DESIGN 3. */
export type OracleTransferState =
  | 'DUPLICATE_CREDIT'
  | 'CONFLICT'
  | 'PAYLOAD_CONFLICT'
  | 'AMOUNT_MISMATCH'
  | 'DELIVERED'
  | 'NOT_COVERED'
  | 'AWAITING_SOURCE'
  | 'UNBACKED'
  | 'REFUNDED'
  | 'CANCELLED'
  | 'FAILED_RETRYABLE'
  | 'EXPIRED'
  | 'STUCK'
  | 'IN_FLIGHT'
  | 'VERIFIED_WITHOUT_SOURCE'
  | 'UNKNOWN'

export interface OracleTransfer {
  key: Hex
  route: string
  /** 0 while the cut does not say. */
  origin: number
  destination: number
  state: OracleTransferState
  stage: 'QUEUED' | 'SENT' | 'ATTESTED' | 'COMMITTED' | 'LANDED' | undefined
  /** Whether its value is collateral while it crosses. */
  isCollateralBound: boolean
  /** Sum of what was sent, raw units of the origin's token; undefined while nothing was. */
  sentAmount: bigint | undefined
  /** Sum of what was credited, raw units of the destination's token. */
  creditedAmount: bigint | undefined
  /** Where it left, or was queued, first. */
  departure: { chainId: number; block: bigint } | undefined
  /** At most one kind. */
  amounts: readonly OracleAmount[]
}

/** A condition that must be served at the cut; `subject` is a transfer key, a contract or a feed. */
export interface OracleCondition {
  code:
    | 'TRANSFER_UNBACKED'
    | 'TRANSFER_DUPLICATE_CREDIT'
    | 'TRANSFER_CONFLICT'
    | 'TRANSFER_STUCK'
    | 'TRANSFER_EXPIRED'
    | 'ROUTE_NOT_COVERED'
    | 'RESIDUAL'
    | 'ROUTE_PAUSED'
    | 'ROUTE_HALTED'
  subject: string
}

/** The four parts of one asset group's collateral in group units, which have 36 decimals; they are all positive. */
export interface OracleTotal {
  group: string
  holdings: bigint
  inFlight: bigint
  lagOffset: bigint
  unbacked: bigint
  /** holdings + inFlight − lagOffset − unbacked. */
  unified: bigint
}

/** One account of a venue, or with `account` undefined its suspense line. */
export interface OracleAccount {
  venue: string
  account: Address | undefined
  holdings: readonly OracleHolding[]
  debts: readonly OracleDebt[]
  amounts: readonly OracleAmount[]
  totals: readonly OracleTotal[]
}

/** Newest answer of a feed, in its own decimals, also when it is zero or negative. */
export interface OraclePrice {
  feed: string
  answer: bigint
  /** Seconds, as the feed says it. */
  updatedAt: bigint
}

/** Tokens of a followed custody address that nothing owns, per transaction; positive when they came in. */
export interface OracleResidual {
  chainId: number
  transactionHash: Hash
  contract: Address
  token: Address
  amount: bigint
}

/** A contract says what it lets pass from now on, on its chain. */
export interface OracleSwitch {
  chainId: number
  block: bigint
  /** Of the block, seconds. */
  timestamp: bigint
  route: string
  contract: Address
  way: 'both' | 'out' | 'in'
  /** Chain at the other end; undefined for all of them. */
  lane: number | undefined
  /** What it is about: whether anything passes, or how much over a period. */
  about: 'pause' | 'transfer' | 'sixHours' | 'day'
  /** Units of the route's token that may pass; 0 of a pause, undefined where nothing stops or limits any more. */
  most: bigint | undefined
  token: Address | undefined
}

/** One way of a bridge at the cut. */
export interface OracleWay {
  route: string
  origin: number
  destination: number
  health: 'UNSOUND' | 'HALTED' | 'NOT_COVERED' | 'DELAYED' | 'OK'
  /** Sent and neither credited, cancelled nor refunded, and how many of them are late, have expired or failed. */
  open: number
  stuck: number
  isHalted: boolean
  /** Another route may give a transfer of its own the same key. */
  mayShareKeys: boolean
  isPaused: boolean | undefined
  pauses: readonly OracleSwitch[]
  limits: readonly OracleSwitch[]
  /** Group units; undefined where it is not known. */
  limitLeft: bigint | undefined
}

/** What must be served at one cut. Lists are sorted by their ids, holdings of 0 are left out. */
export interface OracleState {
  accounts: readonly OracleAccount[]
  /** The same sums over a whole venue, its suspense line included. */
  venues: readonly { venue: string; totals: readonly OracleTotal[] }[]
  transfers: readonly OracleTransfer[]
  conditions: readonly OracleCondition[]
  prices: readonly OraclePrice[]
  residuals: readonly OracleResidual[]
  /** What stops or limits bridges. */
  switches: readonly OracleSwitch[]
  ways: readonly OracleWay[]
}
