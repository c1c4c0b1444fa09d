import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { HttpError } from '../../src/env/HttpError.ts'
import { SocketError } from '../../src/env/SocketError.ts'
import { hashOf } from './support/createFakeChain.ts'
import type { FakeServer } from './support/createFakeEnv.ts'
import { refuse } from './support/createFakeNode.ts'
import {
  createPoolWorld,
  failureOf,
  head,
  latest,
  logsFrom,
  options,
  type PoolWorld,
  settle,
} from './support/createPoolWorld.ts'
import { canary } from './support/createWorld.ts'

const gone: FakeServer = () => {
  throw new HttpError({ failure: 'unreachable', detail: canary })
}

async function whoAnswers(world: PoolWorld): Promise<string> {
  return (await world.pool.ask([latest], options)).by
}

test('default: one endpoint answers all calls and is named', async () => {
  const world = createPoolWorld()
  const calls = Array.from({ length: 120 }, (_, i) => ({
    method: 'eth_getBlockByNumber',
    params: [`0x${(i % 40).toString(16)}`, false],
  }))
  const { by, answers } = await world.pool.ask(calls, options)
  expect(by).toBe('harbor#1')
  expect(answers).toHaveLength(120)
  const blocks = world.node(2).calls.filter(({ params }) => params[0] !== '0x0')
  expect(blocks.map(({ method }) => method)).not.toContain('eth_getBlockByNumber')
})

test('default: an endpoint is shown with its witness, head, latency and counts', async () => {
  const world = createPoolWorld(['http@a', 'ws@a', 'http@b'])
  await world.pool.ask([latest], head)
  await settle()
  world.pool.noteRange('harbor#1', 2_000n)
  expect(world.pool.endpoints()).toMatchObject([
    {
      label: 'harbor#1',
      transport: 'http',
      witness: 1,
      state: 'ok',
      head: 40n,
      rangeBlocks: 2_000n,
    },
    { label: 'harbor#2', transport: 'ws', witness: 1, state: 'ok', head: 40n, concurrency: 4 },
    { label: 'harbor#3', transport: 'http', witness: 2, state: 'ok', head: 40n, failures: 0 },
  ])
  expect(world.pool.independent()).toBe(2)
  expect(world.pool.witnessOf('harbor#3')).toBe(2)
})

test('behavior: a dead endpoint is passed over, and comes back by a probe without a caller waiting for it', async () => {
  const world = createPoolWorld()
  expect(await whoAnswers(world)).toBe('harbor#1')
  world.script(1, gone)
  expect(await whoAnswers(world)).toBe('harbor#2')
  expect(world.pool.endpoints()[0]).toMatchObject({
    state: 'unreachable',
    reason: 'harbor#1 cannot be reached.',
  })
  // Its rest grows while the probes fail: an hour of requests a second costs few of them.
  let probes = 0
  world.script(1, (post) => {
    probes += 1
    return gone(post)
  })
  for (let second = 0; second < 3_600; second += 1) {
    await world.env.sleep(1_000)
    expect(await whoAnswers(world)).toBe('harbor#2')
  }
  expect(probes).toBeGreaterThan(100)
  expect(probes).toBeLessThan(300)
  world.env.servers.set(world.node(1).url, world.node(1).server)
  await world.env.sleep(30_000)
  await whoAnswers(world)
  await settle()
  expect(await whoAnswers(world)).toBe('harbor#1')
  expect(world.stateOf(1)).toBe('ok')
})

test('behavior: with every endpoint down the last error is thrown, and the first that lives again answers', async () => {
  const world = createPoolWorld()
  for (const position of [1, 2]) world.env.servers.set(world.node(position).url, gone)
  for (let i = 0; i < 5; i += 1)
    expect(await failureOf(whoAnswers(world))).toMatchObject({ name: 'RpcUnreachableError' })
  world.env.servers.set(world.node(2).url, world.node(2).server)
  expect(await whoAnswers(world)).toBe('harbor#2')
})

test('behavior: rotate prefers the next endpoint for a minute, round and round', async () => {
  const world = createPoolWorld(['http', 'http', 'http'])
  const order: string[] = []
  for (let i = 0; i < 4; i += 1) {
    order.push(await whoAnswers(world))
    world.pool.rotate()
  }
  expect(order).toEqual(['harbor#1', 'harbor#2', 'harbor#3', 'harbor#1'])
  await world.env.sleep(61_000)
  expect(await whoAnswers(world)).toBe('harbor#1')
})

test('behavior: `only` asks one endpoint and throws its error', async () => {
  const world = createPoolWorld()
  expect((await world.pool.ask([latest], { ...options, only: 'harbor#2' })).by).toBe('harbor#2')
  world.script(2, gone)
  const asked = world.pool.ask([latest], { ...options, only: 'harbor#2' })
  expect(await failureOf(asked)).toMatchObject({ name: 'RpcUnreachableError', label: 'harbor#2' })
})

test('behavior: `exceptWitness` leaves out all endpoints of a witness', async () => {
  const world = createPoolWorld(['http@a', 'http@a', 'http@b'])
  const other = () => world.pool.ask([latest], { ...options, exceptWitness: 1 })
  expect((await other()).by).toBe('harbor#3')
  world.script(3, gone)
  expect(await failureOf(other())).toMatchObject({ name: 'RpcUnreachableError' })
  world.pool.accuse('harbor#3', 'lying', 'its receipts do not give their root')
  expect(await failureOf(other())).toMatchObject({ name: 'RpcNoWitnessError' })
})

test('error: another witness where there is only one', async () => {
  const { pool } = createPoolWorld(['http@a', 'ws@a'])
  expect(pool.independent()).toBe(1)
  const asked = pool.ask([latest], { ...options, exceptWitness: 1 })
  expect(await failureOf(asked)).toMatchObject({ name: 'RpcNoWitnessError' })
})

test.each(['lying', 'forked'] as const)(
  'behavior: a %s endpoint is not asked until its time is over, which doubles',
  async (state) => {
    const world = createPoolWorld(['http'])
    await whoAnswers(world)
    for (const minutes of [1, 2, 4]) {
      world.pool.accuse('harbor#1', state, 'it named another block')
      expect(world.pool.endpoints()[0]).toMatchObject({ state, reason: 'it named another block' })
      expect(world.pool.independent()).toBe(0)
      await world.env.sleep(minutes * 60_000 - 1)
      expect(await failureOf(whoAnswers(world))).toMatchObject({
        name: 'RpcQuarantineError',
        message: `harbor#1 is not asked while it counts as ${state}: it named another block.`,
      })
      await world.env.sleep(1)
      expect(await whoAnswers(world)).toBe('harbor#1')
    }
    await world.env.sleep(2 * 3_600_000)
    world.pool.accuse('harbor#1', state, 'again, after a long time')
    await world.env.sleep(60_000)
    expect(await whoAnswers(world)).toBe('harbor#1')
  },
)

test('behavior: a truncating endpoint is asked last, and returns', async () => {
  const world = createPoolWorld()
  world.pool.accuse('harbor#1', 'truncating', 'its answers end at 1,000 logs')
  expect(await whoAnswers(world)).toBe('harbor#2')
  world.script(2, gone)
  expect(await whoAnswers(world)).toBe('harbor#1')
  world.env.servers.set(world.node(2).url, world.node(2).server)
  await world.env.sleep(60_000)
  await whoAnswers(world)
  expect(await whoAnswers(world)).toBe('harbor#1')
})

test('behavior: a head that stays behind is lagging, a moment behind is not, and it returns once it caught up', async () => {
  const world = createPoolWorld()
  world.node(1).lag = 10
  const look = async () => {
    await world.pool.ask([latest], head)
    await settle()
  }
  await look()
  expect(world.stateOf(1)).toBe('ok')
  for (let i = 0; i < 12; i += 1) {
    await world.env.sleep(1_000)
    world.chain.mine()
    await look()
  }
  expect(world.pool.endpoints()[0]).toMatchObject({
    state: 'lagging',
    reason: 'harbor#1 is behind the head of the others.',
  })
  expect(await whoAnswers(world)).toBe('harbor#2')
  world.node(1).lag = 0
  await world.env.sleep(5_000)
  await look()
  expect(await whoAnswers(world)).toBe('harbor#1')
  expect(world.stateOf(1)).toBe('ok')
})

test('behavior: standing by is not lagging: an old head of an endpoint that nobody asked says nothing', async () => {
  const world = createPoolWorld()
  for (let i = 0; i < 200; i += 1) {
    await world.env.sleep(1_000)
    world.chain.mine()
    await world.pool.ask([latest], head)
    expect(world.stateOf(2)).not.toBe('lagging')
  }
  // One probe a minute.
  const probes = world.node(2).calls.filter(({ method }) => method === 'eth_blockNumber')
  expect(probes.length).toBeLessThanOrEqual(4)
})

test('behavior: the head of a liar makes nobody lag', async () => {
  const world = createPoolWorld()
  await whoAnswers(world)
  world.pool.noteHead('harbor#2', 1_000_000n)
  world.pool.accuse('harbor#2', 'lying', 'its head does not exist', 1e9)
  for (let i = 0; i < 20; i += 1) {
    await world.env.sleep(1_000)
    await world.pool.ask([latest], head)
  }
  expect(world.stateOf(1)).toBe('ok')
})

test('behavior: a method that an endpoint lacks goes elsewhere, and is asked for again after a while', async () => {
  const world = createPoolWorld()
  const receipts = { method: 'eth_getBlockReceipts', params: ['0x5'] }
  let refusals = 0
  world.node(1).intercept = ({ method }) => {
    if (method !== receipts.method) return undefined
    refusals += 1
    return refuse(-32601, 'the method does not exist')
  }
  for (let minute = 0; minute < 9; minute += 1) {
    expect((await world.pool.ask([receipts], options)).by).toBe('harbor#2')
    await world.env.sleep(60_000)
  }
  expect(refusals).toBe(1)
  expect(await whoAnswers(world)).toBe('harbor#1')
  await world.env.sleep(600_000)
  await world.pool.ask([receipts], options)
  expect(refusals).toBe(2)
})

test('behavior: where nobody has receipts that is said from memory; a method that is needed is asked for each time', async () => {
  const world = createPoolWorld(['http'])
  let asked = 0
  world.node(1).intercept = ({ method }) => {
    if (method !== 'eth_getBlockReceipts' && method !== 'eth_getLogs') return undefined
    asked += 1
    return refuse(-32601, 'not today')
  }
  const receipts = { method: 'eth_getBlockReceipts', params: ['0x5'] }
  for (let i = 0; i < 3; i += 1)
    expect(await failureOf(world.pool.request(receipts, options))).toMatchObject({
      rpcCode: -32601,
    })
  expect(asked).toBe(1)
  for (let i = 0; i < 3; i += 1) await failureOf(world.pool.request(logsFrom(1), options))
  expect(asked).toBe(4)
})

test('behavior: pruned history is not asked for again at that endpoint; what it keeps still is', async () => {
  const world = createPoolWorld()
  let asked = 0
  world.node(1).intercept = ({ method, params }) => {
    if (method !== 'eth_getLogs') return undefined
    asked += 1
    const { fromBlock } = Object(params[0])
    return Number(fromBlock) < 10 ? refuse(4444, 'pruned history unavailable') : undefined
  }
  const by = async (block: number) => (await world.pool.ask([logsFrom(block)], options)).by
  expect([await by(9), await by(9), await by(3), await by(10)]).toEqual([
    'harbor#2',
    'harbor#2',
    'harbor#2',
    'harbor#1',
  ])
  expect(asked).toBe(2)
  await world.pool.ask([logsFrom(3)], { ...options, only: 'harbor#1' })
  expect(world.pool.earliestOf('harbor#1')).toBe(10n)
  world.pool.noteEarliest('harbor#2', 5n)
  expect(await failureOf(by(4))).toMatchObject({ name: 'RpcPrunedError', block: 4n })
  expect(await by(5)).toBe('harbor#2')
})

test.each([
  'header not found',
  'Block not found',
  'missing trie node 3f1a (path 00)',
  'unknown block',
])('behavior: "%s" is asked of the next endpoint', async (text) => {
  const world = createPoolWorld()
  world.node(1).intercept = ({ method }) =>
    method === 'eth_call' ? refuse(-32000, text) : undefined
  world.node(2).intercept = ({ method }) => (method === 'eth_call' ? { result: '0x2a' } : undefined)
  const call = { method: 'eth_call', params: [{ to: '0x', data: '0x' }, 'latest'] }
  expect(await world.pool.request(call, options)).toBe('0x2a')
  expect(world.stateOf(1)).toBe('ok')
})

test('behavior: a node that syncs is not used until it is done', async () => {
  const world = createPoolWorld()
  let isSyncing = true
  world.node(1).intercept = ({ method }) =>
    method === 'eth_syncing' && isSyncing ? { result: { currentBlock: '0x1' } } : undefined
  expect(await whoAnswers(world)).toBe('harbor#2')
  expect(world.pool.endpoints()[0]).toMatchObject({
    state: 'syncing',
    reason: 'harbor#1 is still syncing.',
  })
  expect(world.pool.independent()).toBe(1)
  isSyncing = false
  await world.env.sleep(1_000)
  await whoAnswers(world)
  await settle()
  expect(await whoAnswers(world)).toBe('harbor#1')
  expect(world.pool.independent()).toBe(2)
})

test('behavior: an address that is pointed at another chain is out at the next check, also without a failure', async () => {
  const world = createPoolWorld()
  await whoAnswers(world)
  world.node(1).chainId = 1
  expect(await whoAnswers(world)).toBe('harbor#1')
  await world.env.sleep(5 * 60_000)
  expect(await whoAnswers(world)).toBe('harbor#2')
  expect(world.pool.endpoints()[0]).toMatchObject({
    state: 'wrongChain',
    reason: 'harbor#1 serves chain 1, not chain 31001.',
  })
})

test('behavior: a node that was reset keeps its chain id, but not its block 0', async () => {
  const world = createPoolWorld(['http'])
  await whoAnswers(world)
  world.node(1).intercept = ({ method, params }) =>
    method === 'eth_getBlockByNumber' && params[0] === '0x0'
      ? { result: { hash: hashOf('another genesis') } }
      : undefined
  world.script(1, gone)
  await failureOf(whoAnswers(world))
  world.env.servers.set(world.node(1).url, world.node(1).server)
  expect(await failureOf(whoAnswers(world))).toMatchObject({
    name: 'RpcWrongChainError',
    message: expect.stringContaining('harbor#1 has another block 0 than chain 31001 had before'),
  })
  expect(world.stateOf(1)).toBe('wrongChain')
})

test('behavior: two witnesses outvote a third; one against one decides nothing', async () => {
  for (const [count, expected] of [
    [3, 'wrongChain'],
    [2, 'ok'],
  ] as const) {
    const world = createPoolWorld(Array.from({ length: count }, () => 'http'))
    world.node(1).intercept = ({ method, params }) =>
      method === 'eth_getBlockByNumber' && params[0] === '0x0'
        ? { result: { hash: hashOf('another genesis') } }
        : undefined
    await whoAnswers(world)
    await settle()
    await world.env.sleep(5 * 60_000)
    await whoAnswers(world)
    await settle()
    expect(world.stateOf(1)).toBe(expected)
    expect(world.stateOf(2)).toBe('ok')
  }
})

test('behavior: a block that the store vouches for is asked for at the next check', async () => {
  const world = createPoolWorld()
  world.pool.pin({ number: 7n, hash: world.chain.at(7).hash })
  expect(await whoAnswers(world)).toBe('harbor#1')
  world.pool.pin({ number: 8n, hash: hashOf('elsewhere') })
  await world.env.sleep(5 * 60_000)
  expect(await failureOf(whoAnswers(world))).toMatchObject({
    name: 'RpcWrongChainError',
    message: expect.stringContaining('another block 8'),
  })
})

test('behavior: an answer that is too large is a matter of the range, not of the endpoint', async () => {
  const world = createPoolWorld()
  await whoAnswers(world)
  world.script(1, () => {
    throw new HttpError({ failure: 'tooLarge', detail: 'bomb' })
  })
  expect(await failureOf(world.pool.request(logsFrom(1), options))).toMatchObject({
    name: 'RpcTooLargeError',
    label: 'harbor#1',
  })
  expect(world.stateOf(1)).toBe('ok')
  // A small answer that is large is one endpoint's trouble.
  expect(await whoAnswers(world)).toBe('harbor#2')
  expect(world.pool.endpoints()[0]).toMatchObject({
    state: 'failing',
    reason: 'harbor#1 answered more than 4194304 bytes.',
  })
})

test('behavior: answers are given room by method', async () => {
  const world = createPoolWorld(['http'])
  const rooms = new Map<string, number>()
  world.script(1, (post) => {
    const calls: { method: string }[] = [JSON.parse(post.body)].flat()
    rooms.set(`${calls.length} ${calls[0]?.method}`, post.bodyBytesMax)
    return world.node(1).server(post)
  })
  await world.pool.request(latest, options)
  await world.pool.request(logsFrom(1), options)
  await world.pool.batch([latest, latest], options)
  const mib = 1024 * 1024
  expect(Object.fromEntries(rooms)).toEqual({
    '1 eth_getBlockByNumber': 4 * mib,
    '1 eth_getLogs': 32 * mib,
    '2 eth_getBlockByNumber': 8 * mib,
  })
})

test('behavior: what an endpoint failed of is shown only where it was written for readers', async () => {
  const world = createPoolWorld(['ws', 'http'])
  // A WebSocket never fails like this; whatever else it says may quote the address.
  world.node(1).socket.refuse = new HttpError({ failure: 'unreachable', detail: canary })
  expect(await whoAnswers(world)).toBe('harbor#2')
  expect(world.pool.endpoints()[0]).toMatchObject({ state: 'failing', reason: 'harbor#1 failed.' })
})

test('behavior: no state, reason or error holds the address or its key', async () => {
  const world = createPoolWorld(['http', 'ws'])
  const shown: unknown[] = []
  const failures = ['unreachable', 'dns', 'tls', 'malformed', 'tooLarge', 'timeout'] as const
  for (const failure of failures) {
    for (const { url } of world.nodes)
      world.env.servers.set(url, () => {
        throw new HttpError({ failure, detail: url })
      })
    world.node(2).socket.refuse = new SocketError({ failure, detail: canary })
    shown.push(await failureOf(world.pool.ask([latest], { ...options, only: 'harbor#1' })))
    shown.push(world.pool.endpoints())
    await world.env.sleep(60_000)
  }
  const text = inspect(shown, { depth: 9 })
  expect(text).toContain('its name does not resolve')
  for (const secret of [canary, 'example', 'https:', 'wss:']) expect(text).not.toContain(secret)
})
