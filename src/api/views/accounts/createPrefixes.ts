import type { Fact } from '../../../facts/Fact.ts'
import type { Leg } from '../../../facts/Leg.ts'
import type { ChainId } from '../../../facts/primitives.ts'
import type { SeriesRow } from '../../../facts/Series.ts'
import { type AccountBook, advanceBook, toAccountBook } from '../../../ledger/AccountBook.ts'
import type { ChainCut } from '../../../ledger/TransferContext.ts'

/** One transaction that is not final and touches the account. */
interface OpenTransaction {
  blockNumber: bigint
  txIndex: number
}

/** What an account's book is with only the first transactions of what is not final. */
export interface Prefixes {
  /** Unfinalized transactions per chain; chains without any are absent. */
  counts: ReadonlyMap<ChainId, number>
  at(prefix: ReadonlyMap<ChainId, number>): {
    book: AccountBook
    cuts: ReadonlyMap<ChainId, ChainCut>
  }
}

/**
 * Prefixes of an account's unfinalized transactions, taken whole and in order (DESIGN §5, bounds). `rows` are its values
 * at the cut, `finalRows` at the finalized heights, `facts` and `legs` what lies between.
 */
export function createPrefixes(parameters: {
  cuts: ReadonlyMap<ChainId, ChainCut>
  finalized: ReadonlyMap<ChainId, bigint>
  rows: readonly SeriesRow[]
  finalRows: readonly SeriesRow[]
  facts: readonly Fact[]
  legs: readonly Leg[]
}): Prefixes {
  const { cuts, rows, finalRows, facts } = parameters
  const open = openTransactions(parameters)
  const fullBook = toAccountBook(rows)
  return {
    counts: new Map([...open].map(([chainId, list]) => [chainId, list.length])),
    at(prefix) {
      const cut = new Map<ChainId, OpenTransaction | undefined>()
      for (const [chainId, list] of open) {
        const count = prefix.get(chainId) ?? list.length
        if (count < list.length) cut.set(chainId, list[count - 1])
      }
      if (cut.size === 0) return { book: fullBook, cuts }
      const kept = rows.filter(({ key }) => !cut.has(key.chainId))
      const base = finalRows.filter(({ key }) => cut.has(key.chainId))
      const later = facts.filter(({ at }) => cut.has(at.chainId) && isUpTo(at, cut.get(at.chainId)))
      return {
        book: advanceBook(toAccountBook([...kept, ...base]), later),
        cuts: cutTo(cuts, cut, parameters.finalized),
      }
    },
  }
}

function openTransactions(parameters: {
  cuts: ReadonlyMap<ChainId, ChainCut>
  finalized: ReadonlyMap<ChainId, bigint>
  facts: readonly Fact[]
  legs: readonly Leg[]
}): ReadonlyMap<ChainId, readonly OpenTransaction[]> {
  const { cuts, finalized, facts, legs } = parameters
  const found = new Map<ChainId, Map<string, OpenTransaction>>()
  const places = [...facts, ...legs.filter(({ canonical }) => canonical)].map(({ at }) => at)
  for (const { chainId, blockNumber, txIndex } of places) {
    const cut = cuts.get(chainId)
    if (cut === undefined || blockNumber > cut.number) continue
    if (blockNumber <= (finalized.get(chainId) ?? 0n)) continue
    const list = found.get(chainId) ?? new Map<string, OpenTransaction>()
    list.set(`${blockNumber}:${txIndex}`, { blockNumber, txIndex })
    found.set(chainId, list)
  }
  return new Map([...found].map(([chainId, list]) => [chainId, [...list.values()].sort(compare)]))
}

function compare(a: OpenTransaction, b: OpenTransaction): number {
  if (a.blockNumber !== b.blockNumber) return a.blockNumber < b.blockNumber ? -1 : 1
  return a.txIndex - b.txIndex
}

function isUpTo(at: OpenTransaction, last: OpenTransaction | undefined): boolean {
  return last !== undefined && compare(at, last) <= 0
}

/** Legs after the last taken transaction are out; the chain stays known to the cut's time. */
function cutTo(
  cuts: ReadonlyMap<ChainId, ChainCut>,
  cut: ReadonlyMap<ChainId, OpenTransaction | undefined>,
  finalized: ReadonlyMap<ChainId, bigint>,
): ReadonlyMap<ChainId, ChainCut> {
  return new Map(
    [...cuts].map(([chainId, chain]) => {
      if (!cut.has(chainId)) return [chainId, chain]
      const last = cut.get(chainId)
      const number = last?.blockNumber ?? finalized.get(chainId) ?? 0n
      return [chainId, { ...chain, number, txIndex: last?.txIndex }]
    }),
  )
}
