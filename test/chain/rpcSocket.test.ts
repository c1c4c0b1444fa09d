import { expect, test } from 'vitest'
import type { AnnouncedHead } from '../../src/chain/rpc/watchHeads.ts'
import { SocketError } from '../../src/env/SocketError.ts'
import type { FakeBlock } from './support/createFakeChain.ts'
import { hashOf } from './support/createFakeChain.ts'
import type { FakePeer } from './support/createFakeEnv.ts'
import { refuse } from './support/createFakeNode.ts'
import { createHeadWorld } from './support/createHeadWorld.ts'
import {
  createPoolWorld,
  failureOf,
  head,
  latest,
  options,
  type PoolWorld,
} from './support/createPoolWorld.ts'
import { mineTo } from './support/createWorld.ts'

/** Mines a block every two seconds and announces it, for `seconds`. */
async function mineFor(world: PoolWorld, seconds: number, position = 1): Promise<void> {
  for (let i = 0; i < seconds / 2; i += 1) {
    await world.env.advance(2_000)
    world.node(position).socket.announce(world.chain.mine())
    await world.env.advance(0)
  }
}

function listen(world: PoolWorld) {
  const heads: (AnnouncedHead & { ms: number })[] = []
  const stop = world.pool.onHead((announced) =>
    heads.push({ ...announced, ms: world.env.monotonic() }),
  )
  return { heads, stop }
}

/** Replaces what the node's socket answers to one text. */
function rewrite(world: PoolWorld, toText: (text: string, peer: FakePeer) => string | undefined) {
  const { socket } = world.node(1)
  world.env.sockets.set(world.node(1).url, (peer) => {
    const send = peer.send
    peer.send = (text) => {
      const sent = toText(text, peer)
      if (sent !== undefined) send(sent)
    }
    return socket.server(peer)
  })
}

test('default: requests, batches and errors go over one checked connection', async () => {
  const world = createPoolWorld(['ws'])
  world.node(1).intercept = ({ method }) =>
    method === 'eth_call' ? refuse(3, 'execution reverted') : undefined
  const answers = await world.pool.batch(
    [latest, { method: 'eth_call', params: [] }, { method: 'eth_blockNumber', params: [] }],
    options,
  )
  expect(answers[0]).toMatchObject({ result: { number: '0x28' } })
  expect(answers[1]).toMatchObject({ error: { rpcCode: 3 } })
  expect(answers[2]).toEqual({ result: '0x28' })
  await Promise.all(Array.from({ length: 20 }, () => world.pool.request(latest, options)))
  expect(world.node(1).socket.connections).toBe(1)
  const checks = world.node(1).calls.filter(({ method }) => method === 'eth_chainId')
  expect(checks).toHaveLength(1)
})

test('behavior: a connection that ends is opened again, and checked again before it is used', async () => {
  const world = createPoolWorld(['ws'])
  await world.pool.request(latest, options)
  for (const peer of world.node(1).socket.peers) peer.drop()
  world.node(1).chainId = 1
  expect(await failureOf(world.pool.request(latest, options))).toMatchObject({
    name: 'RpcWrongChainError',
    label: 'harbor#1',
  })
  expect(world.stateOf(1)).toBe('wrongChain')
  world.node(1).chainId = 31_001
  expect(await world.pool.request(latest, options)).toMatchObject({ number: '0x28' })
  expect(world.node(1).socket.connections).toBe(2)
})

test('behavior: requests in flight fail when their connection ends, and go elsewhere', async () => {
  const world = createPoolWorld(['ws', 'http'])
  await world.pool.request(latest, options)
  world.node(1).socket.isDeaf = true
  const asked = world.pool.ask([latest], options)
  await world.env.advance(0)
  for (const peer of world.node(1).socket.peers)
    peer.drop(new SocketError({ failure: 'closed', detail: 'restart' }))
  expect((await asked).by).toBe('harbor#2')
  expect(world.pool.endpoints()[0]).toMatchObject({ state: 'unreachable' })
})

test('behavior: a connection that swallows everything is given up after one deadline', async () => {
  const world = createPoolWorld(['ws'])
  await world.pool.request(latest, options)
  world.node(1).socket.isDeaf = true
  const asked = failureOf(world.pool.request(latest, options))
  await world.env.advance(5_000)
  expect(await asked).toMatchObject({ name: 'RpcTimeoutError', label: 'harbor#1' })
  world.node(1).socket.isDeaf = false
  expect(await world.pool.request(latest, options)).toMatchObject({ number: '0x28' })
  expect(world.node(1).socket.connections).toBe(2)
})

test('behavior: a slow answer on a connection that lives ends that request alone', async () => {
  const world = createPoolWorld(['ws'])
  let held: string | undefined
  rewrite(world, (text) => {
    if (!text.includes('"result":"slow"')) return text
    held = text
    return undefined
  })
  world.node(1).intercept = ({ method }) =>
    method === 'eth_getLogs' ? { result: 'slow' } : undefined
  await world.pool.request(latest, options)
  const slow = failureOf(world.pool.request({ method: 'eth_getLogs', params: [] }, options))
  await world.env.advance(4_000)
  await world.pool.request(latest, options)
  await world.env.advance(1_000)
  expect(await slow).toMatchObject({ name: 'RpcTimeoutError' })
  expect(world.node(1).socket.connections).toBe(1)
  // Its answer comes too late and harms nobody.
  for (const peer of world.node(1).socket.peers) peer.send(held?.replace('slow', 'late') ?? '')
  await world.env.advance(0)
  expect(await world.pool.request(latest, options)).toMatchObject({ number: '0x28' })
  expect(world.node(1).socket.connections).toBe(1)
})

const poisons: [string, (text: string) => string][] = [
  [
    'an answer to something that was never asked',
    (text) => text.replace(/"id":\d+/, '"id":999999'),
  ],
  ['cut JSON', (text) => text.slice(0, -3)],
  ['a page', () => '<html>'],
  ['no JSON-RPC at all', () => '7'],
  ['an id as text', (text) => text.replace(/"id":(\d+)/, '"id":"$1"')],
]

test.each(poisons)('error: %s ends the connection', async (_, toText) => {
  const world = createPoolWorld(['ws'])
  let isPoisoned = false
  rewrite(world, (text) => (isPoisoned ? toText(text) : text))
  await world.pool.request(latest, options)
  isPoisoned = true
  expect(await failureOf(world.pool.request(latest, options))).toMatchObject({
    name: 'RpcProtocolError',
    label: 'harbor#1',
  })
  isPoisoned = false
  expect(await world.pool.request(latest, options)).toMatchObject({ number: '0x28' })
  expect(world.node(1).socket.connections).toBe(2)
})

test('error: a batch over a socket is matched by its exact ids, else split', async () => {
  const world = createPoolWorld(['ws'])
  rewrite(world, (text) => {
    const message: unknown = JSON.parse(text)
    if (!Array.isArray(message) || text.includes('0x7a19')) return text
    return JSON.stringify(
      message.map((entry, i) => ({ ...entry, id: message[i === 2 ? 1 : i].id })),
    )
  })
  const calls = [1, 2, 3].map((n) => ({
    method: 'eth_getBlockByNumber',
    params: [`0x${n}`, false],
  }))
  const answers = await world.pool.batch(calls, options)
  expect(answers.map(({ result }) => Object(result).number)).toEqual(['0x1', '0x2', '0x3'])
})

test('behavior: a message over the cap of its method is refused', async () => {
  const world = createPoolWorld(['ws'])
  await world.pool.request(latest, options)
  world.node(1).intercept = ({ method }) =>
    method === 'eth_blockNumber' ? { result: '0'.repeat(70_000) } : undefined
  const asked = world.pool.request({ method: 'eth_blockNumber', params: [] }, options)
  expect(await failureOf(asked)).toMatchObject({ name: 'RpcTooLargeError', label: 'harbor#1' })
})

test('behavior: a request that is given up leaves the connection as it is', async () => {
  const world = createPoolWorld(['ws'])
  await world.pool.request(latest, options)
  world.node(1).socket.isDeaf = true
  const stop = new AbortController()
  const asked = failureOf(world.pool.ask([latest], { ...options, signal: stop.signal }))
  await world.env.advance(0)
  stop.abort()
  expect(await asked).toMatchObject({ name: 'RpcAbortedError' })
  world.node(1).socket.isDeaf = false
  expect(await world.pool.request(latest, options)).toMatchObject({ number: '0x28' })
  expect(world.node(1).socket.connections).toBe(1)
})

test('behavior: a refused handshake has its status, and no key', async () => {
  const world = createPoolWorld(['ws'])
  world.node(1).socket.refuse = new SocketError({ failure: 'refused', detail: 'no', status: 401 })
  const error = await failureOf(world.pool.request(latest, options))
  expect(error).toMatchObject({
    name: 'RpcStatusError',
    message: 'harbor#1 answered HTTP status 401.',
  })
  world.node(1).socket.refuse = new SocketError({ failure: 'refused', detail: 'no', status: 429 })
  expect(await failureOf(world.pool.request(latest, options))).toMatchObject({
    name: 'RpcRateLimitError',
  })
})

test('default: heads are announced with label, hashes and time, and noted', async () => {
  const world = createPoolWorld(['http', 'ws'])
  const { heads, stop } = listen(world)
  await world.env.advance(0)
  await mineFor(world, 10, 2)
  expect(heads.map(({ number }) => number)).toEqual([41n, 42n, 43n, 44n, 45n])
  const block: FakeBlock = world.chain.at(45)
  expect(heads.at(-1)).toMatchObject({
    label: 'harbor#2',
    hash: block.hash,
    parentHash: block.parentHash,
    timestamp: BigInt(block.timestamp),
  })
  expect(world.pool.endpoints()[1]).toMatchObject({ head: 45n, state: 'ok' })
  stop()
  await mineFor(world, 4, 2)
  expect(heads).toHaveLength(5)
  expect([...world.node(2).socket.peers].every(({ isOpen }) => !isOpen)).toBe(true)
})

test('behavior: nothing connects before somebody listens, and all listeners share one connection', async () => {
  const world = createPoolWorld(['ws'])
  await world.env.advance(0)
  expect(world.node(1).socket.connections).toBe(0)
  const [one, two] = [listen(world), listen(world)]
  await world.env.advance(0)
  await mineFor(world, 4)
  expect(world.node(1).socket.connections).toBe(1)
  one.stop()
  one.stop()
  await mineFor(world, 4)
  expect([one.heads.length, two.heads.length]).toEqual([2, 4])
  world.pool.close()
})

test('property: a socket that falls silent is noticed within 15 s on a chain of 2 s, whenever it does', async () => {
  const slowest: number[] = []
  for (let seed = 0; seed < 60; seed += 1) {
    // However patient the operator is with requests.
    const world = createPoolWorld(['ws', 'http'], { timeoutMs: 60_000 })
    const { heads, stop } = listen(world)
    await world.env.advance(0)
    await mineFor(world, 2 + (seed % 5) * 2)
    const { socket } = world.node(1)
    // Half of them answer requests still, the others are dead altogether.
    if (seed % 2 === 0) socket.isMute = true
    else socket.isDeaf = true
    await world.env.advance((seed * 137) % 2_000)
    const silentMs = world.env.monotonic()
    const connections = socket.connections
    while (world.stateOf(1) === 'ok' && world.env.monotonic() < silentMs + 60_000) {
      await world.env.advance(500)
      if (world.env.monotonic() % 2_000 < 500) socket.announce(world.chain.mine())
    }
    slowest.push(world.env.monotonic() - silentMs)
    expect(world.pool.endpoints()[0]?.reason).toMatch(/announced no head|gave no answer/)
    socket.isMute = false
    socket.isDeaf = false
    const before = heads.length
    await mineFor(world, 20)
    expect(heads.length).toBeGreaterThan(before)
    expect(socket.connections).toBeGreaterThan(connections)
    stop()
  }
  expect(Math.max(...slowest)).toBeLessThanOrEqual(15_000)
})

test('behavior: a socket that was silent from the start is noticed too', async () => {
  const world = createPoolWorld(['ws'])
  world.node(1).socket.isMute = true
  listen(world)
  await world.env.advance(0)
  await mineFor(world, 10)
  expect(world.pool.endpoints()[0]).toMatchObject({
    state: 'failing',
    reason: 'harbor#1 announced no head for 6000 ms although its chain went on.',
  })
  world.pool.close()
})

test('behavior: on a chain that mines on demand silence is not death', async () => {
  const world = createPoolWorld(['ws', 'http'])
  const { heads, stop } = listen(world)
  await world.env.advance(3_600_000)
  expect(world.node(1).socket.connections).toBe(1)
  expect(world.stateOf(1)).toBe('ok')
  world.node(1).socket.announce(world.chain.mine())
  await world.env.advance(0)
  expect(heads).toHaveLength(1)
  stop()
})

test('behavior: a node that knows its head a moment before it announces it is not silent', async () => {
  const world = createPoolWorld(['ws'])
  const { heads, stop } = listen(world)
  // The sixth second of silence is when it is asked.
  await world.env.advance(5_900)
  const block = world.chain.mine()
  await world.env.advance(600)
  world.node(1).socket.announce(block)
  await world.env.advance(3_000)
  expect(heads).toHaveLength(1)
  expect(world.node(1).socket.connections).toBe(1)
  expect(world.stateOf(1)).toBe('ok')
  stop()
})

test('behavior: a node behind the others at the first look is left time to catch up', async () => {
  const world = createPoolWorld(['ws', 'http'])
  await world.pool.ask([latest], { ...head, only: 'harbor#2' })
  world.node(1).lag = 10
  const { stop } = listen(world)
  await world.env.advance(3_000)
  expect(world.node(1).socket.subscribed.size).toBe(1)
  expect(world.stateOf(1)).toBe('ok')
  await world.env.advance(5_000)
  expect(world.node(1).socket.subscribed.size).toBe(2)
  stop()
})

test('behavior: a socket whose node stands still while the others go on is given up', async () => {
  const world = createPoolWorld(['ws', 'http'])
  listen(world)
  await world.env.advance(0)
  await mineFor(world, 4)
  const { socket } = world.node(1)
  for (let i = 0; i < 8; i += 1) {
    world.node(1).lag += 1
    world.chain.mine()
    await world.env.advance(2_000)
    await world.pool.ask([latest], { ...head, only: 'harbor#2' })
  }
  expect(socket.connections).toBeGreaterThan(1)
  world.pool.close()
})

test('behavior: a node without subscriptions answers requests, says so, and is asked again every ten minutes', async () => {
  const world = createPoolWorld(['ws'])
  let refused = 0
  rewrite(world, (text) => {
    if (!/"result":"0x[1-9a-f]"/.test(text)) return text
    refused += 1
    return text.replace(/"result":"[^"]*"/, '"error":{"code":-32601,"message":"no subscriptions"}')
  })
  const { heads, stop } = listen(world)
  await world.env.advance(3_600_000)
  expect(refused).toBeGreaterThanOrEqual(6)
  expect(refused).toBeLessThanOrEqual(13)
  expect(heads).toEqual([])
  await world.pool.request(latest, options)
  expect(world.pool.endpoints()[0]).toMatchObject({
    state: 'ok',
    reason: 'harbor#1 refused eth_subscribe: no subscriptions (code -32601).',
  })
  stop()
})

test('behavior: reconnects are spaced out up to 30 s while the node is down', async () => {
  const world = createPoolWorld(['ws'])
  let attempts = 0
  world.env.sockets.set(world.node(1).url, () => {
    attempts += 1
    throw new SocketError({ failure: 'unreachable', detail: 'down' })
  })
  const { heads, stop } = listen(world)
  await world.env.advance(3_600_000)
  expect(attempts).toBeGreaterThan(120)
  expect(attempts).toBeLessThan(260)
  world.env.sockets.set(world.node(1).url, world.node(1).socket.server)
  await world.env.advance(31_000)
  await mineFor(world, 2)
  expect(heads.length).toBeGreaterThan(0)
  stop()
})

test('behavior: a subscription to another chain is not listened to', async () => {
  const world = createPoolWorld(['ws'])
  const { heads, stop } = listen(world)
  await world.env.advance(0)
  await mineFor(world, 2)
  world.node(1).chainId = 1
  for (const peer of world.node(1).socket.peers) peer.drop()
  await mineFor(world, 20)
  expect(heads).toHaveLength(1)
  expect(world.stateOf(1)).toBe('wrongChain')
  stop()
})

test('behavior: a malformed head is not passed on and ends the connection', async () => {
  const world = createPoolWorld(['ws'])
  const { heads, stop } = listen(world)
  await world.env.advance(0)
  world.node(1).socket.announce({ ...world.chain.head(), hash: '0x12' })
  await mineFor(world, 6)
  expect(heads.every(({ hash }) => hash.length === 66)).toBe(true)
  expect(heads.length).toBeGreaterThan(0)
  expect(world.node(1).socket.connections).toBe(2)
  stop()
})

test('behavior: heads of an endpoint that was accused of forking are not passed on', async () => {
  const world = createPoolWorld(['ws', 'http'])
  const { heads, stop } = listen(world)
  await world.env.advance(0)
  world.pool.accuse('harbor#1', 'forked', 'it names another block 12')
  await mineFor(world, 10)
  expect(heads).toEqual([])
  await mineFor(world, 60)
  expect(heads.length).toBeGreaterThan(0)
  stop()
})

test('behavior: heads of a fork are announced like any other', async () => {
  const world = createPoolWorld(['ws'])
  const { heads, stop } = listen(world)
  await world.env.advance(0)
  world.node(1).socket.announce(world.chain.mine())
  await world.env.advance(0)
  world.chain.reorg(1, 1)
  world.node(1).socket.announce(world.chain.head())
  await world.env.advance(0)
  expect(heads.map(({ number }) => number)).toEqual([41n, 41n])
  expect(heads[0]?.hash).not.toBe(heads[1]?.hash)
  expect(hashOf('x')).toHaveLength(66)
  stop()
})

test('behavior: the connections of a chain end with its follower', async () => {
  const world = createHeadWorld(['ws@one'])
  mineTo(world.chain, 100)
  for (const { own } of world.peers) own.blocks = [...world.chain.blocks]
  await world.start().until((event) => event.type === 'blocks' && event.phase === 'live')
  await new Promise<void>((resolve) => setImmediate(resolve))
  const peers = world.peers.flatMap(({ socket }) => [...socket.peers])
  expect(peers.length).toBeGreaterThan(0)
  expect(peers.map(({ isOpen }) => isOpen)).not.toContain(true)
})
