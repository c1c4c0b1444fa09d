import type { DiskAction } from './disk/DiskAction.ts'
import type { Family } from './world/Deployment.ts'
import type { GateKind } from './world/drawGates.ts'
import type { ControlPeriod, ControlWay, HeistWay, RouteStep } from './world/Intent.ts'

/** Mechanisms of a misbehaving endpoint; `world/faultTable.ts` says which faults of the catalogue each of them is. */
export type FaultKind =
  | BackendFault
  | 'refuse'
  | 'rateLimit'
  | 'hang'
  | 'slow'
  | 'garbage'
  | 'overloaded'
  | 'page'
  | 'noBatches'
  | 'tooLarge'
  | 'heavyRange'
  | 'rangeLimit'
  | 'wrongChain'
  | 'syncing'
  | 'nullBlocks'
  | 'unknownBlocks'
  | 'pruned'
  | 'noMethod'
  | 'emptyCalls'
  | 'noTags'
  | 'oldTags'
  | 'tagsAhead'
  | 'tagsElsewhere'
  | 'foreignLogs'
  | 'twoHashes'
  | 'removedLogs'
  | 'oddLogs'
  | 'hiddenLogs'
  | 'silentSocket'
  | 'lostHeads'
  | 'closedSocket'
  | 'oddFrames'

/** What the machines behind a URL hold for the chain: behind it, on a branch that it left, or on one that never was. */
export type BackendFault = 'lag' | 'farBehind' | 'oldFork' | 'rivalFork'

/** Which moment a reader asks for. */
export type QueryAt = 'latest' | 'safe' | 'finalized' | 'time' | 'checkpoint'

/** Numbers name chains, traders, messages: they wrap around, so that every action means something in every world. */
export type ActionBody =
  | { type: 'mine'; chain: number; blocks: number }
  | { type: 'tick'; ms: number }
  /** A chain makes no block for so long, and then all that it owes at once: with the times they should have had, or with one. */
  | { type: 'sequencerDown'; chain: number; ms: number; times: 'owed' | 'now' }
  | {
      type: 'deposit' | 'withdraw' | 'settle'
      chain: number
      family: Family
      account: number
      amount: number
    }
  | { type: 'label'; chain: number; family: Family; account: number; label: string; amount: number }
  | {
      type: 'stray'
      chain: number
      family: Family
      account: number
      amount: number
      /** A thief takes tokens out of there, and no event says so; else they come in. */
      theft?: 'none' | 'book' | 'carrier'
    }
  | {
      type: 'malformed'
      chain: number
      family: Family
      account: number
      amount: number
      way: 'topic' | 'data'
    }
  | {
      type: 'yield'
      op: 'deposit' | 'withdraw' | 'transfer'
      account: number
      to: number
      amount: number
    }
  | { type: 'price'; answer: number; ageSeconds: number }
  | {
      type: 'send'
      family: Family
      chain: number
      /** Chains further on, at least one. */
      hop: number
      account: number
      beneficiary: number
      amount: number
      isNamed: boolean
      isToWallet: boolean
      isQueued: boolean
      isToLanding?: boolean
      /** Tenth parts of a percent that the token keeps of what it carries to the bridge. */
      tax?: number
    }
  | { type: 'deliver'; pick: number; fee: number }
  | { type: 'step'; pick: number; step: RouteStep | 'refund' }
  | {
      type: 'forge'
      family: Family
      chain: number
      hop: number
      account: number
      amount: number
      isNamed: boolean
      /** A bridge that vouches for what was never sent, and pays nothing yet. */
      onlyStep?: 'none' | 'attested' | 'committed'
    }
  | { type: 'duplicate' | 'orphanCredit'; pick: number }
  | { type: 'tamper'; pick: number; amount: number }
  /** Puts what waits on a chain into one transaction. */
  | { type: 'bundle'; chain: number }
  /** `fate` is the share, in percent, of transactions that come back in the new branch. */
  | {
      type: 'reorg'
      chain: number
      depth: number
      length: number
      fate: number
      /** It goes `depth` blocks below what was final. */
      isDeep?: boolean
      /** A second one follows at once. */
      again?: boolean
    }
  | { type: 'fault'; chain: number; endpoint: number; kind: FaultKind; ms: number; percent: number }
  | { type: 'query'; at: QueryAt; pick: number }
  | EconomyAction
  | GateAction
  | BackingAction
  | DiskAction
  | ReaderAction

/** What those do who read through GraphQL. */
export type ReaderAction =
  /** Everything at one moment, in one document. */
  | { type: 'ask'; at: QueryAt; pick: number }
  | { type: 'askTooMuch'; pick: number }
  /** The next page of a list. */
  | { type: 'page'; list: 'transfers' | 'accounts'; pick: number }
  | { type: 'subscribe'; to: 'account' | 'transfer' | 'transfers'; pick: number; isSlow: boolean }
  | { type: 'leave'; pick: number; way: 'return' | 'abandon' }
  /** Stops taking messages, or takes what waits. */
  | { type: 'hush'; pick: number; isSlow: boolean }

/** What prices, odd tokens, landing contracts and markets do. */
export type EconomyAction =
  /** `cents` of a dollar, zero and below too; `isElsewhere`: at an aggregator that nobody follows yet. */
  | { type: 'quote'; feed: number; cents: number; ageSeconds: number; isElsewhere: boolean }
  /** A token that keeps a part of what it carries, or whose balances changed by themselves. */
  | {
      type: 'oddToken'
      way: 'taxedNet' | 'taxedGross' | 'rebasedUp' | 'rebasedDown'
      chain: number
      family: Family
      account: number
      amount: number
    }
  | { type: 'forward'; pick: number }
  /** Credits half of a message, or the rest of one that was credited in part. */
  | { type: 'part'; pick: number }
  /** Thousandths of a unit of the market and of a dollar; size 0 leaves what was realised. */
  | {
      type: 'trade'
      chain: number
      account: number
      pocket: number
      market: number
      size: number
      entry: number
    }
  | { type: 'debt' | 'cash'; chain: number; account: number; pocket: number; amount: number }
  | { type: 'liquidate'; chain: number; account: number; pocket: number; isRunning: boolean }

/** What operators do to bridges. `hop` is how many chains further on the other end is, 0 for all of them. */
export type GateAction =
  /** The warp router's module for what arrives, or its hook for what leaves. */
  | { type: 'pause'; chain: number; gate: GateKind; isPaused: boolean }
  /** The custom route stops by itself, one way or both; `isTwin` means its second version. */
  | {
      type: 'valve'
      chain: number
      way: ControlWay
      hop: number
      isStopped: boolean
      isTwin: boolean
    }
  | {
      type: 'limit'
      chain: number
      way: ControlWay
      hop: number
      per: ControlPeriod
      amount: number
      isLifted: boolean
      isTwin: boolean
    }

/** What happens to tokens beside bridges. */
export type BackingAction =
  | { type: 'heist'; chain: number; family: Family; way: HeistWay; amount: number }
  /** So much may a router of the warp route still mint on its chain; no limit where it is lifted. */
  | { type: 'mintLimit'; chain: number; amount: number; isLifted: boolean }

/** `salt` seeds every draw while the action is played, so that the actions around it may be removed. */
export type Action = ActionBody & { salt: number }

export type ActionType = ActionBody['type']
