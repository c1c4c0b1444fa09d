import { request as httpRequest } from 'node:http'
import { createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createHttpServer, type HttpServer } from '../../src/api/createHttpServer.ts'
import { REQUEST_BYTES_MAX } from '../../src/api/limits/limits.ts'
import { account, chainStatus, owner } from './support/fakeData.ts'
import { createFakeViews, cutError } from './support/fakeViews.ts'
import { readEvents } from './support/readEvents.ts'
import { createTestLog, testEnv } from './support/testEnv.ts'

const servers: HttpServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

async function start(overrides: { port?: number; portFallback?: boolean } = {}) {
  const views = createFakeViews()
  const log = createTestLog()
  const server = await createHttpServer({
    views,
    env: testEnv,
    log,
    host: '127.0.0.1',
    port: 0,
    version: '1.2.3',
    ...overrides,
  })
  servers.push(server)
  return { ...server, views, log }
}

function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

const query = '{ meta { version } }'
const subscription = `subscription { marginAccountChanged(venue: "lab", owner: "${owner}") {
  lines { amount { value } }
} }`

test('default: serves GraphQL on the port that the system chose', async () => {
  const { url, port } = await start()
  expect(url).toBe(`http://127.0.0.1:${port}`)
  const response = await post(url, { query })
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({ data: { meta: { version: '1.2.3' } } })
})

test('default: GET queries', async () => {
  const { url } = await start()
  const response = await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`)
  expect(await response.json()).toEqual({ data: { meta: { version: '1.2.3' } } })
})

test('behavior: any page may read, none with credentials', async () => {
  const { url } = await start()
  const preflight = await fetch(`${url}/graphql`, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://dapp.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-headers')).toContain('content-type')
  const read = await post(url, { query }, { origin: 'https://dapp.example' })
  for (const { headers } of [preflight, read]) {
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('access-control-allow-credentials')).toBeNull()
  }
})

test.each([
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'application/graphql',
  'application/graphql+json',
])('error: 415 for a body of %s', async (contentType) => {
  const { url } = await start()
  const body = contentType.startsWith('application/x-www') ? `query=${query}` : query
  const response = await post(url, body, { 'content-type': contentType })
  expect(response.status).toBe(415)
  expect(await response.text()).toContain('UNSUPPORTED_MEDIA_TYPE')
})

test('args: a charset beside application/json', async () => {
  const { url } = await start()
  const response = await post(url, { query }, { 'content-type': 'application/json; charset=utf-8' })
  expect(response.status).toBe(200)
})

test('error: 413 for a body over the cap, with a length and without', async () => {
  const { url } = await start()
  const body = JSON.stringify({ query, variables: { pad: 'x'.repeat(REQUEST_BYTES_MAX) } })
  expect((await post(url, body)).status).toBe(413)
  expect(await postChunked(`${url}/graphql`, body)).toBe(413)
})

test('error: 400 for a batch', async () => {
  const { url } = await start()
  const response = await post(url, [{ query }, { query }])
  expect(response.status).toBe(400)
})

test('error: 405 for a mutation in a GET', async () => {
  const { url } = await start()
  const response = await fetch(`${url}/graphql?query=${encodeURIComponent('mutation { a }')}`)
  expect(response.status).toBe(405)
})

test('default: /health answers while nothing else works', async () => {
  const { url, views } = await start()
  views.state.failure = cutError('NO_DATA_YET')
  views.state.status = []
  const response = await fetch(`${url}/health`)
  expect(response.status).toBe(200)
})

test('behavior: /ready turns red again when a chain lags, and names it', async () => {
  const { url, views } = await start()
  expect((await fetch(`${url}/ready`)).status).toBe(200)
  views.state.status = [chainStatus(), { ...chainStatus(), name: 'beta', isStale: true }]
  const red = await fetch(`${url}/ready`)
  expect(red.status).toBe(503)
  expect(await red.json()).toMatchObject({
    isReady: false,
    chains: [
      { name: 'alpha', isReady: true },
      { name: 'beta', isReady: false, isStale: true, lagBlocks: '1' },
    ],
  })
  views.state.status = [chainStatus()]
  expect((await fetch(`${url}/ready`)).status).toBe(200)
})

test.each(['connecting', 'backfill', 'halted'] as const)(
  'behavior: /ready is red while a chain is in phase %s',
  async (phase) => {
    const { url, views } = await start()
    views.state.status = [{ ...chainStatus(), phase }]
    expect((await fetch(`${url}/ready`)).status).toBe(503)
  },
)

test('default: /metrics', async () => {
  const { url, views } = await start()
  await post(url, { query })
  const text = await (await fetch(`${url}/metrics`)).text()
  const chain = '{chain="alpha",chain_id="31001"}'
  for (const line of [
    `plimsoll_head_block${chain} 100`,
    `plimsoll_indexed_block${chain} 99`,
    `plimsoll_safe_block${chain} 90`,
    `plimsoll_finalized_block${chain} 80`,
    `plimsoll_lag_seconds${chain} 2`,
    `plimsoll_chain_stale${chain} 0`,
    `plimsoll_rpc_requests_total${chain} 12`,
    `plimsoll_rpc_failures_total${chain} 1`,
    `plimsoll_reorgs_total${chain} 2`,
    `plimsoll_reorg_depth_max_blocks${chain} 7`,
    `plimsoll_independent_endpoints${chain} 1`,
    'plimsoll_endpoint_up{chain="alpha",chain_id="31001",endpoint="alpha#1"} 0',
    'plimsoll_endpoint_latency_seconds{chain="alpha",chain_id="31001",endpoint="alpha#1"} 0.0125',
    'plimsoll_conditions{code="TRANSFER_UNBACKED",severity="critical"} 1',
    'plimsoll_storage_bytes{part="raw_logs"} 1024',
    'plimsoll_sequence 5',
    'plimsoll_revision 1',
    'plimsoll_subscriptions 0',
    'plimsoll_build_info{version="1.2.3"} 1',
    'plimsoll_http_request_duration_seconds_count{route="/graphql",status="200"} 1',
  ]) {
    expect(text).toContain(`${line}\n`)
  }
  expect(text).not.toContain(owner)
  expect(views.released).toBe(views.opened.length)
})

test('behavior: counters follow the chains, unknown heights and made-up paths are absent', async () => {
  const { url, views } = await start()
  await fetch(`${url}/metrics`)
  views.state.failure = cutError('NO_DATA_YET')
  views.state.status = [
    { ...chainStatus(), head: undefined, rpc: { requests: 20, failures: 2, bytes: 0 } },
  ]
  await fetch(`${url}/made-up/12345`)
  const text = await (await fetch(`${url}/metrics`)).text()
  expect(text).toContain('plimsoll_rpc_requests_total{chain="alpha",chain_id="31001"} 20\n')
  expect(text).not.toContain('plimsoll_head_block{')
  expect(text).toContain('route="other",status="404"')
  expect(text).not.toContain('made-up')
})

test('default: GraphiQL loads nothing from another host', async () => {
  const { url } = await start()
  const response = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })
  const html = await response.text()
  expect(html).toContain('query Welcome')
  expect(html).toContain('<title>Plimsoll</title>')
  // What a browser would load by itself; links and names inside the bundled scripts are only text.
  expect(html).not.toMatch(/<(script|img|iframe|link)[^>]+(src|href)=["']?(https?:)?\/\//i)
  expect(html).not.toMatch(/@import\s|url\(["']?(https?:)?\/\//i)
  const policy = response.headers.get('content-security-policy')
  expect(policy).toMatch(/default-src 'self'/)
  expect(policy).not.toMatch(/https?:|\*/)
})

test('error: strange targets and methods get an answer', async () => {
  const { url } = await start()
  expect((await fetch(`${url}//`)).status).toBe(404)
  expect((await fetch(`${url}/ready`, { method: 'POST' })).status).toBe(405)
  const root = await fetch(`${url}/`, { redirect: 'manual' })
  expect(root.headers.get('location')).toBe('/graphql')
})

test('default: a subscription over server-sent events, let go when the client leaves', async () => {
  const { url, views } = await start()
  const abort = new AbortController()
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: subscription }),
    signal: abort.signal,
  })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const events = readEvents(response)
  expect(await events.next()).toEqual({
    data: { marginAccountChanged: { lines: [{ amount: { value: '10' } }] } },
  })
  views.state.accounts.set(owner, account(owner, 1_500_000n))
  views.publish()
  expect(await events.next()).toEqual({
    data: { marginAccountChanged: { lines: [{ amount: { value: '1.5' } }] } },
  })
  expect(await openSubscriptions(url)).toBe(1)
  abort.abort()
  while ((await openSubscriptions(url)) !== 0) await new Promise((resolve) => setImmediate(resolve))
  expect(views.released).toBe(views.opened.length)
})

test('error: a subscription that cannot start says why', async () => {
  const { url } = await start()
  const response = await post(
    url,
    { query: subscription.replace('"lab"', '"nowhere"') },
    { accept: 'text/event-stream' },
  )
  expect(await readEvents(response).next()).toMatchObject({
    errors: [{ extensions: { code: 'UNKNOWN_VENUE' } }],
  })
  const both = `subscription { transferChanged(key: "0x12", venue: "lab") { key } }`
  const other = await post(url, { query: both }, { accept: 'text/event-stream' })
  expect(await readEvents(other).next()).toMatchObject({
    errors: [{ extensions: { code: 'BAD_WHERE' } }],
  })
})

test('behavior: close ends event streams and frees the port', async () => {
  const { url, port, close } = await start()
  const response = await post(url, { query: subscription }, { accept: 'text/event-stream' })
  const events = readEvents(response)
  await events.next()
  const ended = events.next()
  await close()
  expect(await ended).toBeUndefined()
  await expect(fetch(`${url}/health`)).rejects.toThrow()
  servers.splice(0)
  const again = await start({ port })
  expect(again.port).toBe(port)
})

test('behavior: close lets a running request finish', async () => {
  const { url, views, close } = await start()
  const { open } = views
  const started = createGate()
  const proceed = createGate()
  views.open = async (at) => {
    started.open()
    await proceed.passed
    return open(at)
  }
  const answer = post(url, { query: '{ prices { nodes { assetId } } }' })
  await started.passed
  const closed = close()
  proceed.open()
  expect((await answer).status).toBe(200)
  await closed
  servers.splice(0)
})

test('behavior: a taken port, with fallback and without', async () => {
  const blocker = createServer()
  const taken = await new Promise<number>((resolve) => {
    blocker.listen(0, '127.0.0.1', () => {
      const bound = blocker.address()
      resolve(typeof bound === 'object' && bound !== null ? bound.port : 0)
    })
  })
  await expect(start({ port: taken })).rejects.toMatchObject({ code: 'PORT_IN_USE' })
  const { port, log } = await start({ port: taken, portFallback: true })
  expect(port).toBeGreaterThan(taken)
  expect(log.lines).toMatchObject([{ level: 'warn', fields: { port: taken, taken: port } }])
  await new Promise((resolve) => blocker.close(resolve))
})

/** A promise that the test resolves. */
function createGate(): { passed: Promise<void>; open(): void } {
  let open: () => void = () => undefined
  const passed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { passed, open: () => open() }
}

/** Status of a POST that does not say how long it is. */
function postChunked(url: string, body: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const request = httpRequest(url, { method: 'POST', headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    request.once('error', reject)
    request.write(body.slice(0, 10))
    request.end(body.slice(10))
  })
}

/** As `/metrics` says it. */
async function openSubscriptions(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(/^plimsoll_subscriptions (\d+)$/m.exec(text)?.[1])
}
