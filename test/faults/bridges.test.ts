import { type Hex, keccak256, stringToHex } from 'viem'
import { expect, test } from 'vitest'
import { createWorld, type World } from './support/createWorld.ts'
import type { TreeLog } from './support/encodeBlock.ts'
import { refuse } from './support/evaluateCall.ts'
import { awaitTips, expectLikeFresh } from './support/expectLikeFresh.ts'
import { callFault, type Fault } from './support/Fault.ts'
import { laneLog, lanesNamed } from './support/lanes.ts'
import { addressOf, bookReceive, bookSend, messageOf } from './support/protocol.ts'
import { readConditions } from './support/readServed.ts'
import { reorganise } from './support/reorg.ts'
import type { Program } from './support/runProgram.ts'
import { type ChainName, planBlock, timeOf, toTransaction } from './support/scenario.ts'

/** Block of harbor that sends by itself while the world runs; it arrives on island nine blocks later. */
const sentAt = 246
const sentAmount = BigInt(sentAt * 1_000)
const { id: sentKey } = messageOf(sentAt, sentAmount)

const key = keccak256(stringToHex('the key of a lane'))
const ann = addressOf('ann')

/** A claim of absence is confirmed only where the logs were verified. */
const known = { coverage: 'verified', bloom: 'trusted' } as const
const chains = { harbor: known, island: known }

interface TransferAnswer {
  bridge: string
  state: string
  cause: string | null
  stuckReason: string | null
  amounts: { kind: string; amount: { raw: string } }[]
  legs: unknown[]
}

/** Transfers of a key in the order of their bridges' names. */
async function readTransfers(program: Program, key: Hex): Promise<readonly TransferAnswer[]> {
  const { transfers } = await program.query<{ transfers: { nodes: TransferAnswer[] } }>(
    `query ($key: Hex) { transfers(where: { key: $key }) {
      nodes { bridge state cause stuckReason amounts { kind amount { raw } } legs { step } }
    } }`,
    { key },
  )
  return transfers.nodes.toSorted((a, b) => (a.bridge < b.bridge ? -1 : 1))
}

const codesOf = async (program: Program): Promise<readonly string[]> =>
  (await readConditions(program)).map(({ code }) => code)

/** Adds logs to a block that is not mined yet. */
function plan(world: World, chain: ChainName, number: number, logs: readonly TreeLog[]): void {
  const usual = planBlock(chain, number)
  const transaction = toTransaction(`more:${chain}:${number}`, logs)
  const transactions = [...(usual.transactions ?? []), transaction]
  world.plans.set(`${chain}:${number}`, { ...usual, transactions })
}

/** Every call to a chain's node fails for a while. */
function silence(world: World, chain: ChainName, fromMs: number, toMs: number): Fault {
  const fault = callFault('silence', { fromMs, toMs }, () => refuse(-32_000, 'out of order'))
  for (const node of world.nodes[chain]) node.faults.push(fault)
  return fault
}

test('behavior: F104 equal keys of two versions are two transfers', async () => {
  const world = await createWorld({ chains, lanes: lanesNamed('lane-1', 'lane-2') })
  plan(world, 'harbor', 243, [
    laneLog('lane-1', 'Sent', { key, amount: 5n }),
    laneLog('lane-2', 'Sent', { key, amount: 7n }),
  ])
  plan(world, 'island', 247, [laneLog('lane-2', 'Credited', { key, amount: 7n })])
  const program = await world.start()
  await world.clock.run(20_000)
  expect(await readTransfers(program, key)).toMatchObject([
    { bridge: 'lane-1', state: 'IN_FLIGHT', legs: [{ step: 'SENT' }] },
    { bridge: 'lane-2', state: 'DELIVERED', legs: [{ step: 'SENT' }, { step: 'CREDITED' }] },
  ])
  await expectLikeFresh(world, program)
})

test('behavior: F105 the message with nonce 0 is one like any other', async () => {
  const world = await createWorld({ chains })
  const { id } = messageOf(0, 7_000n)
  plan(world, 'harbor', 243, bookSend(ann, 0, 7_000n))
  plan(world, 'island', 250, bookReceive(ann, 0, 7_000n))
  const program = await world.start()
  await world.clock.run(15_000)
  expect(await readTransfers(program, id)).toMatchObject([
    { state: 'IN_FLIGHT', amounts: [{ kind: 'IN_FLIGHT', amount: { raw: '7000' } }] },
  ])
  await awaitTips(world, program)
  expect(await readTransfers(program, id)).toMatchObject([{ state: 'DELIVERED', amounts: [] }])
  await expectLikeFresh(world, program)
})

test('behavior: F106 a delivery that is seen before its source waits for it, and is no risk', async () => {
  const world = await createWorld({ chains })
  const fault = silence(world, 'harbor', 8_000, 50_000)
  const program = await world.start()
  await world.clock.run(45_000)
  expect(await readTransfers(program, sentKey)).toMatchObject([{ state: 'AWAITING_SOURCE' }])
  expect(await codesOf(program)).not.toContain('TRANSFER_UNBACKED')
  await awaitTips(world, program)
  expect(await readTransfers(program, sentKey)).toMatchObject([{ state: 'DELIVERED', amounts: [] }])
  expect(fault.met).toBeGreaterThan(0)
  await expectLikeFresh(world, program)
})

test('behavior: F107 a log that is missing from the sequence is found, and its delivery never called unbacked', async () => {
  const world = await createWorld({ chains })
  const { hash } = planBlock('harbor', sentAt).transactions?.at(-1) ?? {}
  const fault = callFault(
    'a log is missing',
    { methods: ['eth_getLogs'], toMs: 40_000, times: 3 },
    (_call, { result }) => {
      if (!Array.isArray(result)) return undefined
      const rest = result.filter((log: { transactionHash: string }) => log.transactionHash !== hash)
      return rest.length === result.length ? undefined : { result: rest }
    },
  )
  world.node.faults.push(fault)
  const program = await world.start()
  for (let second = 12; second < 60; second += 2) {
    await world.clock.run(2_000)
    expect(await codesOf(program)).not.toContain('TRANSFER_UNBACKED')
  }
  await awaitTips(world, program)
  expect(await readTransfers(program, sentKey)).toMatchObject([{ state: 'DELIVERED', amounts: [] }])
  expect(fault.met).toBeGreaterThan(0)
  await expectLikeFresh(world, program)
})

test('behavior: F108 a message that is executed twice is a critical condition, and its value counts once', async () => {
  const world = await createWorld({ chains })
  plan(world, 'harbor', 243, bookSend(ann, 9_001, 7_000n))
  plan(world, 'island', 247, bookReceive(ann, 9_001, 7_000n))
  plan(world, 'island', 252, bookReceive(ann, 9_001, 7_000n))
  const { id } = messageOf(9_001, 7_000n)
  const program = await world.start()
  await awaitTips(world, program)
  expect(await readTransfers(program, id)).toMatchObject([
    { state: 'DUPLICATE_CREDIT', amounts: [{ kind: 'UNBACKED', amount: { raw: '7000' } }] },
  ])
  expect(await readConditions(program)).toContainEqual(
    expect.objectContaining({ code: 'TRANSFER_DUPLICATE_CREDIT', subject: id }),
  )
  await expectLikeFresh(world, program)
})

test('behavior: F109 more credited than sent is a contradiction, each side keeps its amount', async () => {
  const world = await createWorld({ chains })
  plan(world, 'harbor', 243, bookSend(ann, 9_001, 7_000n))
  plan(world, 'island', 247, bookReceive(ann, 9_001, 7_000n, 8_000n))
  const { id } = messageOf(9_001, 7_000n)
  const program = await world.start()
  await awaitTips(world, program)
  expect(await readTransfers(program, id)).toMatchObject([{ state: 'AMOUNT_MISMATCH' }])
  expect(await readConditions(program)).toContainEqual(
    expect.objectContaining({ code: 'TRANSFER_CONFLICT', severity: 'CRITICAL', subject: id }),
  )
  await expectLikeFresh(world, program)
})

test('behavior: F110 what failed, expired or was refunded is not in flight for ever', async () => {
  const world = await createWorld({ chains, lanes: lanesNamed('lane') })
  const keys = ['failed', 'expired', 'refunded'].map((word) => keccak256(stringToHex(word)))
  const [failed = key, expired = key, refunded = key] = keys
  const deadline = timeOf(250)
  plan(
    world,
    'harbor',
    243,
    keys.map((each) => laneLog('lane', 'Sent', { key: each, amount: 5n, deadline })),
  )
  plan(world, 'island', 247, [laneLog('lane', 'Failed', { key: failed })])
  plan(world, 'harbor', 255, [laneLog('lane', 'Refunded', { key: refunded, amount: 5n })])
  const program = await world.start()
  await world.clock.run(16_000)
  expect(await readTransfers(program, failed)).toMatchObject([{ state: 'FAILED_RETRYABLE' }])
  await awaitTips(world, program)
  expect(await readTransfers(program, expired)).toMatchObject([
    { state: 'EXPIRED', stuckReason: 'AWAITING_REFUND' },
  ])
  expect(await readTransfers(program, refunded)).toMatchObject([{ state: 'REFUNDED', amounts: [] }])
  await expectLikeFresh(world, program)
})

test('behavior: F111 only who has read the destination calls a transfer stuck', async () => {
  const world = await createWorld({ chains, lanes: lanesNamed('lane') })
  const lost = keccak256(stringToHex('never delivered'))
  plan(
    world,
    'harbor',
    243,
    [key, lost].map((each) => laneLog('lane', 'Sent', { key: each, amount: 5n })),
  )
  plan(world, 'island', 250, [laneLog('lane', 'Credited', { key, amount: 5n })])
  const fault = silence(world, 'island', 8_000, 58_000)
  const program = await world.start()
  await world.clock.run(55_000)
  for (const each of [key, lost]) {
    const [transfer] = await readTransfers(program, each)
    expect(transfer?.state).not.toBe('STUCK')
    expect(transfer?.state).not.toBe('DELIVERED')
  }
  expect(await codesOf(program)).not.toContain('TRANSFER_STUCK')
  await awaitTips(world, program)
  expect(await readTransfers(program, key)).toMatchObject([{ state: 'DELIVERED' }])
  expect(await readTransfers(program, lost)).toMatchObject([{ state: 'STUCK' }])
  expect(fault.met).toBeGreaterThan(0)
  await expectLikeFresh(world, program)
})

test('behavior: F112 a nonce that a reorg gave another payload does not match the old delivery', async () => {
  const world = await createWorld({
    lanes: lanesNamed('lane'),
    liveBlocks: 60,
    chains,
  })
  const sent = (payload: string) => laneLog('lane', 'Sent', { key, payload, amount: 5n })
  plan(world, 'harbor', 246, [sent('old')])
  plan(world, 'island', 250, [laneLog('lane', 'Credited', { key, payload: 'old', amount: 5n })])
  let met = 0
  world.clock.at(37_000, () => {
    met += 1
    const other = [
      ...(planBlock('harbor', 246).transactions ?? []),
      toTransaction('b', [sent('new')]),
    ]
    reorganise(world, {
      depth: 14,
      plan: (number) => (number === 246 ? { transactions: other } : planBlock('harbor', number)),
    })
  })
  const program = await world.start()
  await world.clock.run(36_000)
  expect(await readTransfers(program, key)).toMatchObject([{ state: 'DELIVERED' }])
  await awaitTips(world, program)
  expect(met).toBe(1)
  expect(await readTransfers(program, key)).toMatchObject([{ state: 'PAYLOAD_CONFLICT' }])
  expect(await readConditions(program)).toContainEqual(
    expect.objectContaining({ code: 'TRANSFER_CONFLICT', severity: 'CRITICAL', subject: key }),
  )
  await expectLikeFresh(world, program)
})

test('behavior: F113 what waits for a finality that does not come says so', async () => {
  const world = await createWorld({ chains, lanes: lanesNamed('lane') })
  world.node.tagHead = (head) => Math.min(head, 240)
  plan(world, 'harbor', 243, [laneLog('lane', 'Sent', { key, amount: 5n })])
  const program = await world.start()
  await awaitTips(world, program)
  expect(await readTransfers(program, key)).toMatchObject([
    { state: 'STUCK', stuckReason: 'AWAITING_FINALITY' },
  ])
})
