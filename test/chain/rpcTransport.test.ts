import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import type { ChainClient } from '../../src/chain/createChainClients.ts'
import { createChainClients } from '../../src/chain/createChainClients.ts'
import type { RpcOptions } from '../../src/chain/rpc/RpcCall.ts'
import type { HttpAnswer } from '../../src/env/Env.ts'
import { HttpError } from '../../src/env/HttpError.ts'
import type { FakeServer } from './support/createFakeEnv.ts'
import { canary, chainId, createWorld, mineTo, urls, type World } from './support/createWorld.ts'

const options: RpcOptions = { lane: 'read' }
const plain = (body: string, status = 200): HttpAnswer => ({ status, headers: new Map(), body })

function clientOf(world: World): ChainClient {
  const client = createChainClients(world.env, [world.config]).get(chainId)
  if (client === undefined) throw new Error('the chain has a client')
  return client
}

/** A client whose chain check passed and whose later answers come from `server`. */
async function scripted(server: FakeServer, overrides: { nodes?: number } = {}) {
  const world = createWorld(overrides)
  const client = clientOf(world)
  await client.request({ method: 'eth_chainId' })
  // The chain is checked anew after every failure; that check is not what these tests script.
  const { node } = world
  world.env.servers.set(urls[0], (post) =>
    post.body.includes('eth_chainId') ? node.server(post) : server(post),
  )
  return { world, client }
}

async function failureOf(work: Promise<unknown>): Promise<Error> {
  try {
    await work
  } catch (error) {
    if (error instanceof Error) return error
    throw new Error('what was thrown is no error')
  }
  throw new Error('nothing was thrown')
}

const idsOf = (body: string): number[] => [JSON.parse(body)].flat().map((call) => call.id)

test('default: a client answers through the strict transport', async () => {
  const world = createWorld()
  mineTo(world.chain, 9)
  const client = clientOf(world)
  expect(client.chain.id).toBe(chainId)
  const block = await client.request({ method: 'eth_getBlockByNumber', params: ['latest', false] })
  expect(block?.number).toBe('0x9')
  expect(client.transport.counters).toMatchObject({ requests: 2, failures: 0 })
})

const calls = [1, 2, 3].map((n) => ({ method: 'eth_getBlockByNumber', params: [`0x${n}`, false] }))

test('default: a batch answered in any order is matched by id', async () => {
  const { client } = await scripted((post) =>
    plain(
      JSON.stringify(
        idsOf(post.body)
          .map((id, i) => ({ jsonrpc: '2.0', id, result: i }))
          .reverse(),
      ),
    ),
  )
  const answers = await client.transport.batch(calls, options)
  expect(answers.map((answer) => answer.result)).toEqual([0, 1, 2])
})

test.each<[string, (ids: number[]) => unknown]>([
  [
    'a repeated id',
    (ids) => ids.map((_, i) => ({ id: ids[i === ids.length - 1 ? 0 : i], result: i })),
  ],
  ['a missing answer', (ids) => ids.slice(1).map((id) => ({ id, result: 0 }))],
  ['one answer too many', (ids) => [...ids, ids[0]].map((id) => ({ id, result: 0 }))],
  ['a foreign id', (ids) => ids.map((id, i) => ({ id: i === 1 ? 999_999 : id, result: 0 }))],
  ['ids as text', (ids) => ids.map((id) => ({ id: String(id), result: 0 }))],
  ['an answer without result', (ids) => ids.map((id, i) => (i === 1 ? { id } : { id, result: 0 }))],
])('error: %s rejects the whole batch, down to single calls', async (_, toAnswers) => {
  const sizes: number[] = []
  const { client } = await scripted((post) => {
    const ids = idsOf(post.body)
    sizes.push(ids.length)
    if (ids.length === 1) return plain(JSON.stringify({ id: ids[0], result: `single ${ids[0]}` }))
    return plain(JSON.stringify(toAnswers(ids)))
  })
  const answers = await client.transport.batch(calls, options).catch((error: Error) => error)
  // Either every call was answered one by one, or all were refused; never a mixture by position.
  if (answers instanceof Error) expect(answers.name).toBe('RpcProtocolError')
  else for (const answer of answers) expect(answer.result).toMatch(/^single/)
  expect(sizes[0]).toBe(3)
})

test('behavior: a refused batch is halved down to single calls', async () => {
  const { client } = await scripted((post) => {
    const ids = idsOf(post.body)
    return ids.length > 1
      ? plain(JSON.stringify({ id: null, error: { code: -32600, message: 'batch too large' } }))
      : plain(JSON.stringify({ id: ids[0], result: ids[0] }))
  })
  expect(await client.transport.batch(calls, options)).toHaveLength(3)
})

test.each<[string, string, (id: number) => string]>([
  ['another id', 'RpcProtocolError', (id) => JSON.stringify({ id: id + 1, result: '0x1' })],
  ['no result', 'RpcProtocolError', (id) => JSON.stringify({ id })],
  ['an empty body', 'RpcProtocolError', () => ''],
  [
    'result and error',
    'RpcProtocolError',
    (id) => JSON.stringify({ id, result: 1, error: { code: 1, message: '' } }),
  ],
  ['a page', 'RpcProtocolError', () => `<html>${canary}</html>`],
  ['cut JSON', 'RpcProtocolError', (id) => JSON.stringify({ id, result: canary }).slice(0, -4)],
  ['a batch', 'RpcProtocolError', (id) => JSON.stringify([{ id, result: 1 }])],
  [
    'an error that quotes the URL',
    'RpcError',
    (id) =>
      JSON.stringify({ id, error: { code: -32000, message: `bad key ${canary} at ${urls[0]}` } }),
  ],
])('error: %s for one call is a %s without the key', async (_, name, toBody) => {
  const { client } = await scripted((post) => plain(toBody(idsOf(post.body)[0] ?? 0)))
  const error = await failureOf(client.request({ method: 'eth_blockNumber' }))
  expect(error.name).toBe(name)
  expect(error.message).toContain('harbor#1')
  expect(spell(error)).not.toContain(canary)
})

test.each<[string, FakeServer]>([
  ['RpcStatusError', () => plain(`<html>${canary}`, 502)],
  ['RpcRateLimitError', () => plain('', 429)],
  [
    'RpcTimeoutError',
    () => {
      throw new HttpError({ failure: 'timeout', detail: urls[0] })
    },
  ],
  [
    'RpcUnreachableError',
    () => {
      throw new HttpError({ failure: 'unreachable', detail: urls[0] })
    },
  ],
  [
    'RpcTooLargeError',
    () => {
      throw new HttpError({ failure: 'tooLarge', detail: urls[0] })
    },
  ],
  [
    'RpcAbortedError',
    () => {
      throw new HttpError({ failure: 'aborted', detail: urls[0] })
    },
  ],
])('error: %s carries a label and no URL', async (name, server) => {
  const { client } = await scripted(server)
  const error = await failureOf(client.request({ method: 'eth_blockNumber' }))
  expect(error.name).toBe(name)
  for (const secret of [canary, 'rpc.example', 'https']) expect(spell(error)).not.toContain(secret)
})

function spell(error: Error): string {
  return `${error.message} ${error.stack} ${JSON.stringify(error)} ${inspect(error, { depth: 9 })}`
}

test('behavior: a JSON-RPC error under an HTTP error status is read', async () => {
  const { client } = await scripted((post) =>
    plain(
      JSON.stringify({ id: idsOf(post.body)[0], error: { code: -32000, message: 'too wide' } }),
      400,
    ),
  )
  const error = await failureOf(client.request({ method: 'eth_blockNumber' }))
  expect(error).toMatchObject({ name: 'RpcError', rpcCode: -32000, text: 'too wide' })
})

test('behavior: Retry-After is obeyed up to its cap, and nothing is sent before', async () => {
  let posts = 0
  const { world, client } = await scripted(() => {
    posts += 1
    return { status: 429, headers: new Map([['retry-after', '3600']]), body: '' }
  })
  const first = await failureOf(client.request({ method: 'eth_blockNumber' }))
  expect(first).toMatchObject({ retryAfterMs: 15_000 })
  await failureOf(client.request({ method: 'eth_blockNumber' }))
  expect(posts).toBe(1)
  await world.env.sleep(15_001)
  await failureOf(client.request({ method: 'eth_blockNumber' }))
  expect(posts).toBe(2)
})

test('behavior: a dead endpoint is passed over, rests, and is tried again', async () => {
  let dead = 0
  const { world, client } = await scripted(
    () => {
      dead += 1
      throw new HttpError({ failure: 'unreachable', detail: 'gone' })
    },
    { nodes: 2 },
  )
  mineTo(world.chain, 4)
  for (let i = 0; i < 10; i += 1)
    await client.request({ method: 'eth_getBlockByNumber', params: ['latest', false] })
  expect(dead).toBe(1)
  await world.env.sleep(300)
  await client.request({ method: 'eth_getBlockByNumber', params: ['latest', false] })
  expect(dead).toBe(2)
})

test('behavior: a node that does not know a block leaves it to the next endpoint', async () => {
  const world = createWorld({ nodes: 2 })
  mineTo(world.chain, 30)
  world.node.lag = 10
  const client = clientOf(world)
  const filter = { address: [], topics: [], blockHash: world.chain.head().hash }
  const logs = await client.request({ method: 'eth_getLogs', params: [filter] })
  expect(logs).toEqual([])
})

test('behavior: concurrency is bounded, and the head is served before backfill', async () => {
  let open = 0
  let openMax = 0
  const order: string[] = []
  const { client } = await scripted(async (post) => {
    open += 1
    openMax = Math.max(openMax, open)
    const { id, method }: { id: number; method: string } = JSON.parse(post.body)
    order.push(method)
    await new Promise<void>((resolve) => setImmediate(resolve))
    open -= 1
    return plain(JSON.stringify({ id, result: null }))
  })
  const backfill: RpcOptions = { lane: 'backfill' }
  const head: RpcOptions = { lane: 'head' }
  const slow = Array.from({ length: 12 }, () =>
    client.request({ method: 'eth_gasPrice' }, backfill),
  )
  const fast = client.request({ method: 'eth_blockNumber' }, head)
  await Promise.all([...slow, fast])
  expect(openMax).toBe(4)
  expect(order.indexOf('eth_blockNumber')).toBeLessThan(9)
  expect(order).toHaveLength(13)
})

test('behavior: a queued request ends when its signal aborts', async () => {
  const { client } = await scripted(() => new Promise<HttpAnswer>(() => undefined))
  const abort = new AbortController()
  const requests = Array.from({ length: 8 }, () =>
    failureOf(client.request({ method: 'eth_blockNumber' }, { signal: abort.signal })),
  )
  abort.abort()
  const queued = await Promise.all(requests.slice(4))
  expect(queued.map((error) => error.name)).toEqual(new Array(4).fill('RpcAbortedError'))
})

test('behavior: the key is in no client, chain or status', async () => {
  const world = createWorld({ nodes: 2 })
  const client = clientOf(world)
  const run = world.start()
  world.node.rewrite = () => plain(`<html>${canary}`, 500)
  await failureOf(run.follower.code('0x00000000000000000000000000000000000000aa')).catch(
    () => undefined,
  )
  const { chain, transport } = client
  const shown = inspect({ chain, config: transport, status: run.follower.status() }, { depth: 6 })
  expect(shown).not.toContain(canary)
})
