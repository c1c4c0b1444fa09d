import { comparePlaces, type Leg } from './World.ts'

/**
 * Legs of one key by the route that says them: two routes may count their messages alike, and know nothing of each other. A
 * venue's credit names the key alone: it is of the route that speaks in the same transaction, else of the one that paid
 * something in before it that nobody has booked yet.
 */
export function splitRoutes(legs: readonly Leg[]): readonly (readonly Leg[])[] {
  const said = legs.filter(({ via }) => via === 'bridge')
  const routes = [...new Set(said.map(({ route }) => route))]
  if (routes.length < 2) return [legs]
  const owed = said
    .filter(({ step, shares }) => step === 'credited' && shares.length === 0)
    .sort((a, b) => comparePlaces(a.place, b.place))
  const booked = legs
    .filter(({ via }) => via === 'venue')
    .sort((a, b) => comparePlaces(a.place, b.place))
    .map((credit): Leg => {
      const beside = said.find(
        ({ place }) => place.transactionHash === credit.place.transactionHash,
      )
      const paid = owed.find(({ place }) => isBefore(place, credit.place))
      if (beside === undefined && paid !== undefined) owed.splice(owed.indexOf(paid), 1)
      const route = beside?.route ?? paid?.route ?? routes[0] ?? ''
      return { ...credit, route }
    })
  return routes.map((route) => [...said, ...booked].filter((leg) => leg.route === route))
}

function isBefore(a: Leg['place'], b: Leg['place']): boolean {
  return a.chainId === b.chainId && comparePlaces(a, b) < 0
}
