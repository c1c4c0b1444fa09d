import type { Address } from '../facts/primitives.ts'
import type { BookDrift } from '../ledger/BookDrift.ts'
import type { Snapshot } from '../store/Snapshot.ts'

/** The golden section of 160 bits: its multiples spread evenly over addresses, wherever the process starts. */
const spread = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c834_1082_276bn

/** The same list, begun at another place each time, so that what does not fit into one round is not always the same. */
export function turned<item>(items: readonly item[], turn: bigint): readonly item[] {
  const start = items.length === 0 ? 0 : Number(turn % BigInt(items.length))
  return [...items.slice(start), ...items.slice(0, start)]
}

/** Where the walk of a process begins that has not walked yet. */
export function startOf(turn: bigint): Address {
  return `0x${BigInt.asUintN(160, turn * spread)
    .toString(16)
    .padStart(40, '0')}`
}

/** The next accounts by address, going on at the first after the last, each once. */
export function nextAccounts(
  snapshot: Pick<Snapshot, 'accounts'>,
  { venue, after, limit }: { venue: string; after: Address; limit: number },
): readonly Address[] {
  const page = { venue, order: 'asc' } as const
  const ahead = snapshot.accounts({ ...page, after, limit })
  if (ahead.length === limit) return ahead
  const behind = snapshot.accounts({ ...page, after: undefined, limit: limit - ahead.length })
  return [...new Set([...ahead, ...behind])]
}

/** Accounts that are known to differ, in turns. They get half of a round, or every other one, or they would hide the rest. */
export function driftedAccounts(
  drifts: readonly BookDrift[],
  { venue, room, turn }: { venue: string; room: number; turn: bigint },
): readonly Address[] {
  const accounts = drifts.flatMap(({ key }) =>
    key.venue === venue && key.account !== undefined ? [key.account] : [],
  )
  const most = Math.floor((room + Number(turn % 2n)) / 2)
  return turned([...new Set(accounts)], turn).slice(0, most)
}
