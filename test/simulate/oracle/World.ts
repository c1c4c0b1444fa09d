import type { Address, Hash, Hex } from 'viem'
import type { OracleLog, OracleTransaction } from './Oracle.ts'

/** Where something stands: its chain, block, transaction and log, and the block's time in seconds. */
export interface Place {
  chainId: number
  block: bigint
  timestamp: bigint
  transaction: number
  transactionHash: Hash
  log: number
}

/** A transaction with the place of its first log. */
export interface PlacedTransaction {
  place: Place
  logs: OracleTransaction['logs']
}

/** A book says that a unit of an account has `delta` more of a token (DESIGN 3.1). */
export interface Change {
  place: Place
  venue: string
  account: Address
  unit: string
  contract: Address
  token: Address
  delta: bigint
  /** What entered or left the book as tokens; 0 where nothing moved. */
  moved: { token: Address; amount: bigint }
  /** Who was paid, where the event says so. */
  counterparty: Address | undefined
  /** The transfer that carries the value, where the event names it, and whose it is on the other side. */
  names: { key: Hex; beneficiary: Address | undefined } | undefined
}

/** A market states a unit's position, debt or liquidation as it is from now on. */
export type MarketWord = MarketPlace &
  (
    | { kind: 'position'; market: string; size: bigint; entry: bigint }
    | { kind: 'debt'; token: Address; amount: bigint }
    | { kind: 'liquidation'; isRunning: boolean }
  )

interface MarketPlace {
  place: Place
  venue: string
  account: Address
  unit: string
  contract: Address
}

/** Tokens moved into or out of a followed vault. */
export interface Movement {
  token: Address
  from: Address
  to: Address
  amount: bigint
}

export type Step =
  | 'queued'
  | 'sent'
  | 'attested'
  | 'committed'
  | 'credited'
  | 'failed'
  | 'cancelled'
  | 'refunded'

/** How much of a leg re-labels which change of a book (DESIGN 3.2). */
export interface Share {
  change: Change
  amount: bigint
}

/** One side of a transfer, as the bridge says it, or a venue's own credit that names its key. */
export interface Leg {
  place: Place
  via: 'bridge' | 'venue'
  step: Step
  route: string
  key: Hex
  payload: Hex
  token: Address
  amount: bigint
  /** The bridge's contract on this chain. */
  carrier: Address
  recipient: Address | undefined
  /** 0 where it is not said. */
  origin: number
  destination: number
  /** Last second at which the destination may credit it. */
  deadline?: bigint | undefined
  shares: Share[]
}

/** Order of what several chains say: by time, and at one time as it stands on a chain. */
export function comparePlaces(a: Place, b: Place): number {
  const byTime = a.timestamp - b.timestamp
  if (byTime !== 0n) return byTime < 0n ? -1 : 1
  return compareOnChain(a, b)
}

/** Order in which a chain says it: a block may be of an earlier time than the one before it. */
export function compareOnChain(a: Place, b: Place): number {
  if (a.chainId !== b.chainId) return a.chainId - b.chainId
  if (a.block !== b.block) return a.block < b.block ? -1 : 1
  return a.transaction - b.transaction || a.log - b.log
}

/** Place of the `log`-th log of a transaction. */
export function placeOf({ place }: PlacedTransaction, log: number): Place {
  return { ...place, log: place.log + log }
}

/** The logs of one contract in a transaction, with their indexes. */
export function logsOf(
  { logs }: PlacedTransaction,
  address: Address,
): readonly { log: OracleLog; index: number }[] {
  return logs.flatMap((log, index) => (log.address === address ? [{ log, index }] : []))
}
