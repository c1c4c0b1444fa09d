import type { Fact } from '../facts/Fact.ts'
import type { Address, ChainId, UnitId } from '../facts/primitives.ts'
import { type SeriesKey, type SeriesRow, seriesKeyId } from '../facts/Series.ts'
import { foldFacts } from './fold/foldFacts.ts'

/** One position of an account as its series says it. */
export interface BookPosition {
  chainId: ChainId
  contract: Address
  unit: UnitId
  market: string
  sizeE18: bigint
  entryValueE18: bigint
  fundingIndexE18: bigint
}

/** Running values of some accounts of one venue at one moment, by `seriesKeyId`. */
export type AccountBook = ReadonlyMap<string, SeriesRow>

/** A book from the newest rows at a cut. */
export function toAccountBook(rows: readonly SeriesRow[]): AccountBook {
  return new Map(rows.map((row) => [seriesKeyId(row.key), row]))
}

/** The book after some later facts, in chain order; used to visit every prefix of what is not final. */
export function advanceBook(book: AccountBook, facts: readonly Fact[]): AccountBook {
  if (facts.length === 0) return book
  const previous = new Map([...book].map(([id, { values }]) => [id, values]))
  const next = new Map(book)
  for (const row of foldFacts(facts, [], previous)) {
    if (row.key.account !== undefined) next.set(seriesKeyId(row.key), row)
  }
  return next
}

/** Amount of a key, 0 where it never had a row. */
export function amountOf(book: AccountBook, key: SeriesKey): bigint {
  return book.get(seriesKeyId(key))?.values[0] ?? 0n
}

/** Positions of a book that have a size, or still owe what was realised when they lost it. */
export function positionsOf(book: AccountBook): readonly BookPosition[] {
  return [...book.values()].flatMap(({ key, values }) => {
    const [sizeE18 = 0n, entryValueE18 = 0n, fundingIndexE18 = 0n] = values
    const isOpen = sizeE18 !== 0n || entryValueE18 !== 0n
    if (key.kind !== 'position' || !isOpen) return []
    return [
      {
        chainId: key.chainId,
        contract: key.contract,
        unit: key.unit ?? 'unassigned',
        market: key.subject,
        sizeE18,
        entryValueE18,
        fundingIndexE18,
      },
    ]
  })
}

/** Units whose liquidation runs. */
export function liquidatingUnits(book: AccountBook): ReadonlySet<UnitId> {
  return new Set(
    [...book.values()].flatMap(({ key, values }) =>
      key.kind === 'liquidation' && values[0] === 1n && key.unit !== undefined ? [key.unit] : [],
    ),
  )
}
