import type { ServerResponse } from 'node:http'

/** How long a browser may keep the answer to a preflight. */
const PREFLIGHT_SECONDS = 86_400

/** GraphiQL's page may run its own inlined scripts and talk to this server, and nothing may be loaded from another host. */
const contentSecurityPolicy = [
  "default-src 'self' 'unsafe-inline' data: blob:",
  "frame-ancestors 'none'",
].join('; ')

/** Any page may read, none with credentials: the data is public and there is nothing to be logged in to. */
export function setSharedHeaders(response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', '*')
  response.setHeader('access-control-allow-methods', 'GET, POST, OPTIONS')
  response.setHeader('access-control-allow-headers', 'accept, content-type')
  response.setHeader('access-control-max-age', PREFLIGHT_SECONDS)
  response.setHeader('content-security-policy', contentSecurityPolicy)
  response.setHeader('x-content-type-options', 'nosniff')
  // Heads move every second: an answer is never worth keeping.
  response.setHeader('cache-control', 'no-store')
}
