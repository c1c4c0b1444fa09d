import type { Fact, FactBody } from './Fact.ts'
import type { Address, ChainId, Hash, Hex, UnitId } from './primitives.ts'
import type { RawLog, TransactionLogs } from './RawLog.ts'
import type { SeriesKey } from './Series.ts'

/**
 * One `eth_getLogs` filter of a source set. `addresses` may be long; `topics[i]` undefined means any.
 * Position 0 is never undefined: a source set always knows its events.
 */
export interface LogFilter {
  addresses: readonly Address[]
  topics: readonly [readonly Hex[], ...(readonly Hex[] | undefined)[]]
}

/** Required topics of one decoder instance, fetched and covered together. */
export interface SourceSet {
  /** Stable over restarts while its filters stay the same, such as `31001/vault:0xabc…`. */
  id: string
  chainId: ChainId
  /** First block that can hold one of its logs. */
  startBlock: bigint
  filters: readonly LogFilter[]
}

/** A contract read that a decoder asks for; the chain room answers it pinned to the block hash. */
export interface ReadRequest {
  chainId: ChainId
  blockNumber: bigint
  blockHash: Hash
  to: Address
  data: Hex
  /** The decoder instance that understands the answer. */
  sourceId: string
  /** No later answer makes up for this one: it is never passed over for having been asked shortly before. */
  everyTouch?: true | undefined
}

export interface ReadAnswer {
  request: ReadRequest
  /** Undefined when the call reverted. */
  data: Hex | undefined
}

/** A log that cannot be trusted, kept with its evidence. */
export interface QuarantinedLog {
  chainId: ChainId
  log: RawLog
  sourceId: string
  /** One sentence for the reader. */
  reason: string
}

export interface Decoded {
  facts: readonly Fact[]
  reads: readonly ReadRequest[]
  quarantined: readonly QuarantinedLog[]
}

/** A call that is made by the clock and not by a log. */
export type TimedCall = Pick<ReadRequest, 'to' | 'data'>

/**
 * `exact`: logs alone say every value. `exactAtTouch`: a value is exact at the block that touches it and drifts between,
 * so that it is read again. `dirty`: a log says no more than that a value is to be read again.
 */
export type Exactness = 'exact' | 'exactAtTouch' | 'dirty'

/** Reads that are made about an account of a venue, at the head, for as long as it holds or owes one of `assets` at `contract`. */
export interface AccountReads {
  venue: string
  contract: Address
  assets: readonly Address[]
  /** `units`: those in which it holds or owes one of them; none once it is closed. */
  calls(account: Address, units: readonly UnitId[]): readonly TimedCall[]
}

/** A question to the contract that keeps a book, about one holding or liability in it. */
export interface BookQuestion extends TimedCall {
  /** What the answer says is booked, in the ledger's own units; undefined where it means nothing. */
  read(data: Hex): bigint | undefined
}

/** The contract's own book, of which a decoder's holdings and liabilities in a venue are the copy, where it can be asked. */
export interface BookOfRecord {
  venue: string
  /** How to ask for the running value of a key; undefined for one that is not of this book or that no view answers. */
  ask(key: SeriesKey): BookQuestion | undefined
}

/**
 * A decoder instance: one contract family on one chain, bound to configured addresses. Pure. It is given the logs of one
 * transaction that its own filters match, in log order.
 */
export interface Decoder {
  /** Name and version, such as `erc4626@1`. */
  name: string
  /** How far its logs alone say the values that it is for; absent: `exact`. */
  exactness?: Exactness
  /** Absent: the contract has no view that answers in the units that are booked, so that it is not audited. */
  book?: BookOfRecord | undefined
  source: SourceSet
  /** Read that no log may ask for, because its answer moves without one: at the head it is made every so often. */
  standingRead?: Pick<ReadRequest, 'to' | 'data'>
  /** Reads of the same kind that are made together: at the first block of each such stretch of chain time, once live. */
  timedReads?: { everySeconds: bigint; calls: readonly TimedCall[] } | undefined
  /** Reads about accounts whose answers move without a log, see `AccountReads`. */
  accountReads?: AccountReads | undefined
  decode(transaction: TransactionLogs): Decoded
  /** Turns an answered read into the body of its fact, or of several; undefined when the answer means nothing. */
  decodeRead?(answer: ReadAnswer): FactBody | readonly FactBody[] | undefined
}
