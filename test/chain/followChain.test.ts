import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChainEvent, ReorgEvent } from '../../src/chain/ChainEvent.ts'
import type { SourceSet } from '../../src/facts/Decoder.ts'
import { hashOf } from './support/createFakeChain.ts'
import { createRecord } from './support/createRecord.ts'
import {
  answered,
  createWorld,
  deposited,
  expectedLines,
  feed,
  lines,
  makeLogs,
  mineTo,
  sources,
  vault,
  type World,
} from './support/createWorld.ts'

const reaches = (world: World) => (event: ChainEvent) =>
  event.type === 'blocks' && event.toBlock.number === BigInt(world.chain.head().number)

test('default: backfill, then live, equals the chain read block by block', async () => {
  const world = createWorld({ rangeBlocksMax: 50n })
  mineTo(world.chain, 333)
  const run = world.start()
  const events = await run.until(reaches(world))
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
  expect(expectedLines(world.chain).length).toBeGreaterThan(200)
  const phases = events.flatMap((event) => (event.type === 'blocks' ? [event.phase] : []))
  expect(phases.indexOf('live')).toBe(phases.lastIndexOf('backfill') + 1)
  expect(run.follower.status()).toMatchObject({
    phase: 'live',
    head: 333n,
    followed: 333n,
    finalized: 313n,
    finalitySource: 'tag',
    problem: undefined,
  })
})

test('behavior: block times come from headers where logs do not carry them', async () => {
  const world = createWorld()
  world.node.hasBlockTimestamp = false
  mineTo(world.chain, 90)
  await world.start().until(reaches(world))
  for (const block of world.record.blocks)
    expect(block.timestamp).toBe(BigInt(world.chain.at(Number(block.number)).timestamp))
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test('behavior: a source is heard from its own start block on', async () => {
  const world = createWorld()
  mineTo(world.chain, 120)
  const late = sources.map((source) =>
    source.id === 'feed' ? { ...source, startBlock: 60n } : source,
  )
  await world.start({ sources: late }).until(reaches(world))
  const first = world.record.logs.find((log) => log.address === feed && log.topics[0] === answered)
  expect(first?.blockNumber).toBeGreaterThanOrEqual(60n)
  expect(world.record.logs.some((log) => log.blockNumber < 60n)).toBe(true)
})

test('behavior: overlapping filters bring each log once, in chain order', async () => {
  const world = createWorld({ rangeBlocksMax: 40n })
  mineTo(world.chain, 150)
  const who = Array.from({ length: 75 }, (_, i) => hashOf(`who ${i * 2}`))
  const overlapping: SourceSet = {
    id: 'overlap',
    chainId: world.config.id,
    startBlock: 0n,
    filters: [{ addresses: [vault], topics: [[deposited], who] }],
  }
  await world.start({ sources: [overlapping, ...sources] }).until(reaches(world))
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test('behavior: topics beyond the first are respected where one query brings more', async () => {
  const world = createWorld()
  mineTo(world.chain, 150)
  const who = [hashOf('who 40'), hashOf('who 149')]
  const set = (id: string, filters: SourceSet['filters']): SourceSet => ({
    id,
    chainId: world.config.id,
    startBlock: 0n,
    filters,
  })
  // The two plain filters are merged into one query, which brings every deposit of the vault as well.
  const wide = set('wide', [
    { addresses: [vault], topics: [[hashOf('Other')]] },
    { addresses: [feed], topics: [[deposited]] },
  ])
  const narrow = set('narrow', [{ addresses: [vault], topics: [[deposited], who] }])
  await world.start({ sources: [narrow, wide] }).until(reaches(world))
  const isDeposit = (log: { address: string; topics: readonly string[] }) =>
    log.address === vault && log.topics[0] === deposited
  const wanted = world.chain.blocks
    .flatMap((block) => block.logs.filter(isDeposit))
    .filter((log) => log.topics[1] !== undefined && who.includes(log.topics[1]))
  expect(wanted.length).toBeGreaterThan(0)
  const heard = world.record.logs.filter(isDeposit)
  expect(heard.map((log) => log.data)).toEqual(wanted.map((log) => log.data))
})

test('property: no gap and no overlap at the hand-over, whatever head, depth and range', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 160 }),
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 1, max: 64 }),
      fc.integer({ min: 0, max: 30 }),
      async (head, depth, range, more) => {
        const world = createWorld({ rangeBlocksMax: BigInt(range) })
        world.node.finalizedDepth = depth
        mineTo(world.chain, head)
        let left = more
        world.env.onSleep = () => {
          if (left > 0) world.chain.mine(makeLogs(world.chain.blocks.length))
          left -= 1
        }
        await world.start().until((event) => left <= 0 && reaches(world)(event))
        expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
      },
    ),
    { seed: 20_261_122, numRuns: 40 },
  )
})

test.each([1, 5, 60])(
  'behavior: a live reorg of %i blocks is taken back and replaced',
  async (depth) => {
    const world = createWorld()
    world.node.finalizedDepth = 100
    mineTo(world.chain, 200)
    let isReorged = false
    world.env.onSleep = () => {
      if (isReorged) return
      isReorged = true
      world.chain.reorg(depth, depth, (number) => makeLogs(number, 1))
    }
    const events = await world.start().until((event) => isReorged && reaches(world)(event))
    const reorgs = events.filter((event): event is ReorgEvent => event.type === 'reorg')
    expect(reorgs).toMatchObject([
      {
        ancestor: { number: BigInt(200 - depth), hash: world.chain.at(200 - depth).hash },
        orphaned: { number: BigInt(200 - depth + 1) },
        belowFinalized: false,
      },
    ])
    expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
  },
)

test.each([1, 5, 60])(
  'behavior: a reorg of %i blocks while down is found at the start',
  async (depth) => {
    const world = createWorld()
    world.node.finalizedDepth = 100
    mineTo(world.chain, 200)
    await world.start().until(reaches(world))
    world.chain.reorg(depth, depth + 3, (number) => makeLogs(number, 2))
    const events = await world.start().until(reaches(world))
    const [reorg] = events.filter((event): event is ReorgEvent => event.type === 'reorg')
    expect(reorg?.ancestor.number).toBe(BigInt(200 - depth))
    expect(reorg?.belowFinalized).toBe(false)
    expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
  },
)

test('behavior: a sparse record goes back to its highest canonical block', async () => {
  const world = createWorld()
  world.node.finalizedDepth = 100
  mineTo(world.chain, 200)
  await world.start().until(reaches(world))
  world.record.blocks = world.record.blocks.filter(({ number }) => number % 50n === 0n)
  world.chain.reorg(60, 61, (number) => makeLogs(number, 2))
  const events = await world.start().until(reaches(world))
  expect(events.find((event) => event.type === 'reorg')).toMatchObject({
    ancestor: { number: 100n },
    orphaned: { number: 150n },
  })
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test('behavior: a reorg below the finalized height is believed after three looks, and said', async () => {
  const world = createWorld()
  world.node.finalizedDepth = 10
  mineTo(world.chain, 100)
  await world.start().until(reaches(world))
  world.chain.reorg(40, 42, (number) => makeLogs(number, 3))
  const run = world.start()
  const problems = new Set<string | undefined>()
  world.env.onSleep = () => problems.add(run.follower.status().problem)
  const kept = world.record.blocks.findLast(({ number }) => number <= 60n)
  const events = await run.until(reaches(world))
  expect(events.find((event) => event.type === 'reorg')).toMatchObject({
    ancestor: kept,
    belowFinalized: true,
    isConfirmed: false,
  })
  expect([...problems].filter((text) => text?.includes('asking again'))).toHaveLength(2)
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test('behavior: a fork below the finalized height that one look shows and the next does not is no reorg', async () => {
  const world = createWorld({ nodes: 2 })
  world.node.finalizedDepth = 10
  mineTo(world.chain, 100)
  await world.start().until(reaches(world))
  // The first endpoint lies about every block; the second one tells the truth.
  world.node.rewrite = (answer) => ({
    ...answer,
    body: answer.body.replaceAll(/"hash":"0x(..)/g, '"hash":"0xff'),
  })
  mineTo(world.chain, 105)
  const events = await world.start().until(reaches(world))
  expect(events.filter((event) => event.type === 'reorg')).toEqual([])
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test('behavior: final blocks that change while a range is read are not mixed with what they were', async () => {
  const world = createWorld()
  // The last final block, 42, has no log that would name another hash than its header.
  mineTo(world.chain, 62)
  let hasLogs = false
  let isReorged = false
  world.node.intercept = (call) => {
    if (hasLogs && !isReorged && call.method === 'eth_getBlockByNumber') {
      isReorged = true
      world.chain.reorg(62, 64, (number) => makeLogs(number, 3))
    }
    hasLogs ||= call.method === 'eth_getLogs'
    return undefined
  }
  await world.start().until((event) => isReorged && reaches(world)(event))
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test('behavior: a chain is at its head only when everything up to it was taken', async () => {
  const world = createWorld({ rangeBlocksMax: 50n })
  world.node.finalizedDepth = 250
  mineTo(world.chain, 400)
  const run = world.start()
  let isTaken = false
  await run.until((event) => {
    // The event is being taken; what it says is taken when the next one is asked for.
    expect(run.follower.status().monotonic.atHeadMs).toBeUndefined()
    isTaken = reaches(world)(event)
    world.env.onSleep = () => {
      if (!isTaken) return
      expect(run.follower.status().monotonic.atHeadMs).toBeDefined()
      run.abort.abort()
    }
    return false
  })
  expect(isTaken).toBe(true)
})

test('behavior: a lower head is not a reorg', async () => {
  const world = createWorld()
  mineTo(world.chain, 100)
  await world.start().until(reaches(world))
  world.node.lag = 30
  const run = world.start()
  let looks = 0
  world.env.onSleep = () => {
    looks += 1
    if (looks === 5) {
      expect(run.follower.status().problem).toMatch(/names head 70, below the followed block 100/)
      expect(run.follower.status().headConfirmedAtMs).toBeUndefined()
      world.node.lag = 0
      mineTo(world.chain, 103)
    }
  }
  const events = await run.until(reaches(world))
  expect(events.filter((event) => event.type === 'reorg')).toEqual([])
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test('behavior: a lower head with another block at a held height is a reorg', async () => {
  const world = createWorld()
  world.node.finalizedDepth = 50
  mineTo(world.chain, 100)
  await world.start().until(reaches(world))
  world.chain.reorg(30, 10, (number) => makeLogs(number, 1))
  const events = await world.start().until(reaches(world))
  expect(events.find((event) => event.type === 'reorg')).toMatchObject({
    ancestor: { number: 70n },
  })
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test('behavior: a reorg between headers and logs is found by the next look', async () => {
  const world = createWorld()
  mineTo(world.chain, 60)
  let isReorged = false
  world.node.intercept = (call) => {
    if (isReorged || call.method !== 'eth_getLogs' || !JSON.stringify(call).includes('blockHash'))
      return undefined
    isReorged = true
    world.chain.reorg(10, 12, (number) => makeLogs(number, 1))
    return undefined
  }
  await world.start().until((event) => isReorged && reaches(world)(event))
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test.each([1, 2])(
  'behavior: a reorg between header %i and the one before it is not followed',
  async (offset) => {
    const world = createWorld()
    world.node.servesOrphans = true
    mineTo(world.chain, 60)
    let isReorged = false
    world.env.onSleep = () => {
      if (world.chain.head().number > 60) return
      mineTo(world.chain, 64)
      const trigger = `0x${(60 + offset).toString(16)}`
      world.node.intercept = (call) => {
        if (isReorged || call.method !== 'eth_getBlockByNumber' || call.params[0] !== trigger)
          return
        isReorged = true
        world.chain.reorg(9, 10, (number) => makeLogs(number, 1))
        return undefined
      }
    }
    await world.start().until((event) => isReorged && reaches(world)(event))
    expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
    for (const { number, hash } of world.record.blocks)
      expect(hash).toBe(world.chain.at(Number(number)).hash)
  },
)

test('behavior: tags that are not served fall back to the configured depths', async () => {
  for (const tags of ['error', 'null'] as const) {
    const world = createWorld()
    world.node.tags = tags
    mineTo(world.chain, 100)
    const events = await world.start().until(reaches(world))
    expect(events.find((event) => event.type === 'finality')).toEqual({
      type: 'finality',
      chainId: world.config.id,
      safe: 95n,
      finalized: 90n,
      source: 'depth',
    })
  }
})

test('behavior: finality never falls, also when the tags go back', async () => {
  const world = createWorld()
  mineTo(world.chain, 100)
  let looks = 0
  world.env.onSleep = () => {
    looks += 1
    world.node.finalizedDepth = looks % 3 === 0 ? 60 : 20
    mineTo(world.chain, 100 + looks)
  }
  const events = await world.start().until(() => looks > 12)
  const heights = events.flatMap((event) => (event.type === 'finality' ? [event.finalized] : []))
  expect(heights.length).toBeGreaterThan(3)
  expect(heights).toEqual([...heights].sort((a, b) => (a < b ? -1 : 1)))
})

test('error: the wrong chain halts, and nothing of it is indexed', async () => {
  const world = createWorld()
  world.node.chainId = 1
  mineTo(world.chain, 50)
  const run = world.start()
  const events = await run.until((event) => event.type === 'halt')
  expect(events).toMatchObject([{ type: 'halt', code: 'WRONG_CHAIN' }])
  expect(run.follower.status()).toMatchObject({ phase: 'halted' })
  expect(run.follower.status().problem).toMatch(/harbor#1 serves chain 1, not chain 31001/)
  // Whether it is the right chain, and whole, is one batch; a wrong one is asked nothing else.
  const asked = world.node.calls.map(({ method, params }) => `${method}(${params[0] ?? ''})`)
  expect([...new Set(asked)].sort()).toEqual([
    'eth_chainId()',
    'eth_getBlockByNumber(0x0)',
    'eth_syncing()',
  ])
})

test('behavior: an endpoint of another chain is passed over while the right one answers', async () => {
  const world = createWorld({ nodes: 2 })
  world.node.chainId = 1
  mineTo(world.chain, 80)
  const events = await world.start().until(reaches(world))
  expect(events.some((event) => event.type === 'halt')).toBe(false)
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test('behavior: a bloom that rules a block out saves its logs, once blooms proved right', async () => {
  const world = createWorld()
  mineTo(world.chain, 60)
  let mined = 0
  world.env.onSleep = () => {
    if (mined === 0) world.node.calls.length = 0
    mined += 1
    world.chain.mine(mined % 10 === 0 ? [{ address: feed, topics: [answered], data: '0x' }] : [])
  }
  await world.start().until((event) => mined >= 30 && reaches(world)(event))
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
  const asked = world.node.calls.filter((call) => call.method === 'eth_getLogs')
  expect(asked.length).toBeLessThan(10)
})

test.each([10, 60])('behavior: empty blooms lose no log, live from block %i on', async (head) => {
  const world = createWorld()
  mineTo(world.chain, head)
  const empty = `0x${'0'.repeat(512)}`
  world.node.rewrite = (answer) => ({
    ...answer,
    body: answer.body.replaceAll(/"logsBloom":"0x[0-9a-f]*"/g, `"logsBloom":"${empty}"`),
  })
  let mined = 0
  world.env.onSleep = () => {
    mined += 1
    world.chain.mine(makeLogs(world.chain.blocks.length))
  }
  await world.start().until((event) => mined >= 20 && reaches(world)(event))
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test('behavior: an abort ends the iteration, also while the endpoint is dead', async () => {
  const world = createWorld()
  world.node.rewrite = () => ({ status: 503, headers: new Map(), body: 'no' })
  const run = world.start()
  let sleeps = 0
  world.env.onSleep = () => {
    sleeps += 1
    if (sleeps === 5) run.abort.abort()
  }
  const events = await run.until(() => false)
  expect(events).toEqual([])
  expect(sleeps).toBe(5)
  expect(run.follower.status().problem).toBe('harbor#1 answered HTTP status 503.')
})

test('behavior: fetch brings a late source its range without touching the followed chain', async () => {
  const world = createWorld({ rangeBlocksMax: 16n })
  mineTo(world.chain, 150)
  const run = world.start()
  const record = createRecord(20n)
  for await (const event of run.follower.fetch(
    [
      {
        id: 'late',
        chainId: world.config.id,
        startBlock: 20n,
        filters: [{ addresses: [feed], topics: [[deposited]] }],
      },
    ],
    20n,
    120n,
  ))
    record.apply(event)
  const wanted = world.chain.blocks
    .slice(20, 121)
    .flatMap((block) =>
      block.logs.filter((log) => log.address === feed && log.topics[0] === deposited),
    )
  expect(record.logs.map((log) => log.data)).toEqual(wanted.map((log) => log.data))
  expect(record.blocks.at(-1)?.number).toBe(120n)
})
