import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Env } from '../../env/Env.ts'
import type { Log } from '../../utils/Log.ts'
import type { GraphqlServer } from '../createGraphqlServer.ts'
import { toErrorText } from '../errors/toErrorText.ts'
import type { Views } from '../views/Views.ts'
import type { Metrics } from './createMetrics.ts'
import { evaluateReadiness } from './evaluateReadiness.ts'
import { setSharedHeaders } from './setSharedHeaders.ts'

interface Routing {
  views: Views
  env: Env
  log: Log
  graphql: GraphqlServer
  metrics: Metrics
}

/** Answers `/graphql`, `/health`, `/ready` and `/metrics`, and times every request but event streams. */
export function createRouter(
  routing: Routing,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    // Not `new URL`: it throws on targets such as `//`.
    const [route = '/'] = (request.url ?? '/').split('?')
    time(routing, route, response)
    setSharedHeaders(response)
    answer(routing, route, request, response).catch((error: unknown) => {
      routing.log.error({ error: toErrorText(error), route }, 'A request failed.')
      if (response.headersSent) response.destroy()
      else sendJson(response, 500, { error: 'Something went wrong here. The log has it.' })
    })
  }
}

async function answer(
  routing: Routing,
  route: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { views, graphql, metrics } = routing
  if (request.method === 'OPTIONS') {
    response.writeHead(204).end()
    return
  }
  if (route === '/graphql') {
    await graphql.yoga(request, response, { client: request.socket.remoteAddress ?? '' })
    return
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD, OPTIONS')
    sendJson(response, 405, { error: `${route} answers GET only.` })
    return
  }
  switch (route) {
    case '/':
      response.writeHead(302, { location: '/graphql' }).end()
      return
    case '/health':
      sendJson(response, 200, { status: 'alive' })
      return
    case '/ready': {
      const readiness = evaluateReadiness(views.status())
      sendJson(response, readiness.isReady ? 200 : 503, readiness)
      return
    }
    case '/metrics':
      response.setHeader('content-type', metrics.contentType)
      response.end(await metrics.scrape())
      return
    default:
      sendJson(response, 404, { error: 'There are /graphql, /health, /ready and /metrics.' })
  }
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body))
}

const routes = new Set(['/graphql', '/health', '/ready', '/metrics'])

function time({ env, metrics }: Routing, route: string, response: ServerResponse): void {
  const startedMs = env.monotonic()
  response.once('finish', () => {
    const contentType = String(response.getHeader('content-type') ?? '')
    if (contentType.startsWith('text/event-stream')) return
    metrics.observeRequest({
      // Made-up paths must not become time series.
      route: routes.has(route) ? route : 'other',
      status: response.statusCode,
      seconds: (env.monotonic() - startedMs) / 1000,
    })
  })
}
