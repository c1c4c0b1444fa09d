import { expect, test } from 'vitest'
import { createWorld, mineNext, type World } from './support/createWorld.ts'
import { refuse, toBlockJson } from './support/evaluateCall.ts'
import { awaitTips, expectLikeFresh } from './support/expectLikeFresh.ts'
import { callFault, type Fault, type FaultScope } from './support/Fault.ts'
import { readChain, readConditions } from './support/readServed.ts'
import { branchOff, reorganise } from './support/reorg.ts'

const headers: FaultScope = { methods: ['eth_getBlockByNumber'] }

/** Answers the tags `safe` and `finalized` with the block at a height of the script's choice. */
function tagFault(
  world: World,
  scope: FaultScope,
  heightOf: (tag: string, head: number) => number | undefined,
): Fault {
  return callFault('tags', { ...headers, ...scope }, (call) => {
    const tag = String(call.params[0])
    if (tag !== 'safe' && tag !== 'finalized') return undefined
    const height = heightOf(tag, world.trees.harbor.tip.number)
    if (height === undefined) return undefined
    return { result: toBlockJson(world.trees.harbor.at(height)) }
  })
}

const refusals: readonly [string, (tag: string) => ReturnType<typeof refuse> | { result: null }][] =
  [
    [
      'an error',
      (tag) => refuse(-32_602, `invalid argument 0: hex string without 0x prefix: ${tag}`),
    ],
    ['null', () => ({ result: null })],
  ]

test.each(refusals)(
  'behavior: F045 tags that are answered by %s give way to depths, and it is said',
  async (_name, reply) => {
    const world = await createWorld()
    const fault = callFault('no tags', headers, (call) => {
      const tag = String(call.params[0])
      return tag === 'safe' || tag === 'finalized' ? reply(tag) : undefined
    })
    world.node.faults.push(fault)
    const program = await world.start()
    await awaitTips(world, program)
    expect(await readChain(program, 'harbor')).toMatchObject({
      finalitySource: 'DEPTH',
      finalized: '250',
      safe: '260',
    })
    await expectLikeFresh(world, program)
    expect(fault.met).toBeGreaterThan(0)
  },
)

test.each([0, 2])(
  'behavior: F045 a finalized tag that is the head less %i for ever is not believed',
  async (depth) => {
    const world = await createWorld()
    const fault = tagFault(world, {}, (_tag, head) => head - depth)
    world.node.faults.push(fault)
    // Were it believed, this reorg would violate finality.
    world.clock.at(41_000, () => reorganise(world, { depth: 8 }))
    const program = await world.start()
    await awaitTips(world, program)
    expect(await readChain(program, 'harbor')).toMatchObject({
      status: 'LIVE',
      finalitySource: 'DEPTH',
      finalized: '250',
    })
    await expectLikeFresh(world, program)
    expect(fault.met).toBeGreaterThan(0)
  },
)

test('behavior: F046 a finalized tag that stands still costs no more per block, and is said', async () => {
  const world = await createWorld({ liveBlocks: 30 })
  const fault = tagFault(world, { toMs: 2_000_000 }, () => 225)
  world.node.faults.push(fault)
  const blocks = 900
  for (let i = 1; i <= blocks; i += 1)
    world.clock.at(60_000 + i * 2_000, () => {
      mineNext(world, 'harbor')
      mineNext(world, 'island')
    })
  world.endsAtMs = 60_000 + blocks * 2_000
  const program = await world.start()
  const countFor = async (ms: number): Promise<number> => {
    const before = total(world)
    await world.clock.run(ms)
    return total(world) - before
  }
  await world.clock.run(60_000)
  const early = await countFor(200_000)
  await world.clock.run(1_200_000)
  const late = await countFor(200_000)
  // The window of unfinalized blocks grew tenfold between the two.
  expect(late).toBeLessThan(early * 1.2)
  expect(await readChain(program, 'harbor')).toMatchObject({ status: 'LIVE', finalized: '225' })
  expect(await program.metrics()).toMatch(/plimsoll_finalized_block\{[^}]*harbor[^}]*\} 225/)
  // Without the fault the end is the same.
  world.clock.at(world.endsAtMs + 250_000, () => mineNext(world, 'harbor'))
  world.endsAtMs += 260_000
  await expectLikeFresh(world, program)
  expect(fault.met).toBeGreaterThan(0)
})

/** Calls that harbor's node answered. */
function total(world: World): number {
  return [...world.node.calls.values()].reduce((sum, count) => sum + count, 0)
}

test('behavior: F047 tags that go back never lower what was final', async () => {
  const world = await createWorld()
  const fault = tagFault(
    world,
    { toMs: 58_000, chance: 0.5 },
    (tag, head) => head - (tag === 'safe' ? 12 : 22) - Math.floor(world.random() * 100),
  )
  world.node.faults.push(fault)
  const program = await world.start()
  let highest = 0n
  while (world.clock.monotonic() < 70_000) {
    await world.clock.run(500)
    const finalized = program.views.status()[0]?.finalized ?? 0n
    expect(finalized >= highest).toBe(true)
    highest = finalized
  }
  await expectLikeFresh(world, program)
  expect(fault.met).toBeGreaterThan(0)
})

test('behavior: F048 a chain whose tag is early can be followed by depth', async () => {
  const world = await createWorld({ chains: { harbor: { finality: { policy: 'depth' } } } })
  const fault = tagFault(world, {}, (_tag, head) => head - 2)
  world.node.faults.push(fault)
  world.clock.at(41_000, () => reorganise(world, { depth: 12 }))
  const program = await world.start()
  await awaitTips(world, program)
  expect(await readChain(program, 'harbor')).toMatchObject({
    status: 'LIVE',
    finalitySource: 'DEPTH',
    reorgs: { count: 1, deepest: '12' },
  })
  await expectLikeFresh(world, program)
})

test('behavior: F049 a finalized block above the head is not believed', async () => {
  const world = await createWorld()
  const { node } = world
  // Two backends: the one that answers the tags is ahead of the one that answers the head.
  node.backends = [{ lag: 5, tip: undefined }]
  const fault = tagFault(world, { toMs: 50_000 }, (_tag, head) => head)
  node.faults.push(fault)
  world.clock.at(50_000, () => {
    node.backends = [{ lag: 0, tip: undefined }]
  })
  const program = await world.start()
  while (world.clock.monotonic() < 60_000) {
    await world.clock.run(1_000)
    const { finalized, head } = program.views.status()[0] ?? {}
    if (finalized !== undefined && head !== undefined) expect(finalized <= head).toBe(true)
  }
  await expectLikeFresh(world, program)
  expect(fault.met).toBeGreaterThan(0)
})

test('behavior: F049 a finalized block of another fork is not believed', async () => {
  const world = await createWorld()
  const { node } = world
  const fault = callFault(
    'a tag of a rival',
    { ...headers, fromMs: 21_000, toMs: 50_000 },
    (call) => {
      const tag = String(call.params[0])
      if (tag !== 'finalized' && tag !== 'safe') return undefined
      const rival = branchOff(world, { depth: 10, length: 6, variant: 5 })
      return { result: toBlockJson(rival) }
    },
  )
  node.faults.push(fault)
  const program = await world.start()
  await world.clock.run(49_000)
  const { finalized } = await readChain(program, 'harbor')
  expect(Number(finalized)).toBeLessThanOrEqual(world.trees.harbor.tip.number - 20)
  const codes = (await readConditions(program)).map(({ code }) => code)
  expect(codes).not.toContain('FINALITY_VIOLATED')
  await expectLikeFresh(world, program)
  expect(fault.met).toBeGreaterThan(0)
})
