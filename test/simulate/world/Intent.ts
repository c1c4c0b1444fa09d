import type { Hex } from 'viem'
import type { Family } from './Deployment.ts'

/** A transfer as its origin recorded it. Amounts are in units of the origin's token. */
export interface Message {
  family: Family
  key: Hex
  payload: Hex
  /** Chain indexes. */
  origin: number
  destination: number
  account: Hex
  beneficiary: Hex
  recipient: Hex
  amount: bigint
  /** Whether the books name the key in their own events. */
  isNamed: boolean
}

export type RouteStep = 'attested' | 'committed' | 'failed' | 'cancelled'

/** What somebody wants a chain to do; it becomes logs in a block whose branch allows it. */
export type IntentBody =
  | { kind: 'deposit' | 'withdraw'; family: Family; account: Hex; amount: bigint }
  | { kind: 'settle'; family: Family; account: Hex; amount: bigint }
  | { kind: 'label'; family: Family; account: Hex; label: string; amount: bigint }
  /** A log that no compiler writes: a deposit with a topic, or with data, too many. */
  | { kind: 'malformed'; family: Family; account: Hex; amount: bigint; way: 'topic' | 'data' }
  | ({ kind: 'send'; family: Family; destination: number } & Pick<
      Message,
      'account' | 'beneficiary' | 'amount' | 'isNamed'
    > & { isToWallet: boolean; isQueued: boolean })
  /** `isForced`: the bridge itself is broken, and credits what it should refuse. */
  | { kind: 'credit'; message: Message; amount: bigint; isForced: boolean }
  | { kind: 'step'; message: Message; step: RouteStep }
  | { kind: 'refund'; message: Message; amount: bigint }
  /** Tokens that reach a book by nobody's event. */
  | { kind: 'stray'; family: Family; account: Hex; amount: bigint }
  | { kind: 'yieldDeposit' | 'yieldWithdraw'; account: Hex; amount: bigint }
  | { kind: 'yieldTransfer'; account: Hex; to: Hex; amount: bigint }
  | { kind: 'price'; answer: bigint; round: bigint; updatedAt: bigint }

/** Several bodies are one transaction. */
export interface Intent {
  label: string
  bodies: readonly IntentBody[]
}
