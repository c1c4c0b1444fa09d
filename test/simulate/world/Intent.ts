import type { Hex } from 'viem'
import type { Family } from './Deployment.ts'
import type { GateKind } from './drawGates.ts'

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
  /** Last second at which the destination delivers it; undefined where it never ends. */
  deadline?: bigint | undefined
  /** Undefined for the first version of a route. */
  version?: 2 | undefined
  /** Number that the origin gave it. */
  nonce?: number
}

/** What names a message among those of all versions: two versions use the same keys. */
export function idOf({ key, version }: Pick<Message, 'key' | 'version'>): Hex {
  return version === undefined ? key : `${key}:${version}`
}

export type RouteStep = 'attested' | 'committed' | 'failed' | 'cancelled'

/** Which way past a contract, seen from its chain. */
export type ControlWay = 'both' | 'out' | 'in'

/** What a limit is counted over. */
export type ControlPeriod = 'transfer' | 'sixHours' | 'day'

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
    > & {
        isToWallet: boolean
        isQueued: boolean
        isToLanding?: boolean | undefined
        /** What the token keeps of what is paid to the bridge. */
        tax?: bigint | undefined
        /** Seconds that the destination may take; undefined where it may take for ever. */
        lifeSeconds?: bigint | undefined
        version?: 2 | undefined
      })
  /** `isForced`: the bridge itself is broken, and credits what it should refuse. */
  | { kind: 'credit'; message: Message; amount: bigint; isForced: boolean }
  | { kind: 'step'; message: Message; step: RouteStep }
  | { kind: 'refund'; message: Message; amount: bigint }
  /** Tokens that reach a book by nobody's event. */
  | { kind: 'stray'; family: Family; account: Hex; amount: bigint; theft?: 'book' | 'carrier' }
  | { kind: 'yieldDeposit' | 'yieldWithdraw'; account: Hex; amount: bigint }
  | { kind: 'yieldTransfer'; account: Hex; to: Hex; amount: bigint }
  | { kind: 'price'; answer: bigint; round: bigint; updatedAt: bigint }
  | EconomyBody
  | GateBody
  | BackingBody

/**
 * Tokens are taken out of an escrow, issued by nobody's message, given away to an escrow or burnt, or become more or fewer
 * without a log.
 */
export type HeistWay = 'taken' | 'forged' | 'given' | 'unsaid'

/** What happens to tokens beside bridges. `left` undefined: nothing limits what is minted. */
export type BackingBody =
  | { kind: 'heist'; family: Family; way: HeistWay; amount: bigint }
  | { kind: 'mintLimit'; left: bigint | undefined }

/** What operators do to bridges; `lane` is the index of the chain at the other end, undefined for all. */
export type GateBody =
  | { kind: 'pause'; gate: GateKind; isPaused: boolean }
  | ({ kind: 'valve'; isStopped: boolean } & Valve)
  /** `most` undefined: no limit any more. */
  | ({ kind: 'limit'; per: ControlPeriod; most: bigint | undefined } & Valve)

interface Valve {
  way: ControlWay
  lane: number | undefined
  version: 2 | undefined
}

/** What makes prices, tokens and markets move. */
export type EconomyBody =
  /** A feed's answer, at the aggregator that is followed or at the next one. */
  | ({ kind: 'quote'; feed: string; isElsewhere: boolean } & Quote)
  /** A token that keeps `tax` of what is paid in; the book says what was paid, or what it got. */
  | { kind: 'taxed'; family: Family; account: Hex; amount: bigint; tax: bigint; isGross: boolean }
  /** A token whose balances changed by themselves: a withdrawal pays so much more or less than the book says. */
  | { kind: 'rebased'; family: Family; account: Hex; amount: bigint; drift: bigint }
  /** A landing contract passes on what a bridge paid it. */
  | { kind: 'forward'; message: Message }
  | { kind: 'position'; account: Hex; pocket: number; market: string; size: bigint; entry: bigint }
  | { kind: 'debt' | 'cash'; account: Hex; pocket: number; amount: bigint }
  | { kind: 'liquidation'; account: Hex; pocket: number; isRunning: boolean }

interface Quote {
  answer: bigint
  round: bigint
  updatedAt: bigint
}

/** Several bodies are one transaction. */
export interface Intent {
  label: string
  bodies: readonly IntentBody[]
}
