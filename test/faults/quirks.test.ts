import { type Hex, numberToHex } from 'viem'
import { expect, test } from 'vitest'
import type { BlockPlan } from './support/createBlockTree.ts'
import { createWorld, mineNext, type World } from './support/createWorld.ts'
import { zeroHash } from './support/encodeBlock.ts'
import { type LogJson, refuse } from './support/evaluateCall.ts'
import { awaitTips, expectLikeFresh } from './support/expectLikeFresh.ts'
import { callFault, type Fault } from './support/Fault.ts'
import { contracts, priceUpdate, traders, yieldDeposit } from './support/protocol.ts'
import { readChain, readConditions, readServed } from './support/readServed.ts'
import { reorganise } from './support/reorg.ts'
import type { Program } from './support/runProgram.ts'
import { historyBlocks, planBlock, toTransaction } from './support/scenario.ts'

const logMethods = ['eth_getLogs', 'eth_getBlockReceipts']

/** Rewrites every log that the node answers, in logs and in receipts. */
function logFault(name: string, change: (log: LogJson) => object): Fault {
  return callFault(name, { methods: logMethods }, (call, right) => {
    if (!Array.isArray(right.result) || right.result.length === 0) return undefined
    const changed = (logs: readonly LogJson[]) => logs.map(change)
    if (call.method === 'eth_getLogs') return { result: changed(right.result) }
    return {
      result: right.result.map((receipt: { logs: LogJson[] }) => ({
        ...receipt,
        logs: changed(receipt.logs),
      })),
    }
  })
}

/** The log with its index counted from the first log of its transaction. */
function numberPerTransaction(world: World, log: LogJson): LogJson {
  const block = world.trees.harbor.byHash(log.blockHash)
  const before = block?.transactions.slice(0, Number(log.transactionIndex)) ?? []
  const first = before.reduce((sum, { logs }) => sum + logs.length, 0)
  return { ...log, logIndex: numberToHex(Number(log.logIndex) - first) }
}

test('behavior: F050 block numbers in events and extra fields of a node are no block numbers of the chain', async () => {
  const world = await createWorld()
  // A round id that is the number of an L1 block, which jumps.
  for (let number = 241; number < 270; number += 4)
    world.plans.set(`harbor:${number}`, {
      transactions: [
        toTransaction(
          `l1 ${number}`,
          priceUpdate(100_000_000n, BigInt(20_000_000 + number * 37), 1_800_000_000n),
        ),
      ],
    })
  const fault = logFault('l1 numbers', (log) => ({
    ...log,
    l1BlockNumber: numberToHex(20_000_000),
  }))
  const blocks = callFault('l1 numbers', { methods: ['eth_getBlockByNumber'] }, (_call, right) =>
    typeof right.result === 'object' && right.result !== null
      ? { result: { ...right.result, l1BlockNumber: numberToHex(20_000_000), sendCount: '0x1' } }
      : undefined,
  )
  world.node.faults.push(fault, blocks)
  const { recorded } = await expectLikeFresh(world, await world.start())
  expect(recorded.facts.some((fact) => fact.includes('"roundId":"20'))).toBe(true)
  expect(fault.met + blocks.met).toBeGreaterThan(0)
})

test('behavior: F051 logs whose transaction hash is zero count like any other', async () => {
  const world = await createWorld()
  const fault = logFault('zero hash', (log) => ({ ...log, transactionHash: zeroHash }))
  world.node.faults.push(fault)
  await expectLikeFresh(world, await world.start(), { isVenueOnly: true })
  expect(fault.met).toBeGreaterThan(0)
})

test('behavior: F052 a chain whose batches can be reverted is final by its own depth', async () => {
  const world = await createWorld({
    liveBlocks: 40,
    chains: { harbor: { finality: { policy: 'depth', safeDepth: 100, finalizedDepth: 150 } } },
  })
  world.clock.at(41_000, () => reorganise(world, { depth: 90 }))
  const program = await world.start()
  await awaitTips(world, program)
  expect(await readChain(program, 'harbor')).toMatchObject({
    status: 'LIVE',
    reorgs: { count: 1, deepest: '90' },
  })
  await expectLikeFresh(world, program)
})

test('behavior: F053 state-sync logs that clash with the index of others are told apart', async () => {
  const world = await createWorld()
  const foreign = callFault('state sync', { methods: ['eth_getBlockReceipts'] }, (_call, right) =>
    Array.isArray(right.result)
      ? { result: [...right.result, { logs: [], transactionHash: zeroHash, status: '0x1' }] }
      : undefined,
  )
  // The logs of a later transaction start again at index 0.
  const fault = logFault('clashing indexes', (log) => numberPerTransaction(world, log))
  const refused = callFault(
    'receipts instead',
    { methods: ['eth_getLogs'], fromMs: 20_000, toMs: 30_000 },
    () => refuse(-32_000, 'too many logs'),
  )
  world.node.faults.push(refused, fault, foreign)
  await expectLikeFresh(world, await world.start(), { isVenueOnly: true })
  expect(fault.met).toBeGreaterThan(0)
  expect(foreign.met).toBeGreaterThan(0)
})

test('behavior: F055 indexes that are unique in a transaction alone lose and double nothing', async () => {
  const twin: BlockPlan = {
    transactions: [0, 1].map((i) =>
      toTransaction(`twin ${i}`, [
        ...yieldDeposit(traders[0] ?? '0x', 5_000_000n),
        ...yieldDeposit(traders[0] ?? '0x', 5_000_000n),
      ]),
    ),
  }
  const world = await createWorld()
  world.plans.set('harbor:245', twin)
  const fault = logFault('indexes per transaction', (log) => numberPerTransaction(world, log))
  world.node.faults.push(fault)
  await expectLikeFresh(world, await world.start(), { isVenueOnly: true })
  expect(fault.met).toBeGreaterThan(0)
})

const wrongFields: readonly [string, unknown][] = [
  ['null', null],
  ['missing', undefined],
  ['0xffffffff', '0xffffffff'],
  ['beyond 64 bits', `0x1${'0'.repeat(20)}`],
  ['a number', 12],
  ['no hex', '0xzz'],
  ['negative', '-0x1'],
  ['an object', { hex: '0x1' }],
]
const fields = [
  'logIndex',
  'transactionIndex',
  'blockNumber',
  'blockHash',
  'transactionHash',
  'data',
  'address',
  'topics',
  'blockTimestamp',
] as const

test.each(fields)(
  'behavior: F056 a log whose %s is of any wrong kind is refused and read again',
  async (field) => {
    const world = await createWorld()
    const fault = callFault(field, { methods: ['eth_getLogs'] }, (_call, right) => {
      const wrong = wrongFields[fault.met]
      if (wrong === undefined || !Array.isArray(right.result) || right.result.length === 0)
        return undefined
      const [first, ...others]: LogJson[] = right.result
      return { result: [{ ...first, [field]: wrong[1] }, ...others] }
    })
    world.node.faults.push(fault)
    // A time that cannot be right may come with a log: the header's is taken then.
    await expectLikeFresh(world, await world.start())
    expect(fault.met).toBe(wrongFields.length)
  },
)

test('error: F056 a malformed log that stays is named with method and what is wrong, and stops its chain alone', async () => {
  const world = await createWorld()
  const fault = callFault(
    'index null',
    { methods: ['eth_getLogs', 'eth_getBlockReceipts'], toMs: 120_000 },
    (_call, right) => {
      if (!Array.isArray(right.result) || right.result.length === 0) return undefined
      const [first, ...others]: (LogJson & { logs?: object[] })[] = right.result
      if (first === undefined) return undefined
      const wrong =
        first.logs === undefined
          ? { ...first, logIndex: null }
          : { ...first, logs: first.logs.map((log) => ({ ...log, logIndex: null })) }
      return { result: [wrong, ...others] }
    },
  )
  world.node.faults.push(fault)
  const program = await world.start()
  await world.clock.run(100_000)
  const harbor = await readChain(program, 'harbor')
  expect(harbor.problem).toMatch(/eth_get(Logs|BlockReceipts).*malformed/)
  expect(await readChain(program, 'island')).toMatchObject({ status: 'LIVE' })
  await expectLikeFresh(world, program)
  expect(fault.met).toBeGreaterThan(0)
})

const times: readonly [string, (right: bigint, number: number) => bigint][] = [
  ['equal', () => 1_800_000_020n],
  ['falling', (right, number) => (number % 2 === 0 ? right - 9n : right)],
  ['a year ahead', (right, number) => (number === 250 ? right + 31_536_000n : right)],
  ['in milliseconds', (right, number) => (number === 250 ? right * 1_000n : right)],
  ['2^63', (right, number) => (number === 250 ? 2n ** 63n : right)],
]

test.each(times)(
  'behavior: F057 blocks whose times are %s are ordered by their numbers',
  async (_name, timeOf) => {
    const world = await createWorld()
    let met = 0
    for (let number = 241; number <= 270; number += 1) {
      const right = 1_800_000_000n + BigInt((number - historyBlocks) * 2)
      const timestamp = timeOf(right, number)
      if (timestamp !== right) met += 1
      world.plans.set(`harbor:${number}`, { ...planBlock('harbor', number), timestamp })
    }
    const program = await world.start()
    await awaitTips(world, program)
    const { conditions } = await readServed(program)
    expect(conditions.filter(({ severity }) => severity === 'CRITICAL')).toEqual([])
    const amounts = await readAmounts(program)
    const { recorded } = await expectLikeFresh(world, program)
    // What is counted does not depend on the clock of a block.
    expect(amounts).toEqual(await readRightAmounts())
    expect(recorded.facts.length).toBeGreaterThan(300)
    expect(met).toBeGreaterThan(0)
  },
)

/** Amounts by asset and chain of the world with right times. */
async function readRightAmounts(): Promise<unknown> {
  const world = await createWorld()
  const program = await world.start()
  await awaitTips(world, program)
  return readAmounts(program)
}

function readAmounts(program: Program): Promise<unknown> {
  return program.query(
    '{ collateral(venue: "lab") { totals { assetId byChain { chainId amount { raw } } } } }',
  )
}

test('behavior: F058 a sequencer that stops and then bursts raises no storm and loses nothing', async () => {
  const world = await createWorld({ liveBlocks: 10 })
  const restartMs = 20_000 + 7_200_000
  const burst = 400
  world.clock.at(restartMs, () => {
    for (let i = 0; i < burst; i += 1)
      world.trees.harbor.mine({
        ...planBlock('harbor', world.trees.harbor.tip.number + 1),
        timestamp: world.trees.harbor.tip.timestamp,
      })
  })
  const program = await world.start()
  await world.clock.run(restartMs - 1_000)
  // The node confirms its head all the time: the chain is at the block it has, and said to make no others.
  const stopped = await readChain(program, 'harbor')
  expect(stopped).toMatchObject({ indexed: '250', head: '250' })
  expect(stopped.problem).toMatch(/has made no block for \d+ s/)
  const before = await readConditions(program)
  expect(before.length).toBeLessThan(5)
  world.endsAtMs = restartMs + 1_000
  await awaitTips(world, program)
  expect((await readConditions(program)).length).toBeLessThan(5)
  await expectLikeFresh(world, program)
})

test('behavior: F059 a range beyond the head is waited for and not split', async () => {
  const world = await createWorld({ liveBlocks: 5 })
  const ranges = new Set<number>()
  let met = 0
  const fault = callFault('beyond the head', { methods: ['eth_getLogs'], times: 6 }, (call) => {
    const filter = call.params[0]
    if (
      typeof filter !== 'object' ||
      filter === null ||
      !('fromBlock' in filter) ||
      !('toBlock' in filter)
    )
      return undefined
    ranges.add(Number(filter.toBlock) - Number(filter.fromBlock))
    met += 1
    return refuse(
      -32_602,
      met % 2 === 0 ? 'block range extends beyond current head block' : 'invalid block range',
    )
  })
  world.node.faults.push(fault)
  await expectLikeFresh(world, await world.start())
  expect(fault.met).toBe(6)
})

test('behavior: F054 a number without a block is passed over where the links prove it', async () => {
  const world = await createWorld({ liveBlocks: 6 })
  let met = 0
  world.clock.at(13_000, () => {
    world.trees.harbor.mine({ ...planBlock('harbor', 249), skipped: 2 })
    met += 1
  })
  for (let i = 1; i <= 6; i += 1)
    world.clock.at(13_000 + i * 2_000, () => {
      mineNext(world, 'harbor')
    })
  world.endsAtMs = 30_000
  const program = await world.start()
  await expectLikeFresh(world, program)
  expect(met).toBe(1)
})

/** The addresses that logs are expected from; a guard against a scenario that forgot them. */
test('default: the scripted chain emits for every contract of the config', () => {
  const seen = new Set<Hex>()
  for (let number = 1; number <= historyBlocks; number += 1)
    for (const chain of ['harbor', 'island'] as const)
      for (const { logs } of planBlock(chain, number).transactions ?? [])
        for (const { address } of logs) seen.add(address)
  const wanted = [...Object.values(contracts.harbor), ...Object.values(contracts.island)]
  expect(wanted.filter((address) => !seen.has(address))).toEqual([])
})
