import { execFile } from 'node:child_process'
import { createServer, type IncomingMessage } from 'node:http'
import {
  connect as connectTcp,
  createServer as createTcpServer,
  type Socket as Tcp,
  type Server as TcpServer,
} from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { connectOverWebSocket } from '../../src/env/connectOverWebSocket.ts'
import type { SocketConnect } from '../../src/env/Env.ts'
import { SocketError } from '../../src/env/SocketError.ts'

const endings: (() => void)[] = []

afterEach(() => {
  for (const end of endings.splice(0)) end()
})

async function portOf(server: TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port')
  return address.port
}

/** A WebSocket server; `onPeer` gets each connection with its handshake. */
async function serve(
  onPeer: (peer: WebSocket, request: IncomingMessage) => void = () => undefined,
): Promise<string> {
  const http = createServer()
  // Deflate is offered, so that only the client decides that nothing is compressed.
  const server = new WebSocketServer({ server: http, perMessageDeflate: true })
  server.on('connection', onPeer)
  endings.push(() => {
    for (const peer of server.clients) peer.terminate()
    http.close()
  })
  return `ws://127.0.0.1:${await portOf(http)}/secret-key`
}

interface Heard {
  messages: string[]
  closed: Promise<SocketError>
}

function open(url: string, change: Partial<SocketConnect> = {}) {
  const messages: string[] = []
  let onClose: (error: SocketError) => void = () => undefined
  const closed = new Promise<SocketError>((resolve) => {
    onClose = resolve
  })
  const heard: Heard = { messages, closed }
  const socket = connectOverWebSocket({
    url,
    timeoutMs: 10_000,
    messageBytesMax: 1_000,
    onMessage: (text) => messages.push(text),
    onClose: (error) => onClose(error),
    ...change,
  })
  return { ...heard, socket }
}

async function failureOf(opening: Promise<unknown>): Promise<SocketError> {
  const error: unknown = await opening.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof SocketError)) throw new Error('it did not fail as SocketError')
  expect(error.message).not.toMatch(/127\.0\.0\.1|secret-key|localhost/)
  return error
}

test('default: sends text, hears text, in order and from the first moment on', async () => {
  const url = await serve((peer) => {
    peer.send('before anything was asked')
    peer.on('message', (data) => peer.send(`echo ${String(data)}`))
  })
  const { socket, messages } = open(url)
  const opened = await socket
  const three = new Promise<void>((resolve) => {
    const push = messages.push.bind(messages)
    messages.push = (text) => {
      const length = push(text)
      if (length === 3) resolve()
      return length
    }
  })
  opened.send('one')
  opened.send('two')
  if (messages.length < 3) await three
  expect([...messages]).toEqual(['before anything was asked', 'echo one', 'echo two'])
  opened.close()
})

test('behavior: no compression is offered', async () => {
  let offered: string | undefined
  const url = await serve((_, request) => {
    offered = request.headers['sec-websocket-extensions']
  })
  const opened = await open(url).socket
  expect(offered).toBeUndefined()
  opened.close()
})

test('behavior: the end of a connection is told once, with its code and without the reason of the peer', async () => {
  const url = await serve((peer) => peer.close(1008, 'key secret-key is blocked'))
  const { socket, closed } = open(url)
  await socket
  const error = await closed
  expect(error).toMatchObject({ failure: 'closed' })
  expect(error.message).toBe('The WebSocket connection failed: it was closed with code 1008.')
})

test('behavior: after `close` nothing is told any more', async () => {
  let peers = 0
  const url = await serve((peer) => {
    peers += 1
    const timer = setInterval(() => peer.send('tick'), 1)
    peer.on('close', () => clearInterval(timer))
  })
  let told = 0
  const first = await open(url, { onMessage: () => undefined, onClose: () => (told += 1) }).socket
  first.close()
  // A second connection is opened and closed by the server: by then the first one's end would have been told.
  const second = open(url)
  await second.socket
  for (const end of endings.splice(0)) end()
  await second.closed
  expect([peers, told]).toEqual([2, 0])
})

test('error: a message over the cap, and one that is no text', async () => {
  const large = open(await serve((peer) => peer.send('x'.repeat(1_001))))
  await large.socket
  expect((await large.closed).failure).toBe('tooLarge')
  const fitting = open(await serve((peer) => peer.send('x'.repeat(1_000), () => peer.close())))
  await fitting.socket
  await fitting.closed
  expect(fitting.messages).toEqual(['x'.repeat(1_000)])
  const binary = open(await serve((peer) => peer.send(Buffer.from([0xff, 0xfe]))))
  await binary.socket
  expect((await binary.closed).failure).toBe('malformed')
})

test('error: text that is no UTF-8', async () => {
  const url = await serve((peer) => peer.send(Buffer.from([0x22, 0xff, 0x22]), { binary: false }))
  const { socket, closed } = open(url)
  await socket
  expect((await closed).failure).toBe('malformed')
})

test('error: a refused handshake names its status', async () => {
  const http = createServer((_, response) => response.end())
  http.on('upgrade', (_, tcp) => {
    tcp.end('HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n')
  })
  endings.push(() => http.close())
  const error = await failureOf(open(`ws://127.0.0.1:${await portOf(http)}/secret-key`).socket)
  expect(error).toMatchObject({ failure: 'refused', status: 429 })
})

test('error: a redirect is refused, not followed', async () => {
  let asked = 0
  const elsewhere = await serve(() => {
    asked += 1
  })
  const http = createServer()
  http.on('upgrade', (_, tcp) => {
    tcp.end(`HTTP/1.1 302 Found\r\nLocation: ${elsewhere}\r\nContent-Length: 0\r\n\r\n`)
  })
  endings.push(() => http.close())
  const error = await failureOf(open(`ws://127.0.0.1:${await portOf(http)}/secret-key`).socket)
  expect(error).toMatchObject({ failure: 'refused', status: 302 })
  expect(asked).toBe(0)
})

test('error: no handshake within the deadline', async () => {
  const peers: Tcp[] = []
  const silent = createTcpServer((tcp) => peers.push(tcp))
  endings.push(() => {
    for (const tcp of peers) tcp.destroy()
    silent.close()
  })
  const url = `ws://127.0.0.1:${await portOf(silent)}/secret-key`
  const error = await failureOf(open(url, { timeoutMs: 30 }).socket)
  expect(error.failure).toBe('timeout')
})

test('error: stopped by the caller, before and during the handshake', async () => {
  const stop = new AbortController()
  const hanging = createTcpServer(() => stop.abort())
  endings.push(() => hanging.close())
  const url = `ws://127.0.0.1:${await portOf(hanging)}/secret-key`
  const during = await failureOf(open(url, { signal: stop.signal }).socket)
  expect(during.failure).toBe('aborted')
  const before = await failureOf(open(url, { signal: AbortSignal.abort() }).socket)
  expect(before.failure).toBe('aborted')
})

test('error: nobody listens, no such name, and TLS where there is none', async () => {
  const peers: Tcp[] = []
  const plain = createTcpServer((tcp) => {
    peers.push(tcp)
    tcp.write('no TLS here\r\n')
  })
  const port = await portOf(plain)
  const tls = await failureOf(open(`wss://127.0.0.1:${port}/secret-key`).socket)
  expect(tls.failure).toBe('tls')
  for (const tcp of peers) tcp.destroy()
  await new Promise((resolve) => plain.close(resolve))
  const refused = await failureOf(open(`ws://127.0.0.1:${port}/secret-key`).socket)
  expect(refused.message).toBe(
    'The WebSocket connection failed: the connection failed with ECONNREFUSED.',
  )
  // RFC 6761: `.invalid` never resolves, with or without a network.
  const nowhere = await failureOf(open('ws://nowhere.invalid/secret-key').socket)
  expect(nowhere.failure).toBe('dns')
})

test('behavior: a connection that breaks without a word is told', async () => {
  const url = await serve()
  const target = Number(new URL(url).port)
  const pairs: Tcp[] = []
  const relay = createTcpServer((tcp) => {
    const onward = connectTcp(target, '127.0.0.1')
    pairs.push(tcp, onward)
    tcp.pipe(onward).pipe(tcp)
    for (const end of [tcp, onward]) end.on('error', () => undefined)
  })
  endings.push(() => relay.close())
  const { socket, closed } = open(`ws://127.0.0.1:${await portOf(relay)}/secret-key`)
  await socket
  for (const tcp of pairs) tcp.resetAndDestroy()
  const error = await closed
  expect(['closed', 'unreachable']).toContain(error.failure)
})

test('behavior: an open connection keeps no process alive', async () => {
  const url = await serve()
  const module = fileURLToPath(new URL('../../src/env/connectOverWebSocket.ts', import.meta.url))
  const script = `
    import { createJiti } from 'jiti'
    const { connectOverWebSocket } = await createJiti(import.meta.url).import(${JSON.stringify(module)})
    await connectOverWebSocket({ url: ${JSON.stringify(url)}, timeoutMs: 9000, messageBytesMax: 9, onMessage() {}, onClose() {} })
    console.log('open')
  `
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
  })
  expect((await run).stdout).toBe('open\n')
})
