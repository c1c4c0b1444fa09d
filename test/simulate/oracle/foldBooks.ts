import type { OracleHolding } from './Oracle.ts'
import { type Change, compareOnChain } from './World.ts'

/** A unit of an account at one book. */
export type BookKey = Pick<
  OracleHolding,
  'venue' | 'account' | 'unit' | 'chainId' | 'contract' | 'token'
>

/** What every book says: only changes of books move holdings (DESIGN 3.1). */
export interface Books {
  /** Holdings at the cut, without those of 0. */
  holdings: readonly OracleHolding[]
  /** What the holding was after every block that moved it, in order. */
  history(key: BookKey): readonly { block: bigint; amount: bigint }[]
}

/** Adds all changes up. */
export function foldBooks(changes: readonly Change[]): Books {
  const ordered = [...changes].sort((a, b) => compareOnChain(a.place, b.place))
  const histories = new Map<string, { key: BookKey; rows: { block: bigint; amount: bigint }[] }>()
  for (const change of ordered) {
    const { place, delta } = change
    const id = idOf(change)
    const history = histories.get(id) ?? { key: keyOf(change), rows: [] }
    histories.set(id, history)
    const amount = (history.rows.at(-1)?.amount ?? 0n) + delta
    if (history.rows.at(-1)?.block === place.block) history.rows.pop()
    history.rows.push({ block: place.block, amount })
  }
  return {
    holdings: [...histories.values()].flatMap(({ key, rows }) => {
      const amount = rows.at(-1)?.amount ?? 0n
      return amount === 0n ? [] : [{ ...key, amount }]
    }),
    history: (key) => histories.get(toId(key))?.rows ?? [],
  }
}

function keyOf({ place, venue, account, unit, contract, token }: Change): BookKey {
  return { venue, account, unit, chainId: place.chainId, contract, token }
}

const ids = new WeakMap<Change, string>()

/** A change is folded with every combination of what may be dropped, and is always of the same book. */
function idOf(change: Change): string {
  const id = ids.get(change) ?? toId(keyOf(change))
  ids.set(change, id)
  return id
}

/** Names a unit of an account at one book. */
function toId({ venue, account, unit, chainId, contract, token }: BookKey): string {
  return [venue, account, unit, chainId, contract, token].join('|')
}
