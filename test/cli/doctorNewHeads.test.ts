import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { createAsker } from '../../src/cli/doctor/createAsker.ts'
import type { EndpointContext } from '../../src/cli/doctor/endpoint/EndpointContext.ts'
import { newHeadsProbe } from '../../src/cli/doctor/endpoint/newHeadsProbe.ts'
import type { Env, SocketConnect } from '../../src/env/Env.ts'
import { nodeEnv } from '../../src/env/nodeEnv.ts'
import { SocketError } from '../../src/env/SocketError.ts'
import { createWorld } from '../chain/support/createWorld.ts'
import { createFakeWorld } from './support/createFakeWorld.ts'

const head = JSON.stringify({
  jsonrpc: '2.0',
  method: 'eth_subscription',
  params: { subscription: '0x1', result: { number: '0x1', parentHash: `0x${'0'.repeat(64)}` } },
})
const subscribed = '{"jsonrpc":"2.0","id":1,"result":"0x1"}'

function contextOf(env: Env, url: string): EndpointContext {
  const zero = `0x${'0'.repeat(64)}` as const
  return {
    env,
    chain: createWorld().config,
    endpoint: { url, witness: 'w', requestsPerSecond: undefined },
    sources: [],
    readsFrom: undefined,
    head: { number: 1n, hash: zero, parentHash: zero, timestamp: 1n, logsBloom: undefined },
    headAtMs: 0,
    signal: new AbortController().signal,
  }
}

/** Asks over a scripted socket; `play` is called with the connection once the subscription was sent. */
async function ask(
  play: (request: SocketConnect) => void,
  url = 'wss://node.test/canary0123456789',
) {
  const { env } = createFakeWorld({ argv: [] })
  const sent: string[] = []
  let closed = 0
  const context = contextOf(
    {
      ...env,
      connect: async (request) => ({
        send(text) {
          sent.push(text)
          play(request)
        },
        close() {
          closed += 1
        },
      }),
    },
    url,
  )
  const { signal } = context
  const asker = createAsker({ env, signal, send: async () => [], deadlineMs: 1, requestsMax: 1 })
  const facts = await newHeadsProbe.ask(asker, context)
  return { facts, findings: newHeadsProbe.judge(facts, context), sent, closed }
}

test('default: a head is announced', async () => {
  const { facts, findings, sent, closed } = await ask((request) => {
    request.onMessage(subscribed)
    request.onMessage(head)
  })
  expect(facts).toEqual({ outcome: 'heard', afterMs: 0 })
  expect(findings.map(({ status }) => status)).toEqual(['pass'])
  expect(sent).toHaveLength(1)
  expect(closed).toBe(1)
})

test('behavior: a subscription without heads is silent', async () => {
  const { findings } = await ask((request) => request.onMessage(subscribed))
  expect(findings).toMatchObject([{ status: 'warn', text: 'Announced no head within 5 s.' }])
})

test('behavior: a refusal, and a connection that ends', async () => {
  const refused = await ask((request) =>
    request.onMessage('{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no"}}'),
  )
  expect(refused.findings).toMatchObject([{ status: 'warn' }])
  const ended = await ask((request) =>
    request.onClose(new SocketError({ failure: 'closed', detail: 'it was closed with code 1006' })),
  )
  expect(ended.findings[0]?.text).toContain('closed with code 1006')
  expect(JSON.stringify(ended.findings)).not.toContain('canary')
})

test('behavior: an HTTP endpoint has no line', async () => {
  const { findings, sent } = await ask(() => {}, 'https://node.test')
  expect([findings, sent]).toEqual([[], []])
})

test('behavior: a real socket', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  server.on('connection', (socket) => {
    socket.on('message', () => {
      socket.send(subscribed)
      socket.send(head)
    })
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const env = nodeEnv()
  const context = contextOf(env, `ws://127.0.0.1:${port}/canary0123456789`)
  const { signal } = context
  const asker = createAsker({ env, signal, send: async () => [], deadlineMs: 1, requestsMax: 1 })
  try {
    expect(await newHeadsProbe.ask(asker, context)).toMatchObject({ outcome: 'heard' })
  } finally {
    for (const client of server.clients) client.terminate()
    await new Promise((resolve) => server.close(resolve))
  }
  const refused = await newHeadsProbe.ask(asker, context)
  expect(refused).toMatchObject({ outcome: 'failed' })
  expect(JSON.stringify(refused)).not.toContain('canary')
})
