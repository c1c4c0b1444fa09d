import { expect, test } from 'vitest'
import { createWorld, type World } from './support/createWorld.ts'
import { refuse } from './support/evaluateCall.ts'
import { awaitTips, expectLikeFresh } from './support/expectLikeFresh.ts'
import { callFault, frameFault } from './support/Fault.ts'
import { messageOf } from './support/protocol.ts'
import { readChain, readConditions } from './support/readServed.ts'
import { type ReorgPlan, reorganise } from './support/reorg.ts'
import type { Program } from './support/runProgram.ts'
import { isSending, planBlock } from './support/scenario.ts'
import { takeImage } from './support/takeImage.ts'

/** Calls back at a moment of the script; returns how often it did, as the proof that the fault was met. */
function at(world: World, atMs: number, act: () => void): { met: number } {
  const proof = { met: 0 }
  world.endsAtMs = Math.max(world.endsAtMs, atMs)
  world.clock.at(atMs, () => {
    act()
    proof.met += 1
  })
  return proof
}

const reorgAt = (world: World, atMs: number, reorg: ReorgPlan) =>
  at(world, atMs, () => reorganise(world, reorg))

test.each([1, 2, 5, 18])(
  'behavior: F033 an ordinary reorg of %i blocks leaves what a fresh index has',
  async (depth) => {
    const world = await createWorld()
    const proof = reorgAt(world, 41_000, { depth })
    const program = await world.start()
    await awaitTips(world, program)
    const { reorgs } = await readChain(program, 'harbor')
    expect(reorgs).toEqual({ count: 1, deepest: String(depth) })
    await expectLikeFresh(world, program)
    expect(proof.met).toBe(1)
  },
)

test('behavior: F034 transactions that land again in later blocks are counted once', async () => {
  const world = await createWorld()
  const depth = 8
  // Every transaction comes back one block later; the first new block is empty.
  const proof = reorgAt(world, 41_000, {
    depth,
    length: depth + 1,
    plan: (number) => (number === 253 ? {} : planBlock('harbor', number - 1)),
  })
  const program = await world.start()
  await world.clock.run(40_000)
  const before = world.trees.harbor.tip.number
  expect(before).toBe(260)
  const { recorded } = await expectLikeFresh(world, program)
  expect(proof.met).toBe(1)
  const ids = recorded.facts.map((fact) => {
    const { at: place }: { at: Record<string, unknown> } = JSON.parse(fact)
    return `${place.chainId} ${place.txHash} ${place.logIndex} ${place.k}`
  })
  expect(new Set(ids).size).toBe(ids.length)
})

test.each([
  ['equal', 6],
  ['shorter', 3],
])('behavior: F035 a reorg to a branch of %s height is seen', async (_name, length) => {
  const world = await createWorld()
  const proof = reorgAt(world, 41_000, { depth: 6, length })
  const program = await world.start()
  await awaitTips(world, program)
  await expectLikeFresh(world, program)
  expect(proof.met).toBe(1)
})

test('behavior: F036 a reorg ten times deeper than finality halts its chain, and the other goes on', async () => {
  const world = await createWorld()
  const proof = reorgAt(world, 41_000, { depth: 200 })
  const program = await world.start()
  await world.clock.run(120_000)
  expect(proof.met).toBe(1)
  const harbor = await readChain(program, 'harbor')
  expect(harbor).toMatchObject({ status: 'HALTED', isStale: true })
  expect(harbor.problem).toMatch(/finali[sz]ed/)
  expect(await readChain(program, 'island')).toMatchObject({ status: 'LIVE', indexed: '270' })
  const conditions = await readConditions(program)
  expect(conditions).toContainEqual(
    expect.objectContaining({ code: 'FINALITY_VIOLATED', severity: 'CRITICAL' }),
  )
  expect((await program.ready()).status).toBe(503)
})

test('behavior: F036 where the operator said so, it is repaired for good and the incident stays', async () => {
  const world = await createWorld({ chains: { harbor: { finality: { onViolation: 'repair' } } } })
  const proof = reorgAt(world, 41_000, { depth: 200 })
  const program = await world.start()
  await awaitTips(world, program)
  expect(await readConditions(program)).toContainEqual(
    expect.objectContaining({ code: 'FINALITY_VIOLATED' }),
  )
  await expectLikeFresh(world, program, { ignoredConditions: ['FINALITY_VIOLATED'] })
  expect(proof.met).toBe(1)
})

test('behavior: F037 reorgs of every depth up to 200 are measured and taken back', async () => {
  const world = await createWorld({ liveBlocks: 60 })
  for (const node of [...world.nodes.harbor, ...world.nodes.island]) {
    node.finalizedDepth = 230
    node.safeDepth = 220
  }
  const depths = [1, 12, 157, 3, 200, 60]
  const proofs = depths.map((depth, i) =>
    reorgAt(world, 21_000 + i * 14_000, { depth, variant: i + 1 }),
  )
  const program = await world.start()
  await awaitTips(world, program)
  const { reorgs } = await readChain(program, 'harbor')
  expect(reorgs).toEqual({ count: depths.length, deepest: '200' })
  expect(await program.metrics()).toMatch(/reorg/)
  await expectLikeFresh(world, program)
  expect(proofs.map(({ met }) => met)).toEqual(depths.map(() => 1))
})

test('behavior: F038 a second reorg while the first is taken back leaves what a fresh index has', async () => {
  const world = await createWorld()
  reorgAt(world, 41_000, { depth: 12 })
  let isOpen = false
  world.clock.at(41_000, () => {
    isOpen = true
  })
  // The follower asks for headers to find the ancestor: the chain changes again under its hands.
  const fault = callFault(
    'a reorg inside',
    { methods: ['eth_getBlockByNumber'], times: 3 },
    (_, right) => {
      if (!isOpen) return undefined
      reorganise(world, { depth: 14 - fault.met * 2, variant: 2 + fault.met })
      return right
    },
  )
  world.node.faults.push(fault)
  await expectLikeFresh(world, await world.start())
  expect(fault.met).toBe(3)
})

test.each(['before', 'after'] as const)(
  'behavior: F039 a crash %s any write around a reorg converges',
  async (moment) => {
    const world = await createWorld()
    const proof = reorgAt(world, 41_000, { depth: 9 })
    const images: string[] = []
    const program = await world.start()
    world.onWrite = async (at) => {
      const nowMs = world.clock.monotonic()
      if (at !== moment || nowMs < 40_000 || nowMs > 44_000) return
      images.push(await takeImage(world, program, `${moment}-${images.length}.db`))
    }
    await awaitTips(world, program)
    world.onWrite = undefined
    await program.stop()
    expect(proof.met).toBe(1)
    expect(images.length).toBeGreaterThan(2)
    for (const database of images) await expectLikeFresh(world, await world.start({ database }))
  },
)

test('behavior: F040 nothing is lost where backfill meets the head, also with a reorg at the edge', async () => {
  const world = await createWorld({ liveBlocks: 60, chains: { harbor: { rangeBlocksMax: 15 } } })
  world.node.latencyMs = 900
  let met = 0
  world.trees.harbor.listeners.add(() => {
    const followed = Number(program.views.status()[0]?.followed ?? 0n)
    const finalized = world.trees.harbor.tip.number - 20
    // The last range of the backfill is under way: the first block above it changes.
    if (met > 0 || followed < finalized - 16) return
    met += 1
    world.clock.at(world.clock.monotonic() + 100, () => reorganise(world, { depth: 19 }))
  })
  const program = await world.start()
  await awaitTips(world, program)
  const { coverage, indexed } = await readChain(program, 'harbor')
  for (const { fromBlock, toBlock, spans } of coverage) {
    expect(fromBlock).toBe('0')
    expect(spans.at(-1)?.toBlock).toBe(toBlock)
    expect(Number(toBlock)).toBeGreaterThanOrEqual(Number(indexed) - 10)
  }
  await expectLikeFresh(world, program)
  expect(met).toBe(1)
})

test('behavior: F041 removed logs are no word about the chain', async () => {
  const world = await createWorld()
  const fault = callFault(
    'removed logs',
    { methods: ['eth_getLogs'], fromMs: 10_000, toMs: 50_000, chance: 0.3 },
    (_call, right) =>
      Array.isArray(right.result) && right.result.length > 0
        ? { result: right.result.map((log: object) => ({ ...log, removed: true })) }
        : undefined,
  )
  world.node.faults.push(fault)
  await expectLikeFresh(world, await world.start())
  expect(fault.met).toBeGreaterThan(0)
})

test('behavior: F041 removals over a socket, and lost ones, change nothing', async () => {
  const world = await createWorld({ endpoints: { harbor: ['ws'] } })
  const proof = reorgAt(world, 18_000, { depth: 7 })
  const removal = JSON.stringify({
    jsonrpc: '2.0',
    method: 'eth_subscription',
    params: { subscription: '0xf00d1', result: { removed: true, logIndex: '0x1' } },
  })
  const fault = frameFault('removals', { fromMs: 10_000, toMs: 60_000 }, ({ kind, text }) =>
    kind === 'head' ? [removal, text, removal] : undefined,
  )
  // Early: every removal ends its socket, and the waits for the next one soon outlast the heads that are to be lost.
  const lost = frameFault('lost heads', { fromMs: 15_000, toMs: 25_000 }, ({ kind }) =>
    kind === 'head' ? 'lost' : undefined,
  )
  world.node.faults.push(lost, fault)
  await expectLikeFresh(world, await world.start())
  expect(fault.met).toBeGreaterThan(0)
  expect(lost.met).toBeGreaterThan(0)
  expect(proof.met).toBe(1)
})

/** A send of harbor that arrives on island while the world runs. */
const sentAt = 246
const { id: transferKey } = messageOf(sentAt, BigInt(sentAt * 1_000))

const transferQuery =
  'query ($key: Hex) { transfers(where: { key: $key }) { nodes { state amounts { kind amount { raw } } legs { isCanonical } evidence { isCanonical } } } }'

interface TransferAnswer {
  transfers: {
    nodes: {
      state: string
      amounts: { kind: string; amount: { raw: string } }[]
      evidence: unknown[]
    }[]
  }
}

async function readTransfer(program: Program) {
  const { transfers } = await program.query<TransferAnswer>(transferQuery, { key: transferKey })
  return transfers.nodes[0]
}

test.each([
  ['unverified', 'WARNING', /unconfirmed/],
  ['verified', 'CRITICAL', /reorganised away/],
] as const)(
  'behavior: F042 a source that is reorged away after delivery is unbacked until it lands again (coverage %s)',
  async (coverage, severity, words) => {
    expect(isSending(sentAt)).toBe(true)
    const known = {
      coverage,
      bloom: coverage === 'verified' ? ('trusted' as const) : ('untrusted' as const),
    }
    const world = await createWorld({ liveBlocks: 60, chains: { harbor: known, island: known } })
    // Gone with the branch: the block that sent holds nothing.
    const gone = reorgAt(world, 37_000, {
      depth: 14,
      plan: (number) => (number === sentAt ? {} : planBlock('harbor', number)),
    })
    const program = await world.start()
    await world.clock.run(36_000)
    expect(await readTransfer(program)).toMatchObject({ state: 'DELIVERED', amounts: [] })
    await world.clock.run(60_000)
    expect(gone.met).toBe(1)
    const unbacked = await readTransfer(program)
    expect(unbacked).toMatchObject({
      state: 'UNBACKED',
      amounts: [{ kind: 'UNBACKED', amount: { raw: String(sentAt * 1_000) } }],
    })
    expect(unbacked?.evidence.length).toBeGreaterThan(0)
    expect(await readConditions(program)).toContainEqual(
      expect.objectContaining({
        code: 'TRANSFER_UNBACKED',
        severity,
        subject: transferKey,
        text: expect.stringMatching(words),
      }),
    )
    // It lands again: the same message in a later block.
    world.plans.set('harbor:292', planBlock('harbor', sentAt))
    await awaitTips(world, program)
    expect(await readTransfer(program)).toMatchObject({ state: 'DELIVERED', amounts: [] })
    await expectLikeFresh(world, program)
  },
)

test('behavior: F043 a delivery that is reorged away is in flight again, counted once', async () => {
  const world = await createWorld({ liveBlocks: 40 })
  const gone = reorgAt(world, 33_000, {
    chain: 'island',
    depth: 4,
    plan: (number) => (number === sentAt + 9 ? {} : planBlock('island', number)),
  })
  const program = await world.start()
  await world.clock.run(32_500)
  expect(await readTransfer(program)).toMatchObject({ state: 'DELIVERED', amounts: [] })
  await world.clock.run(10_000)
  expect(gone.met).toBe(1)
  expect(await readTransfer(program)).toMatchObject({
    state: 'IN_FLIGHT',
    amounts: [{ kind: 'IN_FLIGHT', amount: { raw: String(sentAt * 1_000) } }],
  })
  const codes = (await readConditions(program)).map(({ code }) => code)
  expect(codes).not.toContain('TRANSFER_STUCK')
  await expectLikeFresh(world, program)
})

test('behavior: F044 a reorg on a node that pruned its history needs nothing of what is gone', async () => {
  const world = await createWorld()
  const proof = reorgAt(world, 41_000, { depth: 15 })
  const pruned = callFault(
    'pruned',
    { methods: ['eth_getLogs', 'eth_getBlockReceipts'], fromMs: 30_000 },
    (call) => {
      const [first] = call.params
      const from = Number(
        typeof first === 'object' && first !== null && 'fromBlock' in first
          ? first.fromBlock
          : Number.NaN,
      )
      return from < 240 ? refuse(4444, 'pruned history unavailable') : undefined
    },
  )
  world.node.faults.push(pruned)
  await expectLikeFresh(world, await world.start())
  expect(proof.met).toBe(1)
})
