import type { Address } from 'viem'
import type { Directory } from './Directory.ts'
import type { BookKey, Books } from './foldBooks.ts'
import { fromGroup, groupOf, least, sumOf, toGroup } from './groupUnits.ts'
import type { OracleAmount, OracleHolder, OracleTransferState } from './Oracle.ts'
import { closeSends, type SortedLegs } from './sortLegs.ts'
import { comparePlaces, type Leg, type Share } from './World.ts'
import { legsWorth } from './worth.ts'

/** A transfer with its state, before it is said what it adds or takes. */
export interface JudgedTransfer {
  sorted: SortedLegs
  state: OracleTransferState
}

/**
 * What each transfer adds to or takes from accounts (DESIGN 3.4), for `transfers` in the order of time: at most one of in
 * flight, lag offset and unbacked. Unbacked comes first, because what nothing backs cannot be what a lagging origin shows.
 */
export function weighTransfers(
  transfers: readonly JudgedTransfer[],
  books: Books,
  directory: Directory,
): OracleAmount[] {
  const unbacked = weighUnbacked(
    transfers.flatMap(({ sorted, state }) =>
      isUnbacked(state) ? findSurplus(sorted, directory) : [],
    ),
    books,
  )
  const inFlight = transfers.flatMap(({ sorted, state }) =>
    isOpen(state) ? weighInFlight(sorted, directory) : [],
  )
  const credits = transfers.flatMap(({ sorted, state }) =>
    state === 'AWAITING_SOURCE' ? withOrigin(sorted) : [],
  )
  return [...unbacked, ...inFlight, ...weighOffsets(credits, books, unbacked, directory)]
}

function isOpen(state: OracleTransferState): boolean {
  return ['IN_FLIGHT', 'STUCK', 'FAILED_RETRYABLE', 'EXPIRED'].includes(state)
}

function isUnbacked(state: OracleTransferState): boolean {
  const states = ['UNBACKED', 'DUPLICATE_CREDIT', 'CONFLICT', 'PAYLOAD_CONFLICT', 'AMOUNT_MISMATCH']
  return states.includes(state)
}

/** Bound, unclosed, on its way to collateral: it is the named beneficiary's, else the sender's without a unit. */
function weighInFlight(sorted: SortedLegs, directory: Directory): OracleAmount[] {
  return closeSends(sorted, directory).flatMap(({ key, route, place, token, shares, ...leg }) => {
    const venue = directory.venueAt(leg.destination, leg.recipient)
    if (venue === undefined || !directory.isFollowed(leg.destination)) return []
    return shares.map(({ change, amount }): OracleAmount => {
      const beneficiary = change.names?.beneficiary
      const holder =
        beneficiary === undefined
          ? { venue, account: change.account, unit: 'unassigned' }
          : { venue: change.venue, account: beneficiary, unit: 'cross' }
      return { kind: 'inFlight', key, route, holder, chainId: place.chainId, token, amount }
    })
  })
}

/** What is in books of a transfer: a venue that books what has landed does not say where it came from, the bridge does. */
function withOrigin({ booked, credits }: SortedLegs): readonly Leg[] {
  const origin = credits[0]?.origin ?? 0
  return booked.map((leg) => ({ ...leg, origin }))
}

/** A part of a credit that nothing backs. */
interface Surplus {
  leg: Leg
  share: Share
  amount: bigint
}

/** What was sent backs credits and refunds in the order of time; what is left of them is without a source. */
function findSurplus(sorted: SortedLegs, directory: Directory): Surplus[] {
  let backing = legsWorth(sorted.sends, directory)
  const closing = [...sorted.booked, ...sorted.refunds]
  return closing
    .sort((a, b) => comparePlaces(a.place, b.place))
    .flatMap((leg) =>
      leg.shares.map((share) => {
        const { chainId } = leg.place
        const value = toGroup(directory, chainId, leg.token, share.amount)
        const covered = least(backing, value)
        backing -= covered
        const amount = share.amount - fromGroup(directory, chainId, leg.token, covered)
        return { leg, share, amount }
      }),
    )
}

/**
 * A credit without a source is its account's, down to the lowest that the book has been since: what has left is the route's
 * loss. Of one book the oldest credit comes first; the next ones have what is still there beside it.
 */
function weighUnbacked(surpluses: readonly Surplus[], books: Books): OracleAmount[] {
  return surpluses.map(({ leg, share }, i) => {
    const key = toBookKey(share)
    const same = surpluses
      .slice(0, i + 1)
      .filter((other) => isSameBook(toBookKey(other.share), key))
    const before = stillThere(same.slice(0, -1), books.history(key))
    return {
      kind: 'unbacked',
      key: leg.key,
      route: leg.route,
      holder: { venue: key.venue, account: key.account, unit: key.unit },
      chainId: key.chainId,
      token: key.token,
      amount: stillThere(same, books.history(key)) - before,
    }
  })
}

/** Walks through the history of one book: credits without a source come in, and the book never shows less than is there. */
function stillThere(
  surpluses: readonly Surplus[],
  history: readonly { block: bigint; amount: bigint }[],
): bigint {
  let there = 0n
  for (const { block, amount } of history) {
    there += sumOf(surpluses, (surplus) =>
      surplus.leg.place.block === block ? surplus.amount : 0n,
    )
    there = least(there, amount < 0n ? 0n : amount)
  }
  return there
}

function toBookKey({ change }: Share): BookKey {
  const { venue, account, unit, place, contract, token } = change
  return { venue, account, unit, chainId: place.chainId, contract, token }
}

function isSameBook(a: BookKey, b: BookKey): boolean {
  return (
    a.venue === b.venue &&
    a.account === b.account &&
    a.unit === b.unit &&
    a.chainId === b.chainId &&
    a.contract === b.contract &&
    a.token === b.token
  )
}

/** Group units that a venue, or one account of it, shows on a chain. */
interface Shown {
  venue: string
  /** Undefined for the whole venue. */
  account: Address | undefined
  chainId: number
  group: string
}

/**
 * A credit ahead of its origin cancels what the lagging origin still shows and no more: all credits of their own accounts
 * first, then what is left of each, of its venue. What was cancelled once is not shown any more.
 */
function weighOffsets(
  credits: readonly Leg[],
  books: Books,
  unbacked: readonly OracleAmount[],
  directory: Directory,
): OracleAmount[] {
  const claims = credits.flatMap((leg) => {
    const token = tokenShown(leg, directory)
    if (token === undefined) return []
    return leg.shares.map(({ change, amount }) => {
      const left = toGroup(directory, leg.place.chainId, leg.token, amount)
      return { key: leg.key, route: leg.route, chainId: leg.origin, token, change, left }
    })
  })
  const taken: OracleAmount[] = []
  for (const isOwn of [true, false])
    for (const claim of claims) {
      const { key, route, chainId, token, change } = claim
      const { venue, unit } = change
      const account = isOwn ? change.account : undefined
      const of = { venue, chainId, group: groupOf(directory, chainId, token) }
      const room = shown({ ...of, account }, books, [...unbacked, ...taken], directory)
      const amount = fromGroup(directory, chainId, token, least(claim.left, room))
      claim.left -= toGroup(directory, chainId, token, amount)
      taken.push({
        kind: 'lagOffset',
        key,
        route,
        holder: { venue, account, unit },
        bearer: account === undefined ? change.account : undefined,
        chainId,
        token,
        amount,
      })
    }
  return taken
}

/** Group units that are held, without what was already taken from them. */
function shown(
  { venue, account, chainId, group }: Shown,
  books: Books,
  taken: readonly OracleAmount[],
  directory: Directory,
): bigint {
  const isOf = (held: { chainId: number; token: Address }, holder: OracleHolder) =>
    held.chainId === chainId &&
    groupOf(directory, chainId, held.token) === group &&
    holder.venue === venue &&
    (account === undefined || holder.account === account)
  const worth = ({ token, amount }: { token: Address; amount: bigint }) =>
    toGroup(directory, chainId, token, amount)
  const held = sumOf(
    books.holdings.filter((holding) => isOf(holding, holding)),
    worth,
  )
  const gone = sumOf(
    taken.filter((each) => isOf(each, each.holder)),
    worth,
  )
  return held > gone ? held - gone : 0n
}

/** The token in which the origin shows what was credited: of the same asset, or of another of its group. */
function tokenShown({ place, token, origin }: Leg, directory: Directory): Address | undefined {
  const asset = directory.asset(place.chainId, token)
  const group = directory.deployment.assets.filter((other) => other.group === asset?.group)
  return asset?.tokens[origin] ?? group.find(({ tokens }) => origin in tokens)?.tokens[origin]
}
