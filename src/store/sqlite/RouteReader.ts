import type { Database } from 'better-sqlite3'
import type { ChainId } from '../../facts/primitives.ts'
import type { Delivery, DeliveryPage, OpenPage, OpenRow, Route } from '../Snapshot.ts'
import { cutTableSql, seenInCutSql, toCutParameter } from './cutTable.ts'
import type { Dictionary } from './Dictionary.ts'
import { bytesToHex } from './hexBytes.ts'
import { storedHeight } from './storedNumber.ts'

export interface RouteReader {
  /** Rows of a page that may be open at the cut; what its origin has not shown there is among those that nobody sent. */
  open(page: OpenPage, chains: readonly ChainId[]): readonly OpenRow[]
  /** The newest deliveries of a route, by the block that credited them and then by key. */
  deliveries(page: DeliveryPage): readonly Delivery[]
  openRoutes(): readonly Route[]
}

interface OpenParameters extends StoredRoute {
  /** Used forwards. */
  height: number
  number: number
  id: number
  limit: number
}

interface StoredOpen {
  id: number
  key: Buffer
  sent_number: number
}

interface StoredRoute {
  bridge: number
  origin: ChainId
  destination: ChainId
}

interface StoredDelivery {
  key: Buffer
  closed: number
  sent_at: number
  credited_at: number
}

/** A transfer of several names is listed under the first. */
const ofRouteSql = `t.bridge = @bridge AND t.origin = @origin AND t.destination = @destination
    AND (t.root = 0 OR t.root = t.id)`

/** What no credit has closed in any cut: one seek of `transfer_route`, however many transfers there are. */
export function openOfRouteSql(order: 'asc' | 'desc'): string {
  return `SELECT t.id, t.key, t.sent_number FROM transfer t
    WHERE t.closed = 0 AND ${ofRouteSql} ${pageSql(order)}`
}

/** What a credit above the cut closes: as many as were credited since. */
function closedSinceSql(order: 'asc' | 'desc'): string {
  return `${cutTableSql} SELECT t.id, t.key, t.sent_number FROM cut c CROSS JOIN transfer t
    ON t.closed = 1 AND t.credited_chain = c.chain AND t.credited_number > c.height
    WHERE ${ofRouteSql} ${pageSql(order)}`
}

/** What is seen in the cut and was sent above it: as many as were sent since. There nobody has sent it yet. */
export function sentLaterSql(order: 'asc' | 'desc'): string {
  const [isBehind, direction] = order === 'asc' ? ['>', ''] : ['<', ' DESC']
  const above = `${ofRouteSql} AND t.sent_number > @height
    AND (0, t.id) ${isBehind} (@number, @id) AND ${seenInCutSql('t.id')}`
  return `${cutTableSql} SELECT t.id, t.key, 0 AS sent_number FROM transfer t
    WHERE t.closed = 0 AND ${above}
    UNION ALL SELECT t.id, t.key, 0 AS sent_number FROM transfer t
    WHERE t.closed = 1 AND t.sent_chain = @origin AND ${above}
    ORDER BY 1${direction} LIMIT @limit`
}

/** Rows behind a place inside the cut. Backwards the place bounds them alone: it is never above the height. */
function pageSql(order: 'asc' | 'desc'): string {
  return order === 'asc'
    ? `AND (t.sent_number, t.id) > (@number, @id) AND t.sent_number <= @height
    ORDER BY t.sent_number, t.id LIMIT @limit`
    : `AND (t.sent_number, t.id) < (@number, @id)
    ORDER BY t.sent_number DESC, t.id DESC LIMIT @limit`
}

const deliveriesSql = `SELECT t.key, t.closed, s.timestamp AS sent_at, c.timestamp AS credited_at
  FROM transfer t
  JOIN block s ON s.chain = t.sent_chain AND s.number = t.sent_number AND s.canonical = 1
  JOIN block c ON c.chain = t.credited_chain AND c.number = t.credited_number AND c.canonical = 1
  WHERE t.sent_number > 0 AND t.credited_number > 0 AND ${ofRouteSql}
    AND t.credited_number <= @creditedUpTo AND t.sent_number <= @sentUpTo
    AND t.sent_chain = t.origin AND t.credited_chain = t.destination
  ORDER BY t.credited_number DESC, t.key DESC LIMIT @limit`

export function createRouteReader(db: Database, dictionary: Dictionary): RouteReader {
  const prepareOpen = (order: 'asc' | 'desc') => ({
    open: db.prepare<OpenParameters, StoredOpen>(openOfRouteSql(order)),
    closedSince: db.prepare<OpenParameters & { cut: string }, StoredOpen>(closedSinceSql(order)),
    sentLater: db.prepare<OpenParameters & { cut: string }, StoredOpen>(sentLaterSql(order)),
  })
  const statements = { asc: prepareOpen('asc'), desc: prepareOpen('desc') }
  const deliveries = db.prepare<object, StoredDelivery>(deliveriesSql)
  const nextRoute = db.prepare<StoredRoute, StoredRoute>(`SELECT bridge, origin, destination
    FROM transfer WHERE closed = 0
    AND (bridge, origin, destination) > (@bridge, @origin, @destination)
    ORDER BY bridge, origin, destination LIMIT 1`)

  return {
    open(page, chains) {
      const bridge = dictionary.findText(page.bridge)
      if (bridge === undefined) return []
      const { order, limit, origin, destination } = page
      const parameters = { bridge, origin, destination, limit, ...placeOf(page) }
      const { open, closedSince, sentLater } = statements[order]
      const sign = order === 'asc' ? 1 : -1
      const cut = toCutParameter(page.at, chains)
      const since = { ...parameters, cut }
      return [...open.all(parameters), ...closedSince.all(since), ...sentLater.all(since)]
        .sort((a, b) => sign * (a.sent_number - b.sent_number || a.id - b.id))
        .slice(0, limit)
        .map(({ id, key, sent_number: sent }) => ({
          rowId: id,
          key: bytesToHex(key),
          sentNumber: BigInt(sent),
        }))
    },
    deliveries({ bridge: name, origin, destination, limit, sentUpTo, creditedUpTo }) {
      const bridge = dictionary.findText(name)
      if (bridge === undefined) return []
      const heights = {
        sentUpTo: storedHeight(sentUpTo),
        creditedUpTo: storedHeight(creditedUpTo),
      }
      return deliveries
        .all({ bridge, origin, destination, limit, ...heights })
        .map(({ key, closed, sent_at: sentAt, credited_at: creditedAt }) => ({
          key: bytesToHex(key),
          isPlain: closed === 1,
          sentAt: BigInt(sentAt),
          creditedAt: BigInt(creditedAt),
        }))
    },
    openRoutes() {
      const routes: Route[] = []
      // A seek per route: what is open of one may be many.
      let last: StoredRoute | undefined = { bridge: -1, origin: 0, destination: 0 }
      for (;;) {
        last = nextRoute.get(last)
        if (last === undefined) return routes
        const { bridge, origin, destination } = last
        routes.push({ bridge: dictionary.text(bridge), origin, destination })
      }
    },
  }
}

/** Behind which place a page starts, and the height of the route's origin in its cut. */
function placeOf({ order, after, at, origin }: OpenPage) {
  const height = storedHeight(at.get(origin) ?? 0n)
  const start =
    order === 'asc' ? { number: -1, id: 0 } : { number: height, id: Number.MAX_SAFE_INTEGER }
  if (after === undefined) return { ...start, height }
  const number = Math.min(storedHeight(after.sentNumber), height)
  return { number, id: after.rowId, height }
}
