import type { Family } from './world/Deployment.ts'
import type { RouteStep } from './world/Intent.ts'

/** Mechanisms of a misbehaving endpoint. */
export type FaultKind =
  | 'lag'
  | 'oldFork'
  | 'refuse'
  | 'rateLimit'
  | 'hang'
  | 'slow'
  | 'garbage'
  | 'rangeLimit'
  | 'wrongChain'
  | 'nullBlocks'
  | 'missingLogs'
  | 'noTags'
  | 'oldTags'

/** Which moment a reader asks for. */
export type QueryAt = 'latest' | 'safe' | 'finalized' | 'time' | 'checkpoint'

/** Numbers name chains, traders, messages: they wrap around, so that every action means something in every world. */
export type ActionBody =
  | { type: 'mine'; chain: number; blocks: number }
  | { type: 'tick'; ms: number }
  | {
      type: 'deposit' | 'withdraw' | 'settle'
      chain: number
      family: Family
      account: number
      amount: number
    }
  | { type: 'label'; chain: number; family: Family; account: number; label: string; amount: number }
  | { type: 'stray'; chain: number; family: Family; account: number; amount: number }
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
    }
  | { type: 'duplicate' | 'orphanCredit'; pick: number }
  | { type: 'tamper'; pick: number; amount: number }
  /** Puts what waits on a chain into one transaction. */
  | { type: 'bundle'; chain: number }
  /** `fate` is the share, in percent, of transactions that come back in the new branch. */
  | { type: 'reorg'; chain: number; depth: number; length: number; fate: number }
  | { type: 'fault'; chain: number; endpoint: number; kind: FaultKind; ms: number; percent: number }
  /** The process dies now, or at the n-th write from now on. */
  | { type: 'crash'; writes: number; moment: 'before' | 'after'; downMs: number }
  | { type: 'query'; at: QueryAt; pick: number }

/** `salt` seeds every draw while the action is played, so that the actions around it may be removed. */
export type Action = ActionBody & { salt: number }

export type ActionType = ActionBody['type']
