import { bindLegs } from './bindLegs.ts'
import type { Directory } from './Directory.ts'
import { findResiduals } from './findResiduals.ts'
import type { OracleResidual } from './Oracle.ts'
import { readBooks } from './readBooks.ts'
import { readMarkets } from './readMarkets.ts'
import { readMovements } from './readMovements.ts'
import { readRouteLegs } from './readRouteLegs.ts'
import { readWarpLegs } from './readWarpLegs.ts'
import type { Change, Leg, MarketWord, Place, PlacedTransaction } from './World.ts'

/** What one transaction says: to books, of transfers, and of tokens that nobody owns. */
export interface ReadTransaction {
  place: Place
  changes: readonly Change[]
  /** What markets say beside their cash. */
  words: readonly MarketWord[]
  legs: readonly Leg[]
  residuals: readonly OracleResidual[]
}

/** Reads one transaction by itself: no other transaction changes what it says. */
export function readTransaction(
  transaction: PlacedTransaction,
  directory: Directory,
): ReadTransaction {
  const { chainId } = transaction.place
  const market = readMarkets(transaction, directory)
  const changes = [...readBooks(transaction, directory), ...market.changes].sort(
    (a, b) => a.place.log - b.place.log,
  )
  const movements = readMovements(transaction, directory)
  const routers = directory.deployment.contracts.filter((each) => each.kind === 'warpRouter')
  const legs = [
    ...routers
      .filter((router) => router.chainId === chainId)
      .flatMap((router) => readWarpLegs(transaction, router, routers)),
    ...directory
      .contracts('customRoute', chainId)
      .flatMap((contract) => readRouteLegs(transaction, contract)),
  ].sort((a, b) => a.place.log - b.place.log)
  const books = bindLegs(legs, changes, movements)
  const venueCredits = books.flatMap(({ source, left }) =>
    toVenueCredit(source, left, legs, directory),
  )
  const residuals = findResiduals(transaction.place, { changes, legs, movements }, directory)
  const { place } = transaction
  return { place, changes, words: market.words, legs: [...legs, ...venueCredits], residuals }
}

/** A venue's credit that names a transfer which the bridge did not deliver in the same transaction: the step after a landing. */
function toVenueCredit(
  change: Change,
  left: bigint,
  legs: readonly Leg[],
  directory: Directory,
): Leg[] {
  const { place, names, delta, moved, contract } = change
  if (names === undefined || delta < 0n || left === 0n) return []
  const carrier = legs.find(({ key }) => key === names.key)
  return [
    {
      place,
      via: 'venue',
      step: 'credited',
      route: carrier?.route ?? routeOf(change, directory),
      key: names.key,
      payload: names.key,
      token: moved.token,
      amount: left,
      carrier: contract,
      recipient: contract,
      origin: carrier?.origin ?? 0,
      destination: place.chainId,
      shares: [{ change, amount: left }],
    },
  ]
}

/** The warp route that carries the token on this chain. */
function routeOf({ place, moved }: Change, directory: Directory): string {
  const routers = directory.contracts('warpRouter', place.chainId)
  return routers.find(({ token }) => token === moved.token)?.route ?? ''
}
