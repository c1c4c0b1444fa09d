import type { AccountReads, Decoder, ReadRequest } from '../facts/Decoder.ts'
import type { Address, ChainId, UnitId } from '../facts/primitives.ts'
import type { SeriesRow } from '../facts/Series.ts'
import type { Readings } from '../store/Readings.ts'
import type { RateReads } from './createRateReads.ts'

/** What is open moves without a log, so that it is read again after this many blocks, as rates are. */
const gridBlocks = 20n

/** Accounts that are asked about at one block: with four calls each they fill one batch and leave room for rates. */
const accountsPerBlockMax = 64

/** An account that closed is remembered for this many blocks: a reorg may open it again. Deeper ones end with a restart. */
const closedBlocksMax = 1_024n

/** Accounts of one page while a start looks for what is open. */
const pageRows = 1_000

/** Rate reads that also ask about accounts for as long as they hold what the decoders say. */
export interface AccountRateReads extends RateReads {
  /** What was folded: who opened, changed or closed. */
  take(rows: readonly SeriesRow[]): void
  /** Finds what is open in a store, for a start and for what joined. */
  load(store: Pick<Readings, 'snapshot'>): Promise<void>
}

/** One account and what is asked about it. */
interface Watched {
  account: Address
  source: Decoder['source']
  calls: AccountReads['calls']
  /** Where it holds something: the unit, by book and unit. */
  open: Map<string, UnitId>
  /** Height it was last asked at; undefined: it is due. */
  asked: bigint | undefined
  closedAt: bigint | undefined
}

interface Book {
  source: Decoder['source']
  venue: string
  reads: AccountReads
}

/** Adds to `rates` what decoders want to know of accounts: at the head, after each change and every so often until they close. */
export function withAccountReads(rates: RateReads, decoders: readonly Decoder[]): AccountRateReads {
  const books = new Map(decoders.flatMap(listBooks))
  const watched = new Map<string, Watched>()
  const take = (rows: readonly SeriesRow[]): void => {
    if (books.size === 0) return
    for (const row of rows) takeRow(books, watched, row)
  }
  return {
    plan(event, asked, isAtHead) {
      const planned = rates.plan(event, asked, isAtHead)
      if (!isAtHead || watched.size === 0) return planned
      return [...planned, ...askDue(watched, event.toBlock)]
    },
    miss(requests) {
      rates.miss(requests)
      const missed = new Map(requests.map(({ sourceId, blockNumber }) => [sourceId, blockNumber]))
      for (const each of watched.values())
        if (missed.get(each.source.id) === each.asked) each.asked = undefined
    },
    retract(ancestor) {
      rates.retract(ancestor)
      for (const each of watched.values()) {
        if (each.asked !== undefined && each.asked > ancestor) each.asked = undefined
        if (each.closedAt !== undefined && each.closedAt > ancestor) each.closedAt = undefined
      }
    },
    take,
    async load(store) {
      if (books.size === 0) return
      const snapshot = await store.snapshot()
      try {
        const heights = new Map(
          snapshot.progress.map(({ chainId, indexed }) => [chainId, indexed.number]),
        )
        for (const venue of new Set([...books.values()].map((book) => book.venue))) {
          let after: Address | undefined
          for (;;) {
            const page = { venue, order: 'asc', after, limit: pageRows } as const
            const accounts = snapshot.accounts(page)
            take(snapshot.series({ of: 'accounts', venue, accounts }, heights))
            after = accounts.at(-1)
            if (after === undefined || accounts.length < pageRows) break
          }
        }
      } finally {
        snapshot.release()
      }
    },
  }
}

function listBooks({ source, accountReads: reads }: Decoder): readonly [string, Book][] {
  if (reads === undefined) return []
  const { venue, contract, assets } = reads
  return assets.map((asset) => [
    bookId(source.chainId, venue, contract, asset),
    { source, venue, reads },
  ])
}

function takeRow(
  books: ReadonlyMap<string, Book>,
  watched: Map<string, Watched>,
  { key, values: [amount = 0n], blockNumber }: SeriesRow,
): void {
  const { kind, chainId, venue, contract, subject, account, unit = 'cross' } = key
  if ((kind !== 'holding' && kind !== 'liability') || account === undefined) return
  const id = bookId(chainId, venue, contract, subject)
  const book = books.get(id)
  if (book === undefined) return
  const place = `${book.source.id}|${account}`
  const { source, reads } = book
  const known = watched.get(place)
  if (known === undefined && amount === 0n) return
  const fresh = { account, source, calls: reads.calls, open: new Map<string, UnitId>() }
  const each = known ?? { ...fresh, asked: undefined, closedAt: undefined }
  const held = `${id}|${kind}|${unit}`
  if (amount === 0n) each.open.delete(held)
  else each.open.set(held, unit)
  // What was claimed has changed the answer too, so that a closed account is asked about once more. What changed up to the
  // block that it was asked at is in that answer, or is the answer itself.
  if (each.asked !== undefined && blockNumber > each.asked) each.asked = undefined
  each.closedAt = each.open.size === 0 ? blockNumber : undefined
  watched.set(place, each)
}

/** Those that waited longest first: who is asked goes behind all others. */
function askDue(
  watched: Map<string, Watched>,
  { number, hash }: { number: bigint; hash: ReadRequest['blockHash'] },
): readonly ReadRequest[] {
  const requests: ReadRequest[] = []
  let count = 0
  // Who is asked goes to the end and is met there once more, when nothing is due of it.
  for (const [place, each] of watched) {
    const { account, source, calls, open, asked, closedAt } = each
    if (closedAt !== undefined && asked !== undefined) {
      if (number > closedAt + closedBlocksMax) watched.delete(place)
      continue
    }
    if (count >= accountsPerBlockMax) break
    if (asked !== undefined && number < asked + gridBlocks) continue
    const due = calls(account, [...new Set(open.values())])
    if (due.length > 0) count += 1
    each.asked = number
    watched.delete(place)
    watched.set(place, each)
    const at = { chainId: source.chainId, blockNumber: number, blockHash: hash }
    for (const { to, data } of due) requests.push({ ...at, to, data, sourceId: source.id })
  }
  return requests
}

function bookId(chainId: ChainId, venue: string, contract: Address, asset: string): string {
  return `${chainId}|${venue}|${contract}|${asset}`
}
