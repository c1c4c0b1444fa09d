import { expect, test } from 'vitest'
import type { ChainEvent, ReorgEvent } from '../../src/chain/ChainEvent.ts'
import { createHeadWorld, type HeadWorld, mineAlike } from './support/createHeadWorld.ts'
import { expectedLines, lines, makeLogs } from './support/createWorld.ts'

const reaches = (world: HeadWorld, position: number) => (event: ChainEvent) =>
  event.type === 'blocks' && event.toBlock.hash === world.peer(position).own.head().hash

const reorgsOf = (events: readonly ChainEvent[]) =>
  events.filter((event): event is ReorgEvent => event.type === 'reorg')

function mine(world: HeadWorld, count: number): void {
  for (let i = 0; i < count; i += 1) mineAlike(world.peers, makeLogs(world.chain.head().number + 1))
}

function forkOf(world: HeadWorld, position: number, depth: number, length: number): void {
  world.peer(position).own.reorg(depth, length, (number) => makeLogs(number, 5))
}

test.each([5, 40])(
  'default: a fork of %i blocks that one endpoint shows and another contradicts takes nothing back',
  async (depth) => {
    const world = createHeadWorld(['http', 'http'])
    for (const peer of world.peers) peer.finalizedDepth = 60
    mine(world, 100)
    await world.start().until(reaches(world, 1))
    forkOf(world, 1, depth, depth + 1)
    const run = world.start()
    let looks = 0
    world.env.onSleep = () => {
      looks += 1
      mineAlike([world.peer(2)], makeLogs(world.peer(2).own.blocks.length))
    }
    const events = await run.until(
      (event) => looks > 20 && event.type === 'blocks' && event.toBlock.number >= 110n,
    )
    expect(reorgsOf(events)).toEqual([])
    const followed = Number(run.follower.status().followed)
    expect(lines(world.record.logs)).toEqual(expectedLines(world.peer(2).own, 0, followed))
    const [accused] = run.follower.status().endpoints
    expect(accused).toMatchObject({ label: 'harbor#1', state: 'forked' })
    expect(accused?.reason).toMatch(/another block \d+ than the one that other witnesses hold/)
  },
)

test('behavior: a fork that a second witness confirms is taken', async () => {
  const world = createHeadWorld(['http', 'http', 'http'])
  for (const peer of world.peers) peer.finalizedDepth = 60
  mine(world, 100)
  await world.start().until(reaches(world, 1))
  forkOf(world, 1, 9, 10)
  world.peer(2).own.blocks = [...world.peer(1).own.blocks]
  const events = await world.start().until(reaches(world, 1))
  expect(reorgsOf(events)).toMatchObject([{ ancestor: { number: 91n }, belowFinalized: false }])
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test('behavior: two endpoints of one host confirm nothing below the finalized height', async () => {
  const world = createHeadWorld(['http@one', 'http@one', 'http@two'], {
    finality: { policy: 'tag', safeDepth: 5n, finalizedDepth: 10n, onViolation: 'halt' },
  })
  for (const peer of world.peers) peer.finalizedDepth = 10
  mine(world, 100)
  await world.start().until(reaches(world, 1))
  forkOf(world, 1, 40, 41)
  world.peer(2).own.blocks = [...world.peer(1).own.blocks]
  // The only other witness is silent.
  world.peer(3).rewrite = () => ({ status: 503, headers: new Map(), body: 'no' })
  const run = world.start()
  const problems = new Set<string>()
  let looks = 0
  world.env.onSleep = () => {
    looks += 1
    problems.add(run.follower.status().problem ?? '')
    if (looks === 30) {
      world.peer(3).own.blocks = [...world.peer(1).own.blocks]
      world.peer(3).rewrite = undefined
    }
  }
  const events = await run.until((event) => event.type === 'reorg')
  expect(looks).toBeGreaterThanOrEqual(30)
  expect([...problems].some((text) => text.includes('needs confirmation'))).toBe(true)
  expect(reorgsOf(events)).toMatchObject([{ belowFinalized: true, isConfirmed: true }])
})

test('behavior: an endpoint with a lower head is left out, and the other is followed', async () => {
  const world = createHeadWorld(['http', 'http'])
  mine(world, 100)
  await world.start().until(reaches(world, 1))
  world.peer(1).lag = 90
  const run = world.start()
  const reasons = new Set<string>()
  world.env.onSleep = () => {
    const [first] = run.follower.status().endpoints
    reasons.add(`${first?.state}: ${first?.reason}`)
    mine(world, 1)
  }
  const events = await run.until((event) => event.type === 'blocks' && event.toBlock.number >= 110n)
  expect(reorgsOf(events)).toEqual([])
  expect([...reasons].join()).toMatch(
    /lagging: It names head \d+, \d+ blocks below the followed one/,
  )
})

test('behavior: one lagging behind and one that hangs: a reorg waits for nobody for long', async () => {
  const world = createHeadWorld(['http', 'http'])
  for (const peer of world.peers) peer.finalizedDepth = 60
  mine(world, 100)
  await world.start().until(reaches(world, 1))
  forkOf(world, 1, 8, 9)
  world.env.servers.set('https://peer2.example/', () => new Promise(() => world.env.sleep(60_000)))
  const startedMs = world.env.slept()
  const events = await world.start().until((event) => event.type === 'reorg')
  expect(reorgsOf(events)).toMatchObject([{ ancestor: { number: 92n } }])
  // Three looks of at most two seconds each, and the pauses between them.
  expect(world.env.slept() - startedMs).toBeLessThan(10_000)
})

test('behavior: a reorg while one is rolled back ends on the last chain', async () => {
  const world = createHeadWorld(['http'])
  world.peer(1).finalizedDepth = 90
  mine(world, 100)
  await world.start().until(reaches(world, 1))
  forkOf(world, 1, 20, 21)
  let nested = 0
  const run = world.start()
  const events = await run.until((event) => {
    if (event.type === 'reorg' && nested < 3) {
      nested += 1
      forkOf(world, 1, 10 + nested * 15, 12 + nested * 15)
    }
    return nested === 3 && reaches(world, 1)(event)
  })
  expect(reorgsOf(events).length).toBeGreaterThanOrEqual(3)
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
  const { reorgs } = run.follower.status()
  expect(reorgs.count).toBe(reorgsOf(events).length)
  expect(reorgs.deepest).toBeGreaterThanOrEqual(20n)
})

test.each([0, 1, 30])(
  'behavior: a reorg to a head %i blocks lower is seen without waiting for a higher one',
  async (lower) => {
    const world = createHeadWorld(['http'])
    world.peer(1).finalizedDepth = 60
    mine(world, 100)
    await world.start().until(reaches(world, 1))
    forkOf(world, 1, 40, 40 - lower)
    const startedMs = world.env.slept()
    const events = await world.start().until(reaches(world, 1))
    expect(reorgsOf(events)).toMatchObject([{ ancestor: { number: 60n } }])
    expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
    expect(world.env.slept() - startedMs).toBeLessThan(5_000)
  },
)

test('behavior: a process that dies before or after its store took a reorg back ends alike', async () => {
  for (const isRecorded of [false, true]) {
    const world = createHeadWorld(['http'])
    world.peer(1).finalizedDepth = 60
    mine(world, 100)
    await world.start().until(reaches(world, 1))
    forkOf(world, 1, 30, 32)
    const run = world.start()
    for await (const event of run.follower.events()) {
      if (event.type === 'reorg') {
        if (isRecorded) world.record.apply(event)
        break
      }
      world.record.apply(event)
    }
    run.abort.abort()
    await world.start().until(reaches(world, 1))
    expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
  }
})

test('behavior: a reorg at the edge of backfill and live leaves no hole', async () => {
  for (const depth of [19, 20, 21, 22]) {
    const world = createHeadWorld(['http'], { rangeBlocksMax: 20n })
    world.peer(1).finalizedDepth = 20
    mine(world, 100)
    let isForked = false
    const run = world.start()
    await run.until((event) => {
      const isEdge = event.type === 'blocks' && event.toBlock.number >= 80n
      if (isEdge && !isForked) {
        isForked = true
        forkOf(world, 1, depth, depth + 2)
      }
      return isForked && reaches(world, 1)(event)
    })
    expect(isForked).toBe(true)
    expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
  }
})

test.each([1_000, 10_000])(
  'behavior: a reorg of %i blocks is taken back with a few requests',
  async (depth) => {
    const world = createHeadWorld(['http'], {
      finality: {
        policy: 'depth',
        safeDepth: 20_000n,
        finalizedDepth: 20_000n,
        onViolation: 'halt',
      },
    })
    const sparse = (number: number) => (number % 50 === 0 ? makeLogs(number + 1) : [])
    for (let i = 0; i < depth + 500; i += 1) world.chain.mine(sparse(i))
    await world.start().until(reaches(world, 1))
    world.chain.reorg(depth, depth + 1, (number) => sparse(number + 7))
    world.peer(1).calls.length = 0
    let headers = 0
    const events = await world.start().until((event) => {
      if (event.type === 'reorg') headers = world.peer(1).calls.length
      return reaches(world, 1)(event)
    })
    expect(reorgsOf(events)).toMatchObject([{ ancestor: { number: 500n } }])
    expect(headers).toBeLessThan(130)
    expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
    expect(expectedLines(world.chain).length).toBeGreaterThan(10)
    // The way forward asks for logs by ranges: far fewer requests than blocks.
    const logCalls = world.peer(1).calls.filter(({ method }) => method === 'eth_getLogs')
    expect(logCalls.length).toBeLessThan(180)
  },
  120_000,
)
