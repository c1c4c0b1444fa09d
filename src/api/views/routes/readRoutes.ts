import { unknownChain } from '../../../facts/primitives.ts'
import type { Route } from '../../../store/Snapshot.ts'
import type { ReadContext } from '../ReadContext.ts'
import type { Page, RouteQuery, RouteView } from '../Views.ts'
import { readRoute } from './readRoute.ts'

/** A page of routes: every pair of a bridge's chains, and what else something open goes over. The cursor is the route. */
export function readRoutes(context: ReadContext, query: RouteQuery): Page<RouteView> {
  const { first, after } = query
  const routes = listRoutes(context)
    .filter((route) => isAsked(route, query))
    .map((route) => ({ route, cursor: cursorOf(route) }))
    .filter(({ cursor }) => after === undefined || cursor > after)
    .sort((a, b) => (a.cursor < b.cursor ? -1 : 1))
  return {
    items: routes
      .slice(0, first)
      .map(({ route, cursor }) => ({ item: readRoute(context, route), cursor })),
    hasNextPage: routes.length > first,
  }
}

/** Each route once. What nobody names the origin or the destination of is no route. */
function listRoutes({ project, snapshot }: ReadContext): readonly Route[] {
  const configured = project.bridges.flatMap(({ id: bridge, members }) =>
    members.flatMap(({ chainId: origin }) =>
      members
        .filter((member) => member.chainId !== origin)
        .map(({ chainId: destination }) => ({ bridge, origin, destination })),
    ),
  )
  const open = snapshot
    .openRoutes()
    .filter(
      ({ bridge, origin, destination }) =>
        origin !== unknownChain &&
        destination !== unknownChain &&
        project.bridges.some(({ id }) => id === bridge),
    )
  const routes = [...configured, ...open].map((route) => [cursorOf(route), route] as const)
  return [...new Map(routes).values()]
}

function isAsked(route: Route, { bridge, origin, destination }: RouteQuery): boolean {
  return (
    (bridge === undefined || route.bridge === bridge) &&
    (origin === undefined || route.origin === origin) &&
    (destination === undefined || route.destination === destination)
  )
}

/** Digits of a chain id, so that routes sort by number: a safe integer has at most 16. */
const ID_DIGITS = 16

function cursorOf({ bridge, origin, destination }: Route): string {
  const spell = (chainId: number): string => String(chainId).padStart(ID_DIGITS, '0')
  return `${bridge}|${spell(origin)}|${spell(destination)}`
}
