import { assert } from '../../errors/assert.ts'
import type { ChainId } from '../../facts/primitives.ts'
import type { AccountCase } from '../AccountCase.ts'
import type { Status } from '../MarginStatus.ts'
import type { PricedMarket } from '../PricedMarket.ts'
import type { CrossChainSystem } from '../presets/crossChain.ts'
import { changedSubjects } from './changedSubjects.ts'
import { guardAccount, type Names } from './guardAccount.ts'
import { LinearRules } from './LinearRules.ts'
import { PriceNumbers, type PriceSource } from './PriceNumbers.ts'
import { type Judged, TickIndex } from './TickIndex.ts'

/** What of a cut is the same for every account of a venue. */
export interface IndexCut extends PriceSource {
  market: PricedMarket
  system: CrossChainSystem
  staleChains: ReadonlySet<ChainId>
  /** The cut's time, seconds. */
  asOf: bigint
}

/** An account whose status is another than at the cut before; `from` is undefined of a new one, `to` of one that is gone. */
export interface AccountChange {
  account: string
  from: Status | undefined
  to: Status | undefined
}

/** Chains are told apart by the bits of a number; those beyond share them, and are judged anew together. */
const BITS = 31

/**
 * The accounts of one venue from cut to cut: what a cut changes is found by itself, what changes an account's own books is
 * told. `open` gives an account at the cut that is being taken, undefined when there is none of this name.
 */
export class AccountIndex {
  readonly #open: (account: string) => AccountCase | undefined
  readonly #index = new TickIndex((number) => this.#judge(number))
  readonly #prices = new PriceNumbers()
  readonly #bits = new Map<ChainId, number>()
  readonly #numbers = new Map<string, number>()
  readonly #accounts: (string | undefined)[] = []
  readonly #free: number[] = []
  readonly #names: Names
  /** Accounts of which floats can say nothing: judged anew at every cut. */
  readonly #doubted = new Set<number>()
  /** What was opened because it may be another, until it is judged. */
  readonly #opened = new Map<number, AccountCase>()
  /** Prices that the index has been told of. */
  readonly #known = new Set<number>()
  #cut: { of: IndexCut; rules: LinearRules } | undefined

  constructor(open: (account: string) => AccountCase | undefined) {
    this.#open = open
    this.#names = {
      variableOf: (asset, chainId) => this.#variableOf(asset, chainId),
      isShare: (asset) => this.#prices.isShare(asset),
      rateOf: (asset, chainId) => this.#prices.rateOf(asset, chainId),
      bitOf: (chainId) => this.#bitOf(chainId),
    }
  }

  /** Number of accounts. */
  get size(): number {
    return this.#index.size
  }

  /** At the cut that was taken last; undefined of an account that is not held. */
  statusOf(account: string): Status | undefined {
    const number = this.#numbers.get(account)
    return number === undefined ? undefined : this.#index.statusOf(number)
  }

  /** Whether the status of an account is that of the cut taken last. */
  isSettled(account: string): boolean {
    const number = this.#numbers.get(account)
    return number !== undefined && this.#index.isSettled(number)
  }

  /** How many accounts may have another status at the cut taken last. */
  get unsettled(): number {
    return this.#index.unsettled
  }

  accounts(): Iterable<string> {
    return this.#numbers.keys()
  }

  /**
   * Takes another cut, of which `dirty` names the accounts whose own books, transfers or reasons may be others: exactly the
   * accounts whose status is another than at the cut before. Of those in doubt at most `limit` are judged, see
   * `isSettled`; taking the same cut again goes on. Throws what `open` throws; the index is not whole then, and is
   * to be made anew.
   */
  take(
    cut: IndexCut,
    dirty: Iterable<string>,
    limit: number = Number.POSITIVE_INFINITY,
  ): readonly AccountChange[] {
    const before = this.#cut
    const rules = before?.of.system === cut.system ? before.rules : new LinearRules(cut.system)
    this.#cut = { of: cut, rules }
    const moves = this.#prices.update(cut)
    for (const { variable, price, isBroken } of moves) {
      if (isBroken) this.#index.touch(variable, price)
      else this.#index.move(variable, price)
    }
    if (before !== undefined) this.#touchOthers(before.of, cut)
    const isSame = before?.of.market === cut.market && before.of.asOf === cut.asOf
    if (!isSame) for (const number of this.#doubted) this.#index.dirty(number)
    const gone: AccountChange[] = []
    for (const account of dirty) gone.push(...this.#dirty(account))
    return [...gone, ...this.#settle(limit)]
  }

  #touchOthers(before: IndexCut, cut: IndexCut): void {
    if (before.system !== cut.system) {
      const changed = changedSubjects(before.system, cut.system)
      if (changed === 'all') this.#index.touchAll()
      else this.#touchSubjects(changed)
    }
    const stale = [...cut.staleChains].filter((id) => !before.staleChains.has(id))
    const back = [...before.staleChains].filter((id) => !cut.staleChains.has(id))
    const bits = [...stale, ...back].reduce((sum, id) => sum | this.#bitOf(id), 0)
    if (bits !== 0) this.#index.touchWatched(bits)
    // Time went back with a reorg: what was looked ahead from there says nothing here.
    const isBack = cut.asOf < before.asOf
    this.#index.advance(isBack ? Number.POSITIVE_INFINITY : Number(cut.asOf))
  }

  #touchSubjects(assets: ReadonlySet<string>): void {
    for (const variable of this.#prices.numbersOf(assets)) {
      this.#index.touch(variable, this.#prices.priceOf(variable))
    }
  }

  /** Opens an account that may be another. The one that is gone leaves at once, and its number is free. */
  #dirty(account: string): readonly AccountChange[] {
    const opened = this.#open(account)
    const known = this.#numbers.get(account)
    if (opened !== undefined) {
      const number = known ?? this.#free.pop() ?? this.#accounts.length
      this.#numbers.set(account, number)
      this.#accounts[number] = account
      this.#opened.set(number, opened)
      this.#index.dirty(number)
      return []
    }
    if (known === undefined) return []
    const from = this.#index.statusOf(known)
    this.#index.remove(known)
    this.#numbers.delete(account)
    this.#accounts[known] = undefined
    this.#doubted.delete(known)
    this.#opened.delete(known)
    this.#free.push(known)
    return [{ account, from, to: undefined }]
  }

  #settle(limit: number): readonly AccountChange[] {
    const changes = this.#index.settle(limit)
    this.#opened.clear()
    return changes.map(({ account, from, to }) => ({ account: this.#nameOf(account), from, to }))
  }

  #judge(number: number): Judged {
    const cut = this.#cut
    assert(cut !== undefined, 'An account is judged at a cut.')
    const name = this.#nameOf(number)
    const account = this.#opened.get(number) ?? this.#open(name)
    assert(account !== undefined, `Account ${name} is gone, and nobody said so.`)
    const { rules, of } = cut
    const judged = guardAccount(account, { rules, names: this.#names, asOf: of.asOf })
    if (judged.guard.isProven) this.#doubted.delete(number)
    else this.#doubted.add(number)
    return judged
  }

  #nameOf(number: number): string {
    const name = this.#accounts[number]
    assert(name !== undefined, `No account has the number ${number}.`)
    return name
  }

  #variableOf(asset: string, chainId: ChainId | undefined): number {
    const variable = this.#prices.numberOf(asset, chainId)
    // A price that is new has no followers yet: nobody is asked.
    if (this.#known.has(variable)) return variable
    this.#known.add(variable)
    this.#index.move(variable, this.#prices.priceOf(variable))
    return variable
  }

  #bitOf(chainId: ChainId): number {
    const place = this.#bits.get(chainId) ?? this.#bits.size
    this.#bits.set(chainId, place)
    return 1 << (place % BITS)
  }
}
