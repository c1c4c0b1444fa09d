import { expect, test } from 'vitest'
import type { HttpAnswer, HttpPost } from '../../src/env/Env.ts'
import { HttpError } from '../../src/env/HttpError.ts'
import {
  createPoolWorld,
  head,
  latest,
  options,
  type PoolWorld,
} from './support/createPoolWorld.ts'

/** Lets a node answer after `ms`; a request that is given up ends. */
function slowDown(world: PoolWorld, position: number, toMs: () => number): { aborted: number } {
  const seen = { aborted: 0 }
  world.script(position, async (post: HttpPost): Promise<HttpAnswer> => {
    await world.env.sleep(toMs(), post.signal)
    if (post.signal?.aborted !== true) return world.node(position).server(post)
    seen.aborted += 1
    throw new HttpError({ failure: 'aborted', detail: 'given up' })
  })
  return seen
}

async function timed(world: PoolWorld, lane = head): Promise<{ by: string; ms: number }> {
  const startMs = world.env.monotonic()
  const { by } = await world.pool.ask([latest], lane)
  return { by, ms: world.env.monotonic() - startMs }
}

/** Two endpoints that answer in 100 ms each, and are known to. */
async function warm(kinds = ['http', 'http']) {
  const world = createPoolWorld(kinds)
  let firstMs = 100
  const seen = slowDown(world, 1, () => firstMs)
  for (let position = 2; position <= kinds.length; position += 1)
    slowDown(world, position, () => 100)
  for (let i = 0; i < 30; i += 1) await timed(world)
  const { hedges } = world.pool.counters
  return { world, seen, hedges, setFirst: (ms: number) => (firstMs = ms) }
}

test('default: while the first answers in its usual time it is asked alone', async () => {
  const { world, hedges } = await warm()
  expect(hedges).toBe(0)
  expect(await timed(world)).toEqual({ by: 'harbor#1', ms: 100 })
})

test('default: a head that is late is asked of the second, and the first request is given up', async () => {
  const { world, seen, setFirst } = await warm()
  setFirst(5_000)
  const { by, ms } = await timed(world)
  expect(by).toBe('harbor#2')
  // The usual time of the first, then 100 ms of the second.
  expect(ms).toBeGreaterThanOrEqual(200)
  expect(ms).toBeLessThan(300)
  expect(seen.aborted).toBe(1)
  expect(world.pool.counters.hedges).toBe(1)
  expect(world.pool.counters.failures).toBe(0)
})

test('behavior: reads and backfill are not hedged', async () => {
  const { world, setFirst } = await warm()
  setFirst(3_000)
  expect(await timed(world, options)).toEqual({ by: 'harbor#1', ms: 3_000 })
  expect(await timed(world, { lane: 'backfill' })).toEqual({ by: 'harbor#1', ms: 3_000 })
})

test('behavior: the first wins where it answers after all before the second', async () => {
  const { world, setFirst } = await warm()
  setFirst(180)
  expect(await timed(world)).toEqual({ by: 'harbor#1', ms: 180 })
  expect(world.pool.counters.hedges).toBe(1)
  expect(world.stateOf(1)).toBe('ok')
})

test('behavior: after three lost hedges the slow one stands aside, and comes back when a probe finds it well', async () => {
  const { world, setFirst } = await warm()
  setFirst(60_000)
  for (let i = 0; i < 3; i += 1) expect((await timed(world)).by).toBe('harbor#2')
  expect(world.pool.endpoints()[0]).toMatchObject({
    state: 'failing',
    reason: 'harbor#1 answered later than harbor#2 3 times in a row.',
  })
  expect(await timed(world)).toEqual({ by: 'harbor#2', ms: 100 })
  setFirst(100)
  for (let i = 0; i < 200 && world.stateOf(1) !== 'ok'; i += 1) await timed(world)
  expect((await timed(world)).by).toBe('harbor#1')
})

test('behavior: hedges are a tenth of the head requests in the long run', async () => {
  const { world, setFirst } = await warm()
  slowDown(world, 2, () => 2_000)
  let late = 0
  for (let request = 0; request < 700; request += 1) {
    // Each seventh is later than usual, and still earlier than the second would be.
    setFirst(request % 7 === 6 ? 1_000 : 100)
    if ((await timed(world)).ms === 1_000) late += 1
  }
  expect(late).toBe(100)
  expect(world.pool.counters.hedges).toBeGreaterThan(50)
  expect(world.pool.counters.hedges).toBeLessThanOrEqual(5 + 700 / 10)
})

test('behavior: both slow and both dead ends with the error of the first', async () => {
  const { world, setFirst } = await warm()
  setFirst(1)
  for (const position of [1, 2])
    world.script(position, async (post) => {
      await world.env.sleep(2_500, post.signal)
      throw new HttpError({ failure: 'unreachable', detail: 'dead' })
    })
  await expect(world.pool.ask([latest], head)).rejects.toMatchObject({
    name: 'RpcUnreachableError',
  })
  expect(world.stateOf(1)).toBe('unreachable')
  expect(world.stateOf(2)).toBe('unreachable')
})

test('behavior: a caller that leaves ends both requests', async () => {
  const { world, setFirst } = await warm()
  const second = slowDown(world, 2, () => 10_000)
  setFirst(10_000)
  const stop = new AbortController()
  const asked = world.pool.ask([latest], { ...head, signal: stop.signal })
  const outcome = expect(asked).rejects.toMatchObject({ name: 'RpcAbortedError' })
  await world.env.sleep(1_000)
  stop.abort()
  await outcome
  expect(second.aborted).toBe(1)
  expect(world.pool.endpoints().map(({ state }) => state)).toEqual(['ok', 'ok'])
})
