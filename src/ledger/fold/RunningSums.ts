import type { BalanceFact } from '../../facts/AccountFacts.ts'
import { balanceKey, totalKey } from '../../facts/balanceKey.ts'
import type { Address, ChainId } from '../../facts/primitives.ts'
import { type SeriesKey, seriesKeyId } from '../../facts/Series.ts'

/** A running value of one key while a batch is folded, and its newest row. */
export interface Running {
  key: SeriesKey
  values: readonly bigint[]
  row: { blockNumber: bigint; values: readonly bigint[] } | undefined
}

/** The amount of a running sum of one value; a key that never had a row holds nothing. */
export function amountOf({ values }: Running): bigint {
  return values[0] ?? 0n
}

/** What a balance fact moves: the account's balance and, for assets, the book's total. */
export interface BookEntry {
  balance: Running
  total: Running | undefined
}

/** The balances of one side of one asset that a contract books for a venue. */
interface Book {
  body: BalanceFact
  chainId: ChainId
  total: Running | undefined
  /** By account, with the unit behind it unless that is the usual one. */
  accounts: Map<string, BookEntry>
}

/**
 * The running values of a batch. Balances are found by contract, book and account, because most facts are of this kind and
 * a spelled key costs more than the fold itself; all others by their spelling.
 */
export class RunningSums {
  /** Those whose value before the batch is needed, in the order of first use. */
  readonly all: Running[] = []
  readonly #books = new Map<Address, Book[]>()
  readonly #others = new Map<string, Running>()

  book(chainId: ChainId, body: BalanceFact): BookEntry {
    const { accounts, total } = this.#bookOf(chainId, body)
    const place = body.unit === 'cross' ? body.account : `${body.account}${body.unit}`
    const known = accounts.get(place)
    if (known !== undefined) return known
    const entry = { balance: this.#start(balanceKey(chainId, body)), total }
    accounts.set(place, entry)
    return entry
  }

  /** A sum of another kind; one that is only ever set needs no value from before. */
  other(key: SeriesKey, way: 'sum' | 'absolute' = 'sum'): Running {
    const id = seriesKeyId(key)
    const known = this.#others.get(id)
    if (known !== undefined) return known
    const running = way === 'sum' ? this.#start(key) : { key, values: [], row: undefined }
    this.#others.set(id, running)
    return running
  }

  #bookOf(chainId: ChainId, body: BalanceFact): Book {
    const books = this.#books.get(body.contract) ?? []
    const known = books.find((book) => book.chainId === chainId && isSameBook(book.body, body))
    if (known !== undefined) return known
    const key = totalKey(chainId, body)
    const total = key === undefined ? undefined : this.#start(key)
    const book = { chainId, body, total, accounts: new Map<string, BookEntry>() }
    books.push(book)
    this.#books.set(body.contract, books)
    return book
  }

  #start(key: SeriesKey): Running {
    const running = { key, values: [], row: undefined }
    this.all.push(running)
    return running
  }
}

function isSameBook(a: BalanceFact, b: BalanceFact): boolean {
  return a.side === b.side && a.venue === b.venue && a.asset === b.asset
}
