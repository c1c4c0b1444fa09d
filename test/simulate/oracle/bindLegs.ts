import { zeroAddress } from 'viem'
import { least, sumOf } from './groupUnits.ts'
import type { Change, Leg, Movement } from './World.ts'

/** A change of a book, or a movement of tokens, with what of it no leg has used yet. */
interface Purse<Source> {
  source: Source
  left: bigint
}

/**
 * Ties the legs of one transaction to the changes of books that they re-label (DESIGN 3.2), by filling their `shares`:
 * what tokens carry between the vault and the bridge, at most the leg and at most what the book moved. What an event names
 * comes first; of the rest only what can be read in one way is bound. Nothing is used twice.
 * Returns what of each change is left.
 */
export function bindLegs(
  legs: readonly Leg[],
  changes: readonly Change[],
  movements: readonly Movement[],
): readonly Purse<Change>[] {
  const books = changes.map((source) => ({ source, left: source.moved.amount }))
  const tokens = movements.map((source) => ({ source, left: source.amount }))
  const counted = legs.filter((leg) => !isReplaced(leg, legs))
  for (const leg of counted)
    for (const book of books)
      if (fits(book.source, leg) && book.source.names?.key === leg.key) bind(leg, book, tokens)

  const done = new Set<Leg>()
  for (const leg of counted) {
    if (done.has(leg)) continue
    const alike = counted.filter((other) => isAlike(leg, other) && unboundOf(other) > 0n)
    for (const other of alike) done.add(other)
    const owners = books.filter(
      (book) =>
        fits(book.source, leg) &&
        book.source.names === undefined &&
        mayFace(book.source, leg) &&
        book.left > 0n &&
        carried(book.source, leg, tokens) > 0n,
    )
    if (isPlain(alike, owners, tokens))
      for (const other of alike) for (const owner of owners) bind(other, owner, tokens)
  }
  return books
}

/** Queued and sent count once (DESIGN 3.6): a transaction that does both has one leg to bind. */
function isReplaced(leg: Leg, legs: readonly Leg[]): boolean {
  const isTwin = ({ key, payload }: Leg) => key === leg.key && payload === leg.payload
  const twins = legs.filter(isTwin)
  const place = twins.filter(({ step }) => step === 'queued').indexOf(leg)
  return place !== -1 && place < twins.filter(({ step }) => step === 'sent').length
}

/** Whether value crosses the vault's door as the leg says: out when it is sent, in when it is credited or comes back. */
function fits({ delta, moved }: Change, { step, token }: Leg): boolean {
  const isOut = step === 'sent' || step === 'queued'
  const isIn = step === 'credited' || step === 'refunded'
  return moved.token === token && ((isOut && delta < 0n) || (isIn && delta > 0n))
}

/** Legs that the same tokens could be of. */
function isAlike(a: Leg, b: Leg): boolean {
  const isSameWay = a.step === b.step
  const isSamePayee = a.step !== 'credited' || a.recipient === b.recipient
  return isSameWay && isSamePayee && a.carrier === b.carrier && a.token === b.token
}

/** An event that names its recipient faces only that one; a credit that names its recipient faces only that vault. */
function mayFace({ counterparty, contract }: Change, { step, carrier, recipient }: Leg): boolean {
  if (counterparty !== undefined && counterparty !== carrier) return false
  return step !== 'credited' || recipient === undefined || recipient === contract
}

/**
 * One owner: all that is alike is his, if the tokens suffice for all of it. Several owners: only one leg that takes all
 * that they moved is theirs beyond doubt; two equal legs in a bundle of strangers are nobody's.
 */
function isPlain(
  alike: readonly Leg[],
  owners: readonly Purse<Change>[],
  tokens: readonly Purse<Movement>[],
): boolean {
  const [leg] = alike
  const [owner] = owners
  if (leg === undefined || owner === undefined) return false
  const wanted = sumOf(alike, unboundOf)
  const moved = sumOf(owners, ({ left }) => left)
  const isOneOwner = owners.every(
    ({ source: { venue, account, unit } }) =>
      venue === owner.source.venue &&
      account === owner.source.account &&
      unit === owner.source.unit,
  )
  if (!isOneOwner) return alike.length === 1 && moved <= wanted
  const vaults = [...new Set(owners.map(({ source }) => source.contract))]
  const arrived = sumOf(tokens, ({ source, left }) =>
    vaults.some((vault) => isBetween(source, vault, leg)) ? left : 0n,
  )
  return alike.length === 1 || wanted <= least(moved, arrived)
}

function bind(leg: Leg, book: Purse<Change>, tokens: readonly Purse<Movement>[]): void {
  const amount = least(unboundOf(leg), book.left, carried(book.source, leg, tokens))
  if (amount === 0n) return
  let rest = amount
  for (const token of tokens) {
    if (!isBetween(token.source, book.source.contract, leg)) continue
    const part = least(rest, token.left)
    token.left -= part
    rest -= part
  }
  book.left -= amount
  leg.shares.push({ change: book.source, amount })
}

function unboundOf({ amount, shares }: Leg): bigint {
  return amount - sumOf(shares, (share) => share.amount)
}

function carried({ contract }: Change, leg: Leg, tokens: readonly Purse<Movement>[]): bigint {
  return sumOf(tokens, ({ source, left }) => (isBetween(source, contract, leg) ? left : 0n))
}

/** A bridge that is the token itself mints and burns; any other receives and pays. */
function isBetween({ token, from, to }: Movement, vault: string, leg: Leg): boolean {
  if (token !== leg.token) return false
  const isBridge = (address: string) =>
    address === leg.carrier || (leg.token === leg.carrier && address === zeroAddress)
  const isOut = leg.step === 'sent' || leg.step === 'queued'
  return isOut ? from === vault && isBridge(to) : to === vault && isBridge(from)
}
