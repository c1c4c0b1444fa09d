import type { FactBody } from '../facts/Fact.ts'
import type { Hex } from '../facts/primitives.ts'
import type { RawLog } from '../facts/RawLog.ts'
import type { BridgeRoute } from './BridgeRoute.ts'
import type { BridgeDomains } from './ChainPreset.ts'
import type { RoutePolicy } from './Project.ts'

/** What the logs of one transaction say: a fact that `log` owns, or why `log` cannot be trusted. */
export type Finding =
  | { log: RawLog; siblings: readonly RawLog[]; body: FactBody }
  | { log: RawLog; reason: string }

/** A contract of a protocol on one chain, as the config names it by its role. */
export interface ProtocolContract {
  /** Its events that are fetched; none where only its address matters, such as one that holds what is sent. */
  topics: readonly Hex[]
  /** Whether a chain may be without it. */
  isOptional?: boolean | undefined
  /**
   * Given for the role of the route's tokens, which no config names again: roles of those whose payments are fetched,
   * beside what is minted.
   */
  paidBy?: readonly string[] | undefined
  /** Roles of those to whom payments are fetched as well. */
  paidTo?: readonly string[] | undefined
  /** Whether what is burnt of the route's tokens is fetched as well, by whomever. */
  isBurnt?: boolean | undefined
}

/** What the ledger must know of a protocol to match the two sides of a transfer. */
export interface MatchingRules {
  /** What credits carry against what was sent: the same, or at most it. */
  amounts: 'exact' | 'atMost'
  /**
   * `unique`: a key is one transfer; a second send of it replaces the first, a second credit is one too many. `shared`: it is
   * a bucket of transfers that nothing on chain tells apart, matched by count, oldest first.
   */
  keys: 'unique' | 'shared'
}

/**
 * A bridge protocol: which contracts it has, what their logs mean, and how its two sides match. Fetching, storing and
 * matching are shared. Built-in ones are listed in `protocols/bridges/protocols.ts`; `defineBridge` makes an operator's own.
 */
export interface BridgeProtocol extends MatchingRules {
  family: 'protocol'
  /** How the config calls it. */
  name: string
  /** Raised when the same logs give other facts. */
  version: number
  /** Which of a chain preset's numbers is its domain. */
  domain: keyof BridgeDomains | 'chainId'
  /** Its contracts serve one other chain, which their logs do not name: a bridge has at most two members. Default false. */
  isPair?: boolean | undefined
  /**
   * Credits are paid by third parties out of their own pockets, whom the route repays: one without a source is such a party's
   * deposit and no loss of the route (DESIGN §3.4). Default false.
   */
  isFilled?: boolean | undefined
  /**
   * Its failures and proofs name no token, so that they may be of transfers that the route does not carry: where nothing else is
   * known of a key, it is no transfer of the route. Default false.
   */
  hasStrangers?: boolean | undefined
  contracts: Readonly<Record<string, ProtocolContract>>
  /**
   * Roles whose logs say when they stop transfers. Of a chain with such a contract it is known whether it does; none where the
   * protocol logs no such thing.
   */
  pausedBy?: readonly string[] | undefined
  /** What a route's policy is where the config does not say, such as how long a delivery may take. */
  policy?: Partial<RoutePolicy> | undefined
  /** Reads, for one chain of a route, the fetched logs of one transaction, in log order. Pure. */
  createReader(route: BridgeRoute): (logs: readonly RawLog[]) => readonly Finding[]
}
