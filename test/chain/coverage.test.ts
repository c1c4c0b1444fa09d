import { expect, test } from 'vitest'
import type { ChainEvent, CoverageEvent } from '../../src/chain/ChainEvent.ts'
import type { CoverageLevel } from '../../src/facts/Coverage.ts'
import type { FakeLog } from './support/createFakeChain.ts'
import type { FakeAnswer, FakeCall, FakeNode } from './support/createFakeNode.ts'
import {
  createWorld,
  deposited,
  expectedLines,
  lines,
  makeLogs,
  mineTo,
  vault,
  type World,
} from './support/createWorld.ts'

const reaches = (world: World) => (event: ChainEvent) =>
  event.type === 'blocks' && event.toBlock.number === BigInt(world.chain.head().number)

const levels = (events: readonly ChainEvent[], phase: 'backfill' | 'live'): CoverageLevel[] =>
  events.flatMap((event) =>
    event.type === 'blocks' && event.phase === phase ? [event.coverage] : [],
  )

const audits = (events: readonly ChainEvent[]): CoverageEvent[] =>
  events.filter((event): event is CoverageEvent => event.type === 'coverage')

interface AnsweredLog {
  blockNumber: string
}

type Filter = (log: AnsweredLog, logs: readonly AnsweredLog[], index: number) => boolean

/** Lets the node leave logs out of what it answers to `eth_getLogs`, without a word; counts how often it did. */
function leaveOut(
  node: FakeNode,
  keeps: Filter,
  isHit: (filter: { blockHash?: string; fromBlock?: string; toBlock?: string }) => boolean = () =>
    true,
): { count: number } {
  const done = { count: 0 }
  const before = node.rewrite
  node.rewrite = (answer, request) => {
    const calls = [JSON.parse(request)].flat()
    const parsed = JSON.parse(answer.body)
    const answers = [parsed].flat()
    for (const each of answers) {
      const call = calls.find(({ id }) => id === each.id)
      if (call?.method !== 'eth_getLogs' || !Array.isArray(each.result)) continue
      if (!isHit(call.params[0])) continue
      const kept = each.result.filter((log: AnsweredLog, i: number) => keeps(log, each.result, i))
      if (kept.length < each.result.length) done.count += 1
      each.result = kept
    }
    const body = JSON.stringify(Array.isArray(parsed) ? answers : answers[0])
    return before?.({ ...answer, body }, request) ?? { ...answer, body }
  }
  return done
}

/** A node that does not tell blooms: nothing can be doubted or verified by them. */
function withoutBlooms(node: FakeNode): void {
  node.rewrite = (answer) => ({
    ...answer,
    body: answer.body.replaceAll(/"logsBloom":"0x[0-9a-f]+",/g, ''),
  })
}

/** The world goes on until `isDone`, a block at each of the follower's sleeps. */
function mineOn(
  world: World,
  blocks: number,
  logsOf: (number: number) => readonly FakeLog[] = makeLogs,
): () => boolean {
  let left = blocks
  world.env.onSleep = () => {
    if (left > 0) world.chain.mine(logsOf(world.chain.blocks.length))
    left -= 1
  }
  return () => left <= 0
}

const states = (follower: {
  status(): { endpoints: readonly { label: string; state: string }[] }
}) => follower.status().endpoints.map(({ label, state }) => `${label} ${state}`)

test('default: unverified asks for nothing more than the logs and the ends of ranges', async () => {
  const world = createWorld({ rangeBlocksMax: 100n })
  mineTo(world.chain, 520)
  const events = await world
    .start()
    .until((event) => event.type === 'blocks' && event.toBlock.number >= 500n)
  expect(new Set(levels(events, 'backfill'))).toEqual(new Set(['unverified']))
  const ranges = levels(events, 'backfill').length
  const calls = world.node.calls.filter(({ method }) => method === 'eth_getLogs')
  expect(calls.length).toBeLessThanOrEqual(ranges + 1)
})

test('behavior: verified holds a backfill against a second witness, by one query a range', async () => {
  const world = createWorld({ nodes: 2, coverage: 'verified', rangeBlocksMax: 100n })
  mineTo(world.chain, 520)
  const events = await world
    .start()
    .until((event) => event.type === 'blocks' && event.toBlock.number >= 500n)
  expect(new Set(levels(events, 'backfill'))).toEqual(new Set(['verified']))
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain, 0, 500))
  for (const node of world.nodes)
    expect(node.calls.some(({ method }) => method === 'eth_getLogs')).toBe(true)
})

test.each([0, 1])(
  'behavior: logs that endpoint %i leaves out are found by the other and it is accused',
  async (liar) => {
    const world = createWorld({ nodes: 2, coverage: 'verified', rangeBlocksMax: 100n })
    mineTo(world.chain, 400)
    const node = world.nodes[liar]
    if (node === undefined) throw new Error('the world has that node')
    // 37 is no round number: nothing in the answer itself shows that it is cut.
    const cut = leaveOut(node, (_, __, i) => i < 37)
    const run = world.start()
    const events = await run.until(
      (event) => event.type === 'blocks' && event.toBlock.number >= 380n,
    )
    expect(cut.count).toBeGreaterThan(0)
    expect(lines(world.record.logs)).toEqual(expectedLines(world.chain, 0, 380))
    expect(new Set(levels(events, 'backfill'))).toEqual(new Set(['verified']))
    if (liar === 0) expect(states(run.follower)).toContain('harbor#1 truncating')
  },
)

test('behavior: a second witness that cannot answer leaves ranges unverified and holds nothing up', async () => {
  const world = createWorld({ nodes: 2, coverage: 'verified', rangeBlocksMax: 100n })
  mineTo(world.chain, 300)
  const [, second] = world.nodes
  if (second === undefined) throw new Error('the world has two nodes')
  world.nodes.forEach(withoutBlooms)
  second.intercept = ({ method }) =>
    method === 'eth_getLogs' || method === 'eth_getBlockReceipts'
      ? { error: { code: -32000, message: 'out of order' } }
      : undefined
  const events = await world
    .start()
    .until((event) => event.type === 'blocks' && event.toBlock.number >= 280n)
  expect(new Set(levels(events, 'backfill'))).toEqual(new Set(['unverified']))
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain, 0, 280))
})

test('behavior: with one witness, true blooms find what a range leaves out', async () => {
  const world = createWorld({ coverage: 'verified', bloom: 'trusted', rangeBlocksMax: 100n })
  mineTo(world.chain, 400)
  const cut = leaveOut(world.node, (log) => Number(log.blockNumber) % 40 !== 17)
  const events = await world
    .start()
    .until((event) => event.type === 'blocks' && event.toBlock.number >= 380n)
  expect(cut.count).toBeGreaterThan(0)
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain, 0, 380))
  expect(new Set(levels(events, 'backfill'))).toEqual(new Set(['verified']))
})

test('behavior: blooms that are not known to be true verify nothing', async () => {
  const world = createWorld({ coverage: 'verified', rangeBlocksMax: 100n })
  world.node.rewrite = (answer) => ({
    ...answer,
    body: answer.body.replaceAll(
      /"logsBloom":"0x[0-9a-f]+"/g,
      `"logsBloom":"0x${'0'.repeat(512)}"`,
    ),
  })
  mineTo(world.chain, 300)
  const events = await world.start().until(reaches(world))
  expect(new Set([...levels(events, 'backfill'), ...levels(events, 'live')])).toEqual(
    new Set(['unverified']),
  )
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test('behavior: live blocks are verified by trusted blooms without a further request', async () => {
  const world = createWorld({ bloom: 'trusted' })
  const log = { address: vault, topics: [deposited], data: '0x' as const }
  const logsOf = (number: number) => (number % 3 === 0 ? [log] : [])
  while (world.chain.head().number < 30) world.chain.mine(logsOf(world.chain.blocks.length))
  const isDone = mineOn(world, 20, logsOf)
  const events = await world.start().until((event) => isDone() && reaches(world)(event))
  expect(new Set(levels(events, 'live'))).toEqual(new Set(['verified']))
  expect(world.node.calls.some(({ method }) => method === 'eth_getBlockReceipts')).toBe(false)
})

test.each([
  ['a lagging backend answers nothing', (): boolean => false],
  [
    'one contract of two is missing',
    (_: AnsweredLog, all: readonly AnsweredLog[], i: number) => i < all.length - 1,
  ],
] as const)(
  'behavior: live, %s: the block is read again before it is handed on',
  async (_, keeps) => {
    for (const nodes of [1, 2]) {
      const world = createWorld({ nodes })
      mineTo(world.chain, 30)
      const cut = leaveOut(world.node, keeps, ({ blockHash }) => blockHash !== undefined)
      const isDone = mineOn(world, 25)
      const events = await world.start().until((event) => isDone() && reaches(world)(event))
      expect(cut.count).toBeGreaterThan(0)
      expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
      expect(audits(events).filter(({ late }) => late.logs.length > 0)).toEqual([])
    }
  },
)

/** A node that hides a block's logs from every way of asking, until it shows them. */
function hide(world: World, number: number, isHidden: () => boolean): void {
  leaveOut(world.node, (log) => !isHidden() || Number(log.blockNumber) !== number)
  const empty = (call: FakeCall): FakeAnswer | undefined => {
    const hash = world.chain.blocks[number]?.hash
    const isAsked = call.method === 'eth_getBlockReceipts' && call.params[0] === hash
    return isAsked && isHidden() ? { result: [] } : undefined
  }
  world.node.intercept = empty
}

test('behavior: logs that appear only later are found when their block is final', async () => {
  const world = createWorld({ blockTimeMs: 2_000 })
  mineTo(world.chain, 30)
  const number = 41
  expect(makeLogs(number).length).toBe(5)
  hide(world, number, () => world.chain.head().number < number + 10)
  mineOn(world, 200)
  const events = await world
    .start()
    .until((event) => event.type === 'coverage' && event.late.logs.length > 0)
  const late = audits(events).find((event) => event.late.logs.length > 0)
  expect(late?.late.blocks).toMatchObject([{ number: 41n, hash: world.chain.at(number).hash }])
  expect(lines(late?.late.logs ?? [])).toEqual(expectedLines(world.chain, number, number))
  const handedOn = lines(world.record.logs).filter((line) => line.startsWith('41 '))
  expect(handedOn).toEqual([])
})

test('behavior: finalized live blocks are confirmed by the other witness, by one range query', async () => {
  const world = createWorld({ nodes: 2 })
  world.nodes.forEach(withoutBlooms)
  mineTo(world.chain, 30)
  mineOn(world, 300)
  const events = await world.start().until((event) => event.type === 'coverage')
  expect(new Set(levels(events, 'live'))).toEqual(new Set(['unverified']))
  expect(audits(events)).toMatchObject([{ fromBlock: 11n, level: 'verified', late: { logs: [] } }])
})

test('behavior: one witness alone confirms nothing, and an audit that finds nothing says nothing', async () => {
  const world = createWorld()
  withoutBlooms(world.node)
  mineTo(world.chain, 30)
  const isDone = mineOn(world, 150)
  const events = await world.start().until((event) => isDone() && reaches(world)(event))
  expect(audits(events)).toEqual([])
  const ranges = world.node.calls.filter(
    ({ method, params }) =>
      method === 'eth_getLogs' && JSON.stringify(params).includes('fromBlock'),
  )
  expect(ranges.length).toBeGreaterThan(1)
})

test('behavior: after a restart the last blocks are audited by what the store says', async () => {
  const world = createWorld()
  mineTo(world.chain, 60)
  await world.start().until(reaches(world))
  mineOn(world, 200)
  const events = await world.start().until((event) => event.type === 'coverage')
  const [first] = audits(events)
  // Up to block 60 nobody remembers what was handed on: all of it comes again, and whoever records it knows it already.
  expect(first?.fromBlock).toBe(0n)
  expect(first?.level).toBe('unverified')
  expect(lines(first?.late.logs ?? [])).toEqual(expectedLines(world.chain, 0, 60))
})
