import { numberToHex } from 'viem'
import { expect, test } from 'vitest'
import type { TreeBlock } from './support/createBlockTree.ts'
import { createWorld, type World } from './support/createWorld.ts'
import { emptyBloom } from './support/encodeBlock.ts'
import { type LogJson, readFilter, refuse, toLogsJson } from './support/evaluateCall.ts'
import { awaitTips, expectLikeFresh } from './support/expectLikeFresh.ts'
import { callFault, exchangeFault, type RpcRequest } from './support/Fault.ts'
import { readChain, readConditions, readServed, type Served } from './support/readServed.ts'
import { branchOff, reorganise } from './support/reorg.ts'
import type { Program } from './support/runProgram.ts'
import { type ChainName, planBlock } from './support/scenario.ts'

const methods = ['eth_getLogs']

/** The block that a log query pins by hash. */
function pinnedBlock(world: World, call: RpcRequest, chain: ChainName = 'harbor') {
  const { blockHash } = readFilter(call.params[0])
  return blockHash === undefined ? undefined : world.trees[chain].byHash(blockHash)
}

const hasLogs = (block: TreeBlock | undefined) =>
  block?.transactions.some(({ logs }) => logs.length > 0) === true

test('behavior: F022 backends that lag behind the one that named the head lose nothing', async () => {
  const world = await createWorld()
  world.node.backends = [0, 1, 3].map((lag) => ({ lag, tip: undefined }))
  // A rate that the last block's backend could not tell is due again with the next block.
  world.clock.at(52_000, () => {
    world.node.backends = [{ lag: 0, tip: undefined }]
  })
  let met = 0
  world.node.faults.push(
    callFault('refusals of a backend that lags', { fromMs: 3_000 }, (_call, right) => {
      if (right.error !== undefined || right.result === null) met += 1
      return undefined
    }),
  )
  await expectLikeFresh(world, await world.start())
  expect(met).toBeGreaterThan(0)
})

test('behavior: F022 an empty answer for a block that the backend lacks is doubted, and repaired', async () => {
  // The blocks that met the fault are final in the end: until then a live block is read once or twice.
  const world = await createWorld({ liveBlocks: 60, chains: { harbor: { bloom: 'trusted' } } })
  world.node.backends = [0, 3].map((lag) => ({ lag, tip: undefined }))
  world.clock.at(60_000, () => {
    world.node.backends = [{ lag: 0, tip: undefined }]
  })
  const fault = callFault('no logs instead of an error', { methods }, (_call, right) =>
    right.error === undefined ? undefined : { result: [] },
  )
  world.node.faults.push(fault)
  await expectLikeFresh(world, await world.start())
  expect(fault.met).toBeGreaterThan(0)
})

test.each(['trusted', 'untrusted'] as const)(
  'behavior: F023 logs that appear seconds after their block reach the same state (bloom %s)',
  async (bloom) => {
    const world = await createWorld({ chains: { harbor: { bloom } } })
    const fault = callFault('late logs', { methods }, (call) => {
      const block = pinnedBlock(world, call)
      if (block === undefined || !hasLogs(block)) return undefined
      const ageMs = world.clock.now() - Number(block.timestamp) * 1_000
      return ageMs < 7_000 && block.number > 240 ? { result: [] } : undefined
    })
    world.node.faults.push(fault)
    await expectLikeFresh(world, await world.start())
    expect(fault.met).toBeGreaterThan(0)
  },
)

test('behavior: F024 null for a block that was announced is asked for again', async () => {
  const world = await createWorld()
  const scope = { methods: ['eth_getBlockByNumber'], toMs: 50_000 }
  const fault = callFault('null', { ...scope, chance: 0.5 }, (call) =>
    Number(call.params[0]) >= world.trees.harbor.tip.number - 1 ? { result: null } : undefined,
  )
  const latest = callFault('null head', { ...scope, chance: 0.3 }, (call) =>
    call.params[0] === 'latest' ? { result: null } : undefined,
  )
  world.node.faults.push(fault, latest)
  await expectLikeFresh(world, await world.start())
  expect(fault.met).toBeGreaterThan(0)
  expect(latest.met).toBeGreaterThan(0)
})

test.each([30, 200])(
  'behavior: F025 a node that goes back %i blocks is no reorg, and is said to lag',
  async (lag) => {
    const world = await createWorld({ endpoints: { harbor: ['http', 'http'] } })
    world.clock.at(21_000, () => {
      world.node.backends = [{ lag, tip: undefined }]
    })
    world.clock.at(50_000, () => {
      world.node.backends = [{ lag: 0, tip: undefined }]
    })
    const program = await world.start()
    await world.clock.run(45_000)
    const chain = await readChain(program, 'harbor')
    expect(chain).toMatchObject({ status: 'LIVE', indexed: String(world.trees.harbor.tip.number) })
    expect(chain.reorgs.count).toBe(0)
    expect(chain.endpoints[0]).toMatchObject({ state: 'LAGGING' })
    expect(chain.endpoints[0]?.reason).toMatch(/behind/)
    await awaitTips(world, program)
    expect((await readChain(program, 'harbor')).endpoints[0]).toMatchObject({ state: 'OK' })
    await expectLikeFresh(world, program)
  },
)

test('behavior: F025 the only node that goes back is waited for, without a reorg', async () => {
  const world = await createWorld()
  world.clock.at(21_000, () => {
    world.node.backends = [{ lag: 100, tip: undefined }]
  })
  world.clock.at(55_000, () => {
    world.node.backends = [{ lag: 0, tip: undefined }]
  })
  const program = await world.start()
  await world.clock.run(50_000)
  const chain = await readChain(program, 'harbor')
  expect(chain).toMatchObject({ status: 'STALE', isStale: true })
  expect(chain.reorgs.count).toBe(0)
  expect(chain.problem).toMatch(/below|behind/)
  await expectLikeFresh(world, program)
})

test('behavior: F026 logs of a rival fork are refused with the whole answer', async () => {
  const world = await createWorld()
  const fault = callFault(
    'logs of a rival',
    { methods, toMs: 45_000, chance: 0.5 },
    (call, right) => {
      const block = pinnedBlock(world, call)
      if (block?.parent === undefined || !hasLogs(block) || !Array.isArray(right.result))
        return undefined
      if (right.result.length === 0) return undefined
      const rival = world.trees.harbor.branch(block.parent, [
        { transactions: block.transactions, timestamp: block.timestamp, salt: 9 },
      ])
      return { result: right.result.map((log: LogJson) => ({ ...log, blockHash: rival.hash })) }
    },
  )
  world.node.faults.push(fault)
  await expectLikeFresh(world, await world.start())
  expect(fault.met).toBeGreaterThan(0)
})

test('behavior: F026 receipts of a rival fork are refused with the whole answer', async () => {
  const world = await createWorld()
  const refused = callFault('only receipts', { methods, fromMs: 3_000, toMs: 40_000 }, () =>
    refuse(-32_000, 'too many logs'),
  )
  const fault = callFault(
    'receipts of a rival',
    { methods: ['eth_getBlockReceipts'], toMs: 40_000, chance: 0.5 },
    (call, right) => {
      const block = world.trees.harbor.byHash(String(call.params[0]))
      if (block?.parent === undefined || !hasLogs(block) || right.error !== undefined)
        return undefined
      const rival = world.trees.harbor.branch(block.parent, [
        { ...planBlock('harbor', block.number, 3), timestamp: block.timestamp },
      ])
      const logs = toLogsJson(rival, { hasBlockTimestamp: true })
      return { result: [{ logs, blockHash: rival.hash, status: '0x1' }] }
    },
  )
  world.node.faults.push(refused, fault)
  await expectLikeFresh(world, await world.start())
  expect(refused.met).toBeGreaterThan(0)
  expect(fault.met).toBeGreaterThan(0)
})

test('behavior: F027 two hashes for one block in one answer are refused without a rollback', async () => {
  const world = await createWorld()
  const fault = callFault('two forks in one range', { methods, times: 4 }, (call, right) => {
    if (pinnedBlock(world, call) !== undefined || !Array.isArray(right.result)) return undefined
    const logs: LogJson[] = right.result
    const last = logs.at(-1)
    if (last === undefined) return undefined
    return {
      result: [...logs, { ...last, blockHash: numberToHex(7, { size: 32 }), logIndex: '0x77' }],
    }
  })
  world.node.faults.push(fault)
  const program = await world.start()
  await awaitTips(world, program)
  expect((await readChain(program, 'harbor')).reorgs.count).toBe(0)
  await expectLikeFresh(world, program)
  expect(fault.met).toBe(4)
})

test('behavior: F028 logs that are missing at the height of the fork alone are found by the bloom', async () => {
  const world = await createWorld({ chains: { harbor: { bloom: 'trusted' } } })
  world.clock.at(41_000, () => reorganise(world, { depth: 6 }))
  // The lowest block of the new branch, for good at `eth_getLogs`: its receipts know better.
  const fault = callFault('no logs at the fork', { methods, fromMs: 41_000 }, (call, right) => {
    const block = pinnedBlock(world, call)
    if (block !== undefined) return block.number === 255 ? { result: [] } : undefined
    if (!Array.isArray(right.result)) return undefined
    const logs: LogJson[] = right.result
    const kept = logs.filter((log) => Number(log.blockNumber) !== 255)
    return kept.length === logs.length ? undefined : { result: kept }
  })
  world.node.faults.push(fault)
  expect(planBlock('harbor', 255, 1).transactions?.length).toBeGreaterThan(0)
  await expectLikeFresh(world, await world.start())
  expect(fault.met).toBeGreaterThan(0)
})

test.each([
  ['zero', emptyBloom],
  ['full', `0x${'ff'.repeat(256)}`],
  ['missing', undefined],
])('behavior: F029 a bloom that is always %s hides no log', async (_name, logsBloom) => {
  const world = await createWorld()
  const fault = callFault(
    'bloom',
    { methods: ['eth_getBlockByNumber', 'eth_getBlockByHash'] },
    (_, right) =>
      typeof right.result === 'object' && right.result !== null
        ? { result: { ...right.result, logsBloom } }
        : undefined,
  )
  world.node.faults.push(fault)
  await expectLikeFresh(world, await world.start())
  expect(fault.met).toBeGreaterThan(0)
})

test('behavior: F030 an endpoint of another chain is refused at the start and named', async () => {
  const world = await createWorld({ endpoints: { harbor: ['http', 'http'] } })
  world.node.chainId = 1
  const program = await world.start()
  await awaitTips(world, program)
  const { endpoints } = await readChain(program, 'harbor')
  expect(endpoints[0]).toMatchObject({ state: 'WRONG_CHAIN' })
  expect(endpoints[0]?.reason).toMatch(/chain 1\b/)
  expect(world.node.calls.get('eth_getLogs')).toBeUndefined()
  await expectLikeFresh(world, program)
})

test('behavior: F030 with only endpoints of another chain it halts, says so, and the other chain goes on', async () => {
  const world = await createWorld()
  world.node.chainId = 1
  const program = await world.start()
  await world.clock.run(60_000)
  const harbor = await readChain(program, 'harbor')
  expect(harbor.status).toBe('HALTED')
  expect(harbor.problem).toMatch(/serves chain 1, not chain 31001/)
  expect(await readChain(program, 'island')).toMatchObject({ status: 'LIVE' })
})

test.each(['another id', 'the same id'] as const)(
  'behavior: F030 a URL that turns to another chain with %s is noticed after its first failure',
  async (kind) => {
    const world = await createWorld({ endpoints: { harbor: ['http', 'http'] } })
    const { node } = world
    const { tree, chainId } = node
    const foreign = kind === 'another id' ? 1 : chainId
    world.clock.at(21_000, () => {
      node.tree = world.trees.island
      node.chainId = foreign
    })
    world.clock.at(65_000, () => {
      node.tree = tree
      node.chainId = chainId
    })
    const dropped = exchangeFault('dropped', { fromMs: 20_900, toMs: 21_600 }, () => ({
      type: 'fail',
      failure: 'unreachable',
    }))
    node.faults.push(dropped)
    const program = await world.start()
    await world.clock.run(60_000)
    const chain = await readChain(program, 'harbor')
    expect(chain.endpoints[0]).toMatchObject({ state: 'WRONG_CHAIN' })
    expect(chain).toMatchObject({ status: 'LIVE', reorgs: { count: 0 } })
    await expectLikeFresh(world, program)
    expect(dropped.met).toBeGreaterThan(0)
  },
)

test('behavior: a chain whose only endpoint serves another one halts, and goes on when it serves the right one', async () => {
  const world = await createWorld()
  const { node } = world
  const { chainId } = node
  node.chainId = 1
  world.clock.at(2_000, () => {
    node.chainId = chainId
  })
  const program = await world.start()
  await world.clock.run(1_000)
  expect((await readChain(program, 'harbor')).problem).toContain('serves chain 1')
  await world.clock.run(60_000)
  expect(await readChain(program, 'harbor')).toMatchObject({ status: 'LIVE', problem: null })
  await expectLikeFresh(world, program)
})

test('behavior: F031 one liar of three is outvoted, and extra fields never break the vote', async () => {
  const world = await createWorld({
    endpoints: { harbor: ['http', 'http', 'http'] },
    chains: { harbor: { coverage: 'verified', bloom: 'trusted' } },
  })
  const [, second, third] = world.nodes.harbor
  const lie = callFault('a larger amount', { methods }, (_call, right) => {
    if (!Array.isArray(right.result) || right.result.length === 0) return undefined
    return {
      result: right.result.map((log: LogJson) => ({
        ...log,
        data: log.data.length === 66 ? numberToHex(BigInt(log.data) * 2n, { size: 32 }) : log.data,
      })),
    }
  })
  const extras = [second, third].map((node, i) => {
    const fault = callFault('extra fields', { methods }, (_call, right) =>
      Array.isArray(right.result)
        ? {
            result: right.result.map((log: LogJson) => ({
              ...log,
              l1BlockNumber: `0x${i}`,
              x: {},
            })),
          }
        : undefined,
    )
    node?.faults.push(fault)
    return fault
  })
  world.node.faults.push(lie)
  const program = await world.start()
  await awaitTips(world, program)
  const { endpoints } = await readChain(program, 'harbor')
  expect(['TRUNCATING', 'LYING']).toContain(endpoints[0]?.state)
  expect(endpoints[0]?.reason).toBeTruthy()
  expect(await program.metrics()).toMatch(/plimsoll_endpoint_up\{[^}]*harbor#1[^}]*\} 0/)
  await expectLikeFresh(world, program)
  expect(lie.met).toBeGreaterThan(0)
  for (const extra of extras) expect(extra.met).toBeGreaterThan(0)
})

/** Harbor's first endpoint shows a fork twice as deep as finality, from 41 s to `endMs`. */
function showDeepFork(world: World, endMs: number): void {
  const { node } = world
  world.clock.at(41_000, () => {
    node.backends = [{ lag: 0, tip: branchOff(world, { depth: 40, length: 60 }) }]
  })
  world.clock.at(endMs, () => {
    node.backends = [{ lag: 0, tip: undefined }]
  })
}

test('behavior: F032 a deep fork that one of two endpoints shows undoes nothing', async () => {
  const world = await createWorld({ endpoints: { harbor: ['http', 'http'] } })
  showDeepFork(world, 46_000)
  const program = await world.start()
  await world.clock.run(45_900)
  const chain = await readChain(program, 'harbor')
  expect(chain).toMatchObject({ status: 'LIVE', reorgs: { count: 0 } })
  expect(chain.endpoints[0]).toMatchObject({ state: 'FORKED' })
  const codes = (await readConditions(program)).map(({ code }) => code)
  expect(codes).not.toContain('FINALITY_VIOLATED')
  await expectLikeFresh(world, program)
})

test('behavior: F032 a deep fork that the only endpoint shows for a moment needs confirmation first', async () => {
  const world = await createWorld()
  showDeepFork(world, 41_900)
  const program = await world.start()
  await world.clock.run(41_800)
  const chain = await readChain(program, 'harbor')
  expect(chain.reorgs.count).toBe(0)
  expect(chain.problem).toMatch(/needs confirmation by a second witness/)
  expect(chain.independentEndpoints).toBe(1)
  await expectLikeFresh(world, program)
})

test('behavior: F032 a deep fork that the only endpoint insists on stops its chain and takes nothing back', async () => {
  const world = await createWorld()
  showDeepFork(world, 600_000)
  const program = await world.start()
  await world.clock.run(40_900)
  const before = await readServed(program)
  await world.clock.run(20_000)
  const chain = await readChain(program, 'harbor')
  expect(chain).toMatchObject({ status: 'HALTED', isStale: true })
  expect(chain.problem).toMatch(/Confirm it/)
  expect(await readAmountsAt(program)).toEqual(amountsOf(before))
})

/** Harbor's amounts by contract and account. */
async function readAmountsAt(program: Program): Promise<unknown> {
  return amountsOf(await readServed(program))
}

function amountsOf({ venue }: Served): unknown {
  const amounts: string[] = []
  JSON.stringify(venue, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('shares' in value)) return value
    const line: Partial<Record<string, unknown>> = { ...value }
    if (line.chainId === 31_001 && line.kind === 'HOLDING')
      amounts.push(
        JSON.stringify([line.contract, line.account, line.unit, line.amount, line.shares]),
      )
    return value
  })
  return amounts.sort()
}
