import type { Status } from '../MarginStatus.ts'
import { DeadlineHeap } from './DeadlineHeap.ts'
import type { Guard } from './Guard.ts'
import { GuardTable } from './GuardTable.ts'
import { lengthen } from './lengthen.ts'

/** What bigint says of an account, and what proves that it stays so. */
export interface Judged {
  status: Status
  guard: Guard
}

export interface StatusChange {
  account: number
  /** Undefined of an account that is new. */
  from: Status | undefined
  to: Status
}

/** Columns of accounts grow by a quarter. */
const GROWTH = 1.25

/** Codes as they are held; 0 is no account. */
const statuses: readonly (Status | undefined)[] = [
  undefined,
  'NO_RISK',
  'HEALTHY',
  'WARNING',
  'REDUCE_ONLY',
  'LIQUIDATABLE',
  'LIQUIDATING',
  'INSOLVENT',
  'UNKNOWN',
]

/** What is asked of an account when things are settled: nothing, whether floats still prove it, or what bigint says. */
const asked = { nothing: 0, proof: 1, exact: 2 } as const

/**
 * Accounts of one venue, numbered from 0, each with its status and what proves it (DESIGN §5): whatever moves, only those
 * are looked at whose proof it touches. First their own prices are summed in floats; who is still in doubt is judged anew
 * in bigint by `judge`, which alone says what a status is. Changes are noted as they come and decided together by
 * `settle`, so that a cut that moves every price is one step.
 */
export class TickIndex {
  readonly #judge: (account: number) => Judged
  readonly #guards = new GuardTable()
  readonly #deadlines = new DeadlineHeap()
  #statuses = new Uint8Array(0)
  #asked = new Uint8Array(0)
  #queue: number[] = []
  #size = 0

  constructor(judge: (account: number) => Judged) {
    this.#judge = judge
  }

  /** Number of accounts. */
  get size(): number {
    return this.#size
  }

  /** Bytes of all columns, with the room for what is to come. */
  get bytes(): number {
    const own = this.#statuses.byteLength + this.#asked.byteLength
    return own + this.#guards.bytes + this.#deadlines.bytes
  }

  /** As of the last `settle`; undefined of an account that is not held. */
  statusOf(account: number): Status | undefined {
    return statuses[this.#statuses[account] ?? 0]
  }

  /** The account is new, or something of its own has changed. */
  dirty(account: number): void {
    this.#reserve(account)
    this.#ask(account, asked.exact)
  }

  remove(account: number): void {
    if (this.statusOf(account) === undefined) return
    this.#guards.remove(account)
    this.#deadlines.set(account, undefined)
    this.#statuses[account] = 0
    this.#asked[account] = asked.nothing
    this.#size -= 1
  }

  /** A price has moved: the double nearest to it by `numberOfPrice`. */
  move(variable: number, price: number): void {
    this.#guards.setPrice(variable, price)
    this.#guards.findOutside(variable, (account) => this.#ask(account, asked.proof))
  }

  /** More than a number has changed: the price has died or come back, or rules that it takes part in are others. */
  touch(variable: number, price: number): void {
    this.#guards.setPrice(variable, price)
    this.#guards.findHolders(variable, (account) => this.#ask(account, asked.exact))
  }

  /** What accounts watch under these bits has changed. */
  touchWatched(bits: number): void {
    this.#guards.findWatchers(bits, (account) => this.#ask(account, asked.exact))
  }

  /** Rules that bear on every account are others. */
  touchAll(): void {
    for (const [account, status] of this.#statuses.entries()) {
      if (status !== 0) this.#ask(account, asked.exact)
    }
  }

  /** It is so late, seconds: what has fallen due is judged anew. `Infinity` takes whatever has a deadline. */
  advance(seconds: number): void {
    for (;;) {
      const account = this.#deadlines.takeDue(seconds)
      if (account === undefined) return
      this.#ask(account, asked.exact)
    }
  }

  /** Whether the status of an account is that of the present state of things: nothing is left to be asked of it. */
  isSettled(account: number): boolean {
    return this.#asked[account] === asked.nothing
  }

  /** How many accounts are left to be asked something. */
  get unsettled(): number {
    return this.#queue.length
  }

  /**
   * Decides everything that was noted, but judges at most `limit` accounts anew and leaves the others for the next time:
   * exactly the accounts whose exact status is another than before. Throws what `judge` throws; the index is not whole then,
   * and is to be made anew.
   */
  settle(limit: number = Number.POSITIVE_INFINITY): readonly StatusChange[] {
    const changes: StatusChange[] = []
    const queue = this.#queue
    this.#queue = []
    let judged = 0
    for (const account of queue) {
      const question = this.#asked[account] ?? asked.nothing
      this.#asked[account] = asked.nothing
      if (question === asked.nothing) continue
      if (question === asked.proof && this.#guards.prove(account)) continue
      if (judged === limit) {
        this.#ask(account, asked.exact)
        continue
      }
      judged += 1
      const change = this.#judgeAnew(account)
      if (change !== undefined) changes.push(change)
    }
    return changes
  }

  #judgeAnew(account: number): StatusChange | undefined {
    const { status, guard } = this.#judge(account)
    const from = this.statusOf(account)
    if (from === undefined) this.#size += 1
    this.#statuses[account] = statuses.indexOf(status)
    const isProven = this.#guards.put(account, guard)
    // A guard that does not hold even now says nothing of the seconds until its deadline.
    const isOverdue = guard.deadline !== undefined && !isProven
    this.#deadlines.set(account, isOverdue ? Number.NEGATIVE_INFINITY : guard.deadline)
    return from === status ? undefined : { account, from, to: status }
  }

  #ask(account: number, question: number): void {
    const before = this.#asked[account] ?? asked.nothing
    if (before === asked.nothing) this.#queue.push(account)
    if (question > before) this.#asked[account] = question
  }

  #reserve(account: number): void {
    if (account < this.#statuses.length) return
    const length = Math.ceil((account + 1) * GROWTH)
    this.#statuses = lengthen(Uint8Array, this.#statuses, length)
    this.#asked = lengthen(Uint8Array, this.#asked, length)
    this.#guards.reserve(length)
    this.#deadlines.reserve(length)
  }
}
