import { expect, test } from 'vitest'
import type { ChainEvent, FinalityEvent } from '../../src/chain/ChainEvent.ts'
import { advanceFinality, type Finality } from '../../src/chain/follow/advanceFinality.ts'
import { screenTags, type TagDistance, unseenDistance } from '../../src/chain/follow/screenTags.ts'
import type { BlockRef } from '../../src/facts/primitives.ts'
import { minOf } from '../../src/utils/minOf.ts'
import { hashOf } from './support/createFakeChain.ts'
import { createHeadWorld, mineAlike } from './support/createHeadWorld.ts'
import {
  createWorld,
  expectedLines,
  lines,
  makeLogs,
  mineTo,
  type World,
} from './support/createWorld.ts'

const reaches = (world: World) => (event: ChainEvent) =>
  event.type === 'blocks' && event.toBlock.number === BigInt(world.chain.head().number)

const finalityOf = (events: readonly ChainEvent[]) =>
  events.filter((event): event is FinalityEvent => event.type === 'finality')

const block = (number: bigint, name = 'ours'): BlockRef => ({
  number,
  hash: hashOf(`${name} ${number}`),
  timestamp: number,
})

const fresh = unseenDistance

test('default: tags below the head and on our chain are used', () => {
  const screened = screenTags({
    tags: { safe: block(90n), finalized: block(80n) },
    head: 100n,
    depth: 20n,
    distance: fresh,
    own: (number) => block(number),
  })
  expect(screened).toEqual({
    heights: { safe: 90n, finalized: 80n },
    distance: { least: 20n, most: undefined, last: { head: 100n, tag: 80n } },
    objection: undefined,
  })
})

test('behavior: a tag above the head, or of another block than ours, is left out and said', () => {
  const own = (number: bigint) => (number > 100n ? undefined : block(number))
  const parameters = { head: 100n, depth: 20n, distance: fresh, own }
  const above = screenTags({ ...parameters, tags: { safe: undefined, finalized: block(101n) } })
  expect(above.heights.finalized).toBeUndefined()
  expect(above.objection).toBe('names finalized block 101 above its own head 100')
  const foreign = screenTags({
    ...parameters,
    tags: { safe: block(90n), finalized: block(80n, 'theirs') },
  })
  expect(foreign.heights).toEqual({ safe: 90n, finalized: undefined })
  expect(foreign.objection).toBe('names another finalized block 80 than the followed one')
})

test('behavior: a constant that once named the first block does not hold the finality there for ever', () => {
  const policy = { policy: 'tag', safeDepth: 4n, finalizedDepth: 12n, onViolation: 'halt' } as const
  let distance = fresh
  let finality: Finality | undefined
  const look = (head: bigint, tag: bigint): bigint => {
    const tags = { safe: block(tag), finalized: block(tag) }
    const own = (number: bigint) => block(number)
    const final = finality?.finalized
    const screened = screenTags({ tags, head, depth: 12n, distance, final, own })
    distance = screened.distance
    finality = advanceFinality(policy, head, screened.heights, finality)
    return finality.finalized
  }
  expect(look(11n, 10n)).toBe(0n)
  // Deep enough below the head to be taken for finality.
  expect(look(12n, 0n)).toBe(0n)
  expect(finality?.source).toBe('tag')
  expect(look(25n, 24n)).toBe(13n)
})

test('behavior: a shallow tag counts once its distance to the head was seen to vary', () => {
  const look = (head: bigint, finalized: bigint, distance: TagDistance) =>
    screenTags({
      tags: { safe: block(finalized), finalized: block(finalized) },
      head,
      depth: 64n,
      distance,
      own: () => undefined,
    })
  let distance: TagDistance = fresh
  for (let head = 100n; head < 150n; head += 1n) {
    const constant = look(head, head - 2n, distance)
    expect(constant.heights.finalized).toBeUndefined()
    distance = constant.distance
  }
  const stalled = look(151n, 147n, distance)
  expect(stalled.heights.finalized).toBe(147n)
  expect(look(152n, 150n, stalled.distance).heights.finalized).toBe(150n)
})

test('behavior: a constant is one still when a block comes between the head and the tag', () => {
  const look = (head: bigint, finalized: bigint, distance: TagDistance) =>
    screenTags({
      tags: { safe: block(finalized), finalized: block(finalized) },
      head,
      depth: 3n,
      distance,
      own: () => undefined,
    })
  // One block was made after the head was named, then none, then two.
  let distance = look(19n, 19n, fresh).distance
  for (const [head, tag] of [
    [20n, 19n],
    [21n, 20n],
    [22n, 23n],
    [25n, 24n],
  ] as const) {
    const screened = look(head, minOf(head, tag), distance)
    expect(screened.heights.finalized).toBeUndefined()
    distance = screened.distance
  }
  // Two blocks more than the head had when the tag was last named are no accident.
  expect(look(27n, 24n, distance).heights.finalized).toBe(24n)
})

test('behavior: a constant that was taken back for a moment is a constant still', () => {
  const look = (head: bigint, finalized: bigint, distance: TagDistance) =>
    screenTags({
      tags: { safe: block(finalized), finalized: block(finalized) },
      head,
      depth: 64n,
      distance,
      final: 36n,
      own: () => undefined,
    })
  const before = look(100n, 98n, fresh)
  const takenBack = look(101n, 0n, before.distance)
  expect(look(102n, 100n, takenBack.distance).heights.finalized).toBeUndefined()
})

test('behavior: the first block, which a constant names near it and whoever has nothing final, is no other distance', () => {
  const look = (head: bigint, finalized: bigint, distance: TagDistance) =>
    screenTags({
      tags: { safe: block(finalized), finalized: block(finalized) },
      head,
      depth: 3n,
      distance,
      own: (number) => block(number),
    })
  // A backend behind the balancer has only just begun.
  const first = look(0n, 0n, fresh)
  expect(first.distance).toEqual(fresh)
  const later = look(9n, 8n, look(6n, 5n, first.distance).distance)
  expect(later.heights.finalized).toBeUndefined()
  expect(look(9n, 7n, later.distance).heights.finalized).toBe(7n)
})

test('behavior: a tag that is always the head less two is no finality, and the depth says so', async () => {
  const world = createWorld()
  world.node.finalizedDepth = 2
  mineTo(world.chain, 100)
  world.env.onSleep = () => mineTo(world.chain, world.chain.head().number + 1)
  const run = world.start()
  const events = await run.until((event) => event.type === 'blocks' && event.toBlock.number >= 130n)
  const finality = finalityOf(events)
  expect(finality.length).toBeGreaterThan(10)
  expect(finality.every(({ source }) => source === 'depth')).toBe(true)
  expect(run.follower.status().finalitySource).toBe('depth')
  expect(finality[0]?.finalized).toBe(90n)
})

test('behavior: tags of another fork are not believed, and the endpoint leaves the rotation', async () => {
  const world = createHeadWorld(['http', 'http'])
  mineTo(world.chain, 100)
  world.peer(2).own.blocks = [...world.chain.blocks]
  world.peer(1).intercept = ({ params }) =>
    params[0] === 'finalized'
      ? {
          result: {
            number: '0x55',
            hash: hashOf('elsewhere'),
            parentHash: hashOf('before'),
            timestamp: '0x1',
          },
        }
      : undefined
  const run = world.start()
  let mined = 0
  world.env.onSleep = () => {
    mined += 1
    world.peer(2).own.blocks.push(world.chain.mine(makeLogs(world.chain.blocks.length)))
  }
  const events = await run.until(() => mined > 15)
  const heights = finalityOf(events).map(({ finalized }) => finalized)
  expect(heights).not.toContain(85n)
  expect(Math.max(...heights.map(Number))).toBeGreaterThan(80)
  const [accused] = run.follower.status().endpoints
  expect(accused).toMatchObject({ state: 'forked' })
  expect(accused?.reason).toMatch(/names another finalized block 85 than the followed one/)
})

test('behavior: an endpoint whose tag names a block made after its head was named is not accused', async () => {
  const finality = {
    policy: 'tag',
    safeDepth: 0n,
    finalizedDepth: 0n,
    onViolation: 'halt',
  } as const
  const world = createHeadWorld(['http', 'http'], { finality })
  mineTo(world.chain, 100)
  world.peer(2).own.blocks = [...world.chain.blocks]
  // Everything is final at once, and each look meets a new block between its head and its tag.
  let met = 0
  for (const peer of world.peers) {
    peer.finalizedDepth = 0
    peer.intercept = ({ params }) => {
      if (params[0] !== 'safe') return undefined
      met += 1
      mineAlike(world.peers)
      return undefined
    }
  }
  const run = world.start()
  const events = await run.until((event) => event.type === 'finality' && event.finalized >= 120n)
  expect(met).toBeGreaterThan(10)
  expect(run.follower.status().endpoints.map(({ state }) => state)).not.toContain('forked')
  expect(finalityOf(events).length).toBeGreaterThan(10)
  expect(run.follower.status().problem).toBeUndefined()
})

test('behavior: a finality that stalls over 20,000 blocks costs a catch-up few requests', async () => {
  const world = createWorld()
  for (let i = 1; i <= 20_000; i += 1) world.chain.mine(i % 100 === 0 ? makeLogs(i + 1) : [])
  world.node.finalizedDepth = 19_900
  await world.start().until(reaches(world))
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
  const logCalls = world.node.calls.filter(({ method }) => method === 'eth_getLogs')
  expect(logCalls.length).toBeLessThan(400)
  const looks = world.node.calls.filter(({ params }) => params[0] === 'latest')
  expect(looks.length).toBeLessThan(60)
}, 60_000)

test('behavior: numbers without a block are passed over where the parent link proves them empty', async () => {
  const world = createWorld()
  const gaps = new Set([33, 34, 57, 95, 96, 97])
  world.node.finalizedDepth = 90
  mineTo(world.chain, 110)
  for (const gap of gaps) {
    const parent = world.chain.at(gap).parentHash
    const next = world.chain.blocks[gap + 1]
    if (next === undefined) throw new Error('a gap has a block behind it')
    // The child of a null round names the last block before it.
    world.chain.blocks[gap + 1] = { ...next, parentHash: parent }
  }
  world.node.intercept = ({ method, params }) => {
    if (method === 'eth_getBlockByNumber' && gaps.has(Number(params[0]))) return { result: null }
    if (method !== 'eth_getLogs') return undefined
    const [{ blockHash }] = [params[0]] as [{ blockHash?: string }]
    const isGone = world.chain.blocks.some(
      ({ number, hash }) => hash === blockHash && gaps.has(number),
    )
    return isGone ? { error: { code: -32000, message: 'unknown block' } } : undefined
  }
  await world.start().until(reaches(world))
  const numbers = world.record.blocks
    .filter(({ number }) => number > 20n)
    .map(({ number }) => Number(number))
  expect(numbers).toEqual(
    Array.from({ length: 90 }, (_, i) => i + 21).filter((number) => !gaps.has(number)),
  )
})

test('error: a number without a block that no link proves empty is not passed over', async () => {
  const world = createWorld()
  world.node.finalizedDepth = 90
  mineTo(world.chain, 110)
  let nulls = 0
  world.node.intercept = ({ method, params }) => {
    if (method !== 'eth_getBlockByNumber' || Number(params[0]) !== 57 || nulls >= 6)
      return undefined
    nulls += 1
    return { result: null }
  }
  await world.start().until(reaches(world))
  expect(nulls).toBe(6)
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test('behavior: times that stand still, go back or lie in the future change no order', async () => {
  const world = createWorld()
  const times = [0, 7, -1_800, 31_536_000, 1_600_000_000_000, 2 ** 53, 0]
  mineTo(world.chain, 40)
  const run = world.start()
  world.env.onSleep = () => {
    const block = world.chain.mine(makeLogs(world.chain.blocks.length))
    block.timestamp = 1_600_000_000 + (times[block.number % times.length] ?? 0)
  }
  await run.until((event) => event.type === 'blocks' && event.toBlock.number >= 80n)
  const followed = Number(run.follower.status().followed)
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain, 0, followed))
})

test('behavior: a burst of 7,200 blocks of one time after two hours without a block is followed', async () => {
  const world = createWorld()
  mineTo(world.chain, 50)
  const run = world.start()
  let sleeps = 0
  const problems = new Set<string>()
  world.env.onSleep = (nowMs) => {
    problems.add(run.follower.status().problem ?? '')
    sleeps += 1
    if (nowMs < 7_200_000 || world.chain.head().number > 50) return
    for (let i = 0; i < 7_200; i += 1) {
      const block = world.chain.mine(i % 40 === 0 ? makeLogs(i + 1) : [])
      block.timestamp = world.chain.at(50).timestamp
    }
  }
  await run.until((event) => event.type === 'blocks' && event.toBlock.number === 7_250n)
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
  expect([...problems].some((text) => /has made no block for \d+ s, though/.test(text))).toBe(true)
  expect(sleeps).toBeGreaterThan(1_000)
}, 60_000)
