import { createServer } from 'node:http'
import type { Env } from '../env/Env.ts'
import type { Log } from '../utils/Log.ts'
import { createGraphqlServer } from './createGraphqlServer.ts'
import { createMetrics } from './http/createMetrics.ts'
import { createRouter } from './http/createRouter.ts'
import { listen } from './http/listen.ts'
import type { Views } from './views/Views.ts'

export interface HttpServerParameters {
  views: Views
  env: Env
  log: Log
  /** Address to bind to; `127.0.0.1` unless the operator says otherwise. */
  host: string
  /** 0 lets the system choose. */
  port: number
  /** Takes the next free port when the wanted one is taken, and says so in the log. */
  portFallback?: boolean | undefined
  /** Version of Plimsoll, served by `meta` and `/metrics`. */
  version: string
}

export interface HttpServer {
  /** Such as `http://127.0.0.1:4000`, without a trailing slash. */
  url: string
  port: number
  /** Rejects when the server ended by itself; it never resolves. */
  failed: Promise<never>
  /** Ends event streams, lets running requests finish, and resolves when the last connection is gone. */
  close(): Promise<void>
}

/** An idle connection is kept this long: longer than the minute that load balancers keep theirs. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000

/** A client that sends its headers or body slower than this is let go. */
const REQUEST_TIMEOUT_MS = 30_000

/** What a running request gets after `close` before its connection is cut. */
const CLOSE_GRACE_MS = 5_000

/** Serves GraphQL, health, readiness and metrics. Throws `PortInUseError` when the port is taken. */
export async function createHttpServer(parameters: HttpServerParameters): Promise<HttpServer> {
  const { views, env, log, host, port, portFallback = false, version } = parameters
  const graphql = createGraphqlServer({ views, env, log, version })
  const metrics = createMetrics({ views, subscriptions: graphql.watches.count, version })
  const route = createRouter({ views, env, log, graphql, metrics })
  let isClosing = false
  let running = 0
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    (request, response) => {
      running += 1
      response.once('close', () => {
        running -= 1
        closeWhenIdle()
      })
      route(request, response)
    },
  )

  /** Also cuts connections that never sent a request, which browsers open ahead: node would wait for them. */
  function closeWhenIdle(): void {
    if (isClosing && running === 0) server.closeAllConnections()
  }

  async function close(): Promise<void> {
    isClosing = true
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    await graphql.watches.close()
    closeWhenIdle()
    const stopWaiting = new AbortController()
    const grace = env.sleep(CLOSE_GRACE_MS, stopWaiting.signal)
    await Promise.race([closed, grace])
    stopWaiting.abort()
    server.closeAllConnections()
    await closed
    await graphql.yoga.dispose()
  }

  try {
    const taken = await listen({ server, host, port, portFallback })
    if (port !== 0 && taken !== port)
      log.warn({ port, taken }, `Port ${port} is taken: using ${taken}.`)
    // What fails in this thread ends the process.
    const failed = new Promise<never>(() => {})
    return { url: toUrl(host, taken), port: taken, failed, close }
  } catch (error) {
    await graphql.watches.close()
    throw error
  }
}

function toUrl(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
