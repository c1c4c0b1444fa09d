import { createServer, type RequestListener, type Server } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import type { HttpPost } from '../../src/env/Env.ts'
import { HttpError } from '../../src/env/HttpError.ts'
import { postOverHttp } from '../../src/env/postOverHttp.ts'

const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}/secret-key`
}

const request = (url: string, change: Partial<HttpPost> = {}): HttpPost => ({
  url,
  body: '{"a":1}',
  headers: { 'content-type': 'application/json' },
  timeoutMs: 10_000,
  bodyBytesMax: 1_000,
  ...change,
})

async function failureOf(sent: Promise<unknown>): Promise<HttpError> {
  const error: unknown = await sent.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof HttpError))
    throw new Error('it did not fail as HttpError', { cause: error })
  expect(error.message).not.toMatch(/127\.0\.0\.1|secret-key/)
  return error
}

test('default: sends the body and returns status, headers and text', async () => {
  const url = await serve((incoming, response) => {
    let body = ''
    incoming.on('data', (chunk) => {
      body += String(chunk)
    })
    incoming.on('end', () => {
      response.writeHead(418, { 'x-kind': 'Teapot' })
      response.end(`${incoming.method} ${incoming.headers['content-type']} ${body}`)
    })
  })
  const answer = await postOverHttp(request(url))
  expect(answer.status).toBe(418)
  expect(answer.headers.get('x-kind')).toBe('Teapot')
  expect(answer.body).toBe('POST application/json {"a":1}')
})

test('behavior: connections are kept alive', async () => {
  const ports = new Set<number | undefined>()
  const url = await serve((incoming, response) => {
    ports.add(incoming.socket.remotePort)
    incoming.resume().on('end', () => response.end('x'))
  })
  for (let i = 0; i < 20; i += 1) await postOverHttp(request(url))
  // A connection may be replaced when the answer overtakes its return to the pool; one per request would be 20.
  expect(ports.size).toBeLessThan(5)
})

test('behavior: a compressed answer is unpacked, and its unpacked size counts', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' })
    response.end(gzipSync('x'.repeat(5_000)))
  })
  const answer = await postOverHttp(request(url, { bodyBytesMax: 5_000 }))
  expect(answer.body.length).toBe(5_000)
  const failure = await failureOf(postOverHttp(request(url, { bodyBytesMax: 4_999 })))
  expect(failure.failure).toBe('tooLarge')
})

test('behavior: a redirect is an answer and is not followed', async () => {
  let asked = 0
  const url = await serve((_, response) => {
    asked += 1
    response.writeHead(307, { location: '/elsewhere' })
    response.end()
  })
  expect((await postOverHttp(request(url))).status).toBe(307)
  expect(asked).toBe(1)
})

test('error: no answer within the deadline, also when the body stands still', async () => {
  const silent = await serve(() => {})
  expect((await failureOf(postOverHttp(request(silent, { timeoutMs: 30 })))).failure).toBe(
    'timeout',
  )
  const slow = await serve((_, response) => {
    response.write('begin')
  })
  expect((await failureOf(postOverHttp(request(slow, { timeoutMs: 30 })))).failure).toBe('timeout')
})

test('error: the caller stops it, before or during', async () => {
  const url = await serve(() => controller.abort())
  const controller = new AbortController()
  const during = postOverHttp(request(url, { signal: controller.signal }))
  expect((await failureOf(during)).failure).toBe('aborted')
  const before = postOverHttp(request(url, { signal: AbortSignal.abort() }))
  expect((await failureOf(before)).failure).toBe('aborted')
})

test('error: refused and broken connections name a code only', async () => {
  const url = await serve((incoming) => incoming.socket.destroy())
  expect((await failureOf(postOverHttp(request(url)))).failure).toBe('unreachable')
  const [server] = servers
  await new Promise((resolve) => server?.close(resolve))
  const refused = await failureOf(postOverHttp(request(url)))
  expect(refused.message).toBe(
    'The endpoint gave no complete answer: the connection failed with ECONNREFUSED.',
  )
})

test('behavior: no listener stays on the signal of the caller', async () => {
  const url = await serve((_, response) => response.end('x'))
  const controller = new AbortController()
  let listeners = 0
  const signal = new Proxy(controller.signal, {
    get(target, key) {
      if (key === 'addEventListener') listeners += 1
      if (key === 'removeEventListener') listeners -= 1
      const value: unknown = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  await postOverHttp(request(url, { signal }))
  expect(listeners).toBe(0)
})

test('error: a body that is packed more than twice, and twice is unpacked', async () => {
  const url = await serve((incoming, response) => {
    const times = Number(incoming.headers['x-times'])
    let body = Buffer.from('{"a":1}')
    for (let i = 0; i < times; i += 1) body = gzipSync(body)
    response.writeHead(200, { 'content-encoding': new Array(times).fill('gzip').join(', ') })
    response.end(body)
  })
  const packed = (times: string) => postOverHttp(request(url, { headers: { 'x-times': times } }))
  expect((await packed('2')).body).toBe('{"a":1}')
  const failure = await failureOf(packed('3'))
  expect(failure.failure).toBe('malformed')
  expect(failure.message).toContain('packed 3 times')
  expect((await failureOf(packed('1000'))).failure).toMatch(/malformed|unreachable/)
})

test('error: a bomb of 500 MB in half a megabyte is refused at the cap', async () => {
  const bomb = gzipSync(Buffer.alloc(500 * 1024 * 1024))
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' })
    response.end(bomb)
  })
  const before = process.memoryUsage().rss
  const failure = await failureOf(postOverHttp(request(url, { bodyBytesMax: 1024 * 1024 })))
  expect(failure.failure).toBe('tooLarge')
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)
})

test('error: a body that is no UTF-8 is dropped whole', async () => {
  const url = await serve((_, response) => response.end(Buffer.from([0x22, 0xc3, 0x28, 0x22])))
  expect((await failureOf(postOverHttp(request(url)))).failure).toBe('malformed')
})

test('error: no such name and no TLS are told apart', async () => {
  const dns = await failureOf(postOverHttp(request('http://nowhere.invalid/secret-key')))
  expect(dns.failure).toBe('dns')
  const plain = await serve((_, response) => response.end('x'))
  const tls = await failureOf(postOverHttp(request(plain.replace('http:', 'https:'))))
  expect(tls.failure).toBe('tls')
})
