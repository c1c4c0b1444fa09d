import { expect, test } from 'vitest'
import { createConcurrency } from '../../src/chain/rpc/createConcurrency.ts'
import { createPace } from '../../src/chain/rpc/createPace.ts'
import type { RpcLane } from '../../src/chain/rpc/RpcCall.ts'
import type { HttpAnswer } from '../../src/env/Env.ts'
import { createFakeEnv, type FakeEnv } from './support/createFakeEnv.ts'
import { refuse } from './support/createFakeNode.ts'
import {
  createPoolWorld,
  failureOf,
  head,
  latest,
  logsFrom,
  options,
  settle,
} from './support/createPoolWorld.ts'

/** Takes `count` turns at once; returns at which ms each came. */
async function takeTurns(env: FakeEnv, pace: ReturnType<typeof createPace>, lanes: RpcLane[]) {
  const turns = await Promise.all(
    lanes.map(async (lane, i) => {
      await pace.take(lane, undefined)
      return { i, lane, ms: env.monotonic() }
    }),
  )
  return turns.sort((a, b) => a.ms - b.ms)
}

const many = (count: number, lane: RpcLane = 'backfill') =>
  Array.from({ length: count }, (): RpcLane => lane)

test('default: a configured rate is kept, and a second of it may go at once', async () => {
  const env = createFakeEnv()
  const pace = createPace(env, 10)
  const turns = await takeTurns(env, pace, many(100))
  expect(turns.filter(({ ms }) => ms === 0)).toHaveLength(10)
  // 90 more at ten a second are nine seconds.
  expect(turns.at(-1)?.ms).toBe(9_000)
  const lately = await takeTurns(env, pace, many(20))
  expect(lately.at(-1)?.ms).toBe(11_000)
})

test('behavior: without a rate nobody waits', () => {
  const pace = createPace(createFakeEnv(), undefined)
  for (let i = 0; i < 1_000; i += 1) expect(pace.take('backfill', undefined)).toBeUndefined()
})

test('behavior: the head goes at once while a backfill waits in line, and the rate is kept over all', async () => {
  const env = createFakeEnv()
  const pace = createPace(env, 10)
  const backfill = takeTurns(env, pace, many(60))
  await env.sleep(1_000)
  const beforeMs = env.monotonic()
  for (let i = 0; i < 5; i += 1) expect(pace.take('head', undefined)).toBeUndefined()
  expect(env.monotonic()).toBe(beforeMs)
  const turns = await backfill
  expect(turns.at(-1)?.ms).toBe(5_500)
})

test('behavior: those that wait are served by lane, and leave when they are stopped', async () => {
  const env = createFakeEnv()
  const pace = createPace(env, 1)
  const stop = new AbortController()
  await pace.take('read', undefined)
  const stopped = failureOf(Promise.resolve(pace.take('read', stop.signal)))
  const turns = takeTurns(env, pace, ['backfill', 'backfill', 'read', 'read'])
  stop.abort()
  expect(await stopped).toMatchObject({ name: 'RpcAbortedError' })
  expect((await turns).map(({ lane }) => lane)).toEqual(['read', 'read', 'backfill', 'backfill'])
})

test('behavior: a refused rate is learnt, grows back and is forgotten', async () => {
  const env = createFakeEnv()
  const pace = createPace(env, undefined)
  for (let i = 0; i < 100; i += 1) void pace.take('backfill', undefined)
  pace.noteLimit()
  // 70 a second at first; a second lesson of the same moment changes nothing.
  pace.noteLimit()
  const startMs = env.monotonic()
  const turns = await takeTurns(env, pace, many(140))
  const tookMs = (turns.at(-1)?.ms ?? 0) - startMs
  expect(tookMs).toBeGreaterThan(1_800)
  expect(tookMs).toBeLessThan(2_000)
  await env.sleep(10 * 60_000)
  await pace.take('backfill', undefined)
  for (let i = 0; i < 1_000; i += 1) expect(pace.take('backfill', undefined)).toBeUndefined()
})

test('behavior: lessons go down to half a request a second, never to a standstill', async () => {
  const env = createFakeEnv()
  const pace = createPace(env, undefined)
  for (let i = 0; i < 20; i += 1) {
    await pace.take('backfill', undefined)
    pace.noteLimit()
    await env.sleep(2_000)
  }
  const beforeMs = env.monotonic()
  await takeTurns(env, pace, many(4))
  expect(env.monotonic() - beforeMs).toBeLessThanOrEqual(8_000)
})

test('default: concurrency is halved by trouble and grows by one per round', async () => {
  const env = createFakeEnv()
  const concurrency = createConcurrency(env, 8)
  concurrency.noteOverload()
  concurrency.noteOverload()
  expect(concurrency.limit()).toBe(4)
  await env.sleep(1_000)
  concurrency.noteOverload()
  expect(concurrency.limit()).toBe(2)
  for (let i = 0; i < 3; i += 1) concurrency.noteSuccess()
  expect(concurrency.limit()).toBe(3)
  for (let i = 0; i < 50; i += 1) concurrency.noteSuccess()
  expect(concurrency.limit()).toBe(8)
  for (let i = 0; i < 10; i += 1) {
    await env.sleep(1_000)
    concurrency.noteOverload()
  }
  expect(concurrency.limit()).toBe(1)
})

const limits: [string, () => HttpAnswer | { code: number; message: string }][] = [
  ['HTTP 429', () => ({ status: 429, headers: new Map(), body: '' })],
  [
    'HTTP 429 with a date',
    () => ({
      status: 429,
      headers: new Map([['retry-after', 'Wed, 15 Nov 2023 00:00:00 GMT']]),
      body: '',
    }),
  ],
  [
    'HTTP 429 with a negative wait',
    () => ({ status: 429, headers: new Map([['retry-after', '-5']]), body: '' }),
  ],
  ['code 429 under HTTP 200', () => ({ code: 429, message: 'limit' })],
  ['-32005', () => ({ code: -32005, message: 'limit exceeded' })],
  [
    'compute units',
    () => ({
      code: -32000,
      message: 'Your app has exceeded its compute units per second capacity.',
    }),
  ],
  ['-32005 with daily words', () => ({ code: -32005, message: 'daily request count exceeded' })],
]

test.each(limits)(
  'behavior: %s: the other endpoint goes on, and this one comes back',
  async (_, toAnswer) => {
    const world = createPoolWorld()
    await world.pool.request(latest, options)
    let refused = 0
    world.script(1, (post) => {
      refused += 1
      const answer = toAnswer()
      if ('status' in answer) return answer
      const { id } = JSON.parse(post.body)
      return { status: 200, headers: new Map(), body: JSON.stringify({ id, error: answer }) }
    })
    for (let i = 0; i < 20; i += 1)
      expect((await world.pool.ask([latest], options)).by).toBe('harbor#2')
    expect(refused).toBe(1)
    expect(world.pool.endpoints()[0]).toMatchObject({
      state: 'limited',
      reason: 'harbor#1 limits the request rate.',
      concurrency: 2,
    })
    expect(world.stateOf(2)).toBe('ok')
    world.env.servers.set(world.node(1).url, world.node(1).server)
    await world.env.sleep(15_000)
    expect((await world.pool.ask([latest], options)).by).toBe('harbor#1')
  },
)

test('behavior: a result cap under -32005 is no rate limit', async () => {
  const world = createPoolWorld(['http'])
  for (const message of ['query returned more than 10000 results', 'limit exceeded']) {
    world.node(1).intercept = ({ method }) =>
      method === 'eth_getLogs' ? refuse(-32005, message) : undefined
    const error = await failureOf(world.pool.request(logsFrom(1), options))
    expect(error).toMatchObject({ name: 'RpcError', isRateLimit: false })
    expect(world.stateOf(1)).toBe('ok')
  }
})

test('behavior: limits in a row are waited out longer each time, up to 15 s', async () => {
  const world = createPoolWorld(['http'])
  await world.pool.request(latest, options)
  let refused = 0
  world.script(1, () => {
    refused += 1
    return { status: 429, headers: new Map(), body: '' }
  })
  // An hour of knocking four times a second: one knock in at least half of 15 s gets through.
  for (let i = 0; i < 4 * 3_600; i += 1) {
    const error = await failureOf(world.pool.request(latest, options))
    expect(error).toMatchObject({ name: 'RpcRateLimitError', label: 'harbor#1' })
    await world.env.sleep(250)
  }
  expect(refused).toBeGreaterThan(240)
  expect(refused).toBeLessThan(500)
})

test('behavior: a full backfill leaves a slot to the head', async () => {
  const world = createPoolWorld(['http'], { concurrency: 3 })
  await world.pool.request(latest, options)
  const open: (() => void)[] = []
  world.script(1, async (post) => {
    if (post.body.includes('eth_getLogs'))
      await new Promise<void>((resolve) => {
        open.push(resolve)
      })
    return world.node(1).server(post)
  })
  const ranges = Array.from({ length: 10 }, () =>
    world.pool.request(logsFrom(1), { lane: 'backfill' }),
  )
  await settle()
  expect(open).toHaveLength(2)
  await world.pool.request(latest, head)
  const answered = Promise.all(ranges)
  for (let done = 0; done < 10; done += 1) {
    while (open.length === 0) await settle()
    open.shift()?.()
  }
  expect(await answered).toHaveLength(10)
})

test('behavior: the configured rate holds at the endpoint', async () => {
  const world = createPoolWorld(['http'], { requestsPerSecond: 5 })
  await Promise.all(Array.from({ length: 55 }, () => world.pool.request(latest, options)))
  expect(world.env.monotonic()).toBe(10_000)
})
