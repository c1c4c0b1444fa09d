import { concat, type Hex, keccak256, pad, toFunctionSelector, toHex } from 'viem'
import { expect, test } from 'vitest'
import { parseProject } from '../../src/config/parseProject.ts'
import { verify } from '../../src/start/verify.ts'
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore.ts'
import { createWorld, type World, type WorldParameters } from './support/createWorld.ts'
import type { TreeLog } from './support/encodeBlock.ts'
import { refuse } from './support/evaluateCall.ts'
import { awaitTips, expectLikeFresh } from './support/expectLikeFresh.ts'
import { callFault } from './support/Fault.ts'
import { addressOf, chainIds, contracts, encodeLog } from './support/protocol.ts'
import { readConditions } from './support/readServed.ts'
import { reorganise } from './support/reorg.ts'
import type { Program } from './support/runProgram.ts'
import { type ChainName, planBlock, toTransaction } from './support/scenario.ts'
import { answerMulticall, answerToken, multicall, sumTransfers, wordOf } from './support/tokens.ts'
import { worldConfig } from './support/worldConfig.ts'

const { harbor, island } = contracts
const zero: Hex = `0x${'0'.repeat(40)}`
const thief = addressOf('thief')

/** The route's router on harbor locks dollars, and is the token on island. */
const usdGroup = {
  bridges: ['route'],
  escrows: [{ chain: 'harbor', address: harbor.router, startBlock: 0 }],
  supplies: [{ chain: 'island', startBlock: 0 }],
}
const backing = { reads: { everySeconds: 10 }, groups: { usd: usdGroup } }

interface Figures {
  escrowed: { raw: string }
  supply: { raw: string }
  inFlight: { raw: string }
  offset: { raw: string }
  difference: { raw: string }
}

interface BackingAnswer {
  group: string
  logs: Figures | null
  unknown: string | null
  ageSeconds: string | null
  reads: {
    figures: Figures
    logs: Figures
    blocks: { chainId: number; number: string; timestamp: string }[]
    ageSeconds: string
  } | null
  readsUnknown: string | null
  accounts: {
    side: string
    chainId: number
    holder: string | null
    logs: { raw: string } | null
    read: { raw: string } | null
    drift: { raw: string } | null
  }[]
  offsets: { amount: { value: string }; block: string; reason: string }[]
  flows: { net: { chainId: number; raw: string }; isConfirmed: boolean }[]
  limits: unknown[]
  cut: { chains: { chainId: number; number: string }[] }
}

const figures =
  '{ escrowed { raw } supply { raw } inFlight { raw } offset { raw } difference { raw } }'
const query = `query ($at: At) { backing(at: $at) { nodes {
  group logs ${figures} unknown ageSeconds
  reads { figures ${figures} logs ${figures} blocks { chainId number timestamp } ageSeconds } readsUnknown
  accounts { side chainId holder logs { raw } read { raw } drift { raw } }
  offsets { amount { value } block reason } flows { net { chainId raw } isConfirmed }
  limits { bridge mintLimit { raw } mintLeft { raw } burnLimit { raw } burnLeft { raw } inbound { raw } } cut { chains { chainId number } }
} } }`

async function readBacking(program: Program, at?: object): Promise<BackingAnswer> {
  const { backing } = await program.query<{ backing: { nodes: BackingAnswer[] } }>(query, { at })
  const [node] = backing.nodes
  if (node === undefined) throw new Error('no group is configured')
  return node
}

async function codesOf(program: Program): Promise<readonly string[]> {
  const conditions = await readConditions(program)
  return conditions.flatMap(({ code, severity }) =>
    /BACKING|FLOW|MINT/.test(code) ? [`${code} ${severity}`] : [],
  )
}

async function createBackedWorld(parameters: WorldParameters = {}): Promise<World> {
  const world = await createWorld({ backing, ...parameters })
  answerToken({ tree: world.trees.harbor, address: harbor.usd })
  answerToken({ tree: world.trees.island, address: island.router })
  return world
}

/** Adds logs to a block that is not mined yet. */
function plan(world: World, chain: ChainName, number: number, logs: readonly TreeLog[]): void {
  const usual = planBlock(chain, number)
  const transaction = toTransaction(`more:${chain}:${number}`, logs)
  const transactions = [...(usual.transactions ?? []), transaction]
  world.plans.set(`${chain}:${number}`, { ...usual, transactions })
}

const move = (token: Hex, from: Hex, to: Hex, value: bigint): TreeLog =>
  encodeLog(token, 'Transfer', { from, to, value })

/** What the chains themselves say at their tips. */
function truth(world: World): { escrowed: bigint; supply: bigint } {
  const { trees } = world
  const isRouter = (party: Hex): boolean => party === wordOf(harbor.router)
  const isZero = (party: Hex): boolean => party === wordOf(zero)
  return {
    escrowed: sumTransfers(trees.harbor.tip, harbor.usd, isRouter),
    supply: -sumTransfers(trees.island.tip, island.router, isZero),
  }
}

test('default: what is escrowed, issued and in flight adds up, by logs and by reads of the tokens', async () => {
  const world = await createBackedWorld()
  const program = await world.start()
  await awaitTips(world, program)
  const { escrowed, supply } = truth(world)
  const answer = await readBacking(program)
  expect(supply).toBeGreaterThan(0n)
  expect(answer).toMatchObject({
    group: 'usd',
    logs: {
      escrowed: { raw: String(escrowed) },
      supply: { raw: String(supply) },
      inFlight: { raw: String(escrowed - supply) },
      offset: { raw: '0' },
      difference: { raw: '0' },
    },
    unknown: null,
    readsUnknown: null,
  })
  expect(answer.reads?.figures).toEqual(answer.reads?.logs)
  expect(answer.reads?.figures.difference.raw).toBe('0')
  expect(answer.accounts.map(({ side, drift }) => [side, drift?.raw])).toEqual([
    ['ESCROW', '0'],
    ['SUPPLY', '0'],
  ])
  const blocks = answer.reads?.blocks ?? []
  // Both chains are read at the first block of one stretch of ten seconds.
  expect(new Set(blocks.map(({ timestamp }) => BigInt(timestamp) / 10n)).size).toBe(1)
  expect(blocks.map(({ timestamp }) => BigInt(timestamp) % 10n < 2n)).toEqual([true, true])
  expect(answer.flows).toEqual([
    { net: { chainId: chainIds.island, raw: String(supply) }, isConfirmed: false },
  ])
  expect(await codesOf(program)).toEqual([])
  await expectLikeFresh(world, program)
})

test('behavior: at every second both methods add up, each at blocks of its own', async () => {
  const world = await createBackedWorld()
  const program = await world.start()
  await world.clock.run(2_000)
  const ways = new Set<string>()
  for (let second = 0; second < 56; second += 1) {
    await world.clock.run(1_000)
    const { logs, reads } = await readBacking(program)
    expect([logs?.difference.raw, reads?.figures.difference.raw]).toEqual(['0', '0'])
    ways.add(logs?.inFlight.raw === reads?.figures.inFlight.raw ? 'same' : 'other')
  }
  // The reads were older than a departure or an arrival at some seconds, else this would show nothing.
  expect(ways.size).toBe(2)
})

test('behavior: a round asks once per question, every so many seconds and only at the head', async () => {
  const world = await createBackedWorld()
  const asked: string[] = []
  const spy = callFault('listen', { methods: ['eth_call'] }, (call) => {
    const question = JSON.stringify(call.params[0])
    const isBalance = question.includes(toFunctionSelector('balanceOf(address)'))
    // The audit asks vaults about their accounts.
    if (isBalance && question.includes(harbor.usd)) asked.push(JSON.stringify(call.params))
    return undefined
  })
  world.node.faults.push(spy)
  const program = await world.start()
  await awaitTips(world, program)
  // Sixty seconds of blocks: one read where the program came to the head, and one in each stretch of ten seconds after it.
  expect(asked.length).toBe(7)
  expect(new Set(asked).size).toBe(7)
})

test('behavior: one multicall carries all questions of a chain', async () => {
  const world = await createBackedWorld({
    chains: { harbor: { multicall }, island: { multicall } },
    backing: {
      reads: { everySeconds: 10, callsMax: 1 },
      groups: {
        usd: {
          ...usdGroup,
          limits: [{ chain: 'island', bridge: island.mailbox }],
        },
      },
    },
  })
  for (const tree of Object.values(world.trees)) answerMulticall(tree)
  const { answers } = world.trees.island
  const left = 7n
  // Beside the two answered ones those of burning revert, as on a token that nobody may burn.
  const limits = { mintingMaxLimitOf: 1_000_000n, mintingCurrentLimitOf: left }
  for (const [name, limit] of Object.entries(limits))
    answers.set(`${island.router}:${toFunctionSelector(`${name}(address)`)}`, () =>
      toHex(limit, { size: 32 }),
    )
  const program = await world.start()
  await awaitTips(world, program)
  const answer = await readBacking(program)
  const { inFlight } = answer.logs ?? {}
  expect(answer.reads?.figures.difference.raw).toBe('0')
  expect(answer.limits).toMatchObject([
    {
      ...{ bridge: island.mailbox, inbound: inFlight, mintLimit: { raw: '1000000' } },
      ...{ mintLeft: { raw: '7' }, burnLimit: null, burnLeft: null },
    },
  ])
  expect(BigInt(inFlight?.raw ?? 0)).toBeGreaterThan(left)
  expect(await codesOf(program)).toEqual(['MINT_LIMIT_SPENT WARNING'])
})

test('behavior: a stolen escrow is a warning at once, and pages when the token itself says so', async () => {
  const world = await createBackedWorld({ liveBlocks: 40 })
  plan(world, 'harbor', 251, [move(harbor.usd, harbor.router, thief, 123_456n)])
  const program = await world.start()
  const seen: string[] = []
  const note = async (): Promise<void> => {
    const now = (await codesOf(program)).join()
    if (seen.at(-1) !== now) seen.push(now)
  }
  for (let i = 0; i < 40; i += 1) {
    await world.clock.run(1_000)
    await note()
  }
  await awaitTips(world, program)
  await note()
  expect(seen.slice(-3)).toEqual(['', 'BACKING_SHORTFALL WARNING', 'BACKING_SHORTFALL CRITICAL'])
  const answer = await readBacking(program)
  expect(answer.logs?.difference.raw).toBe('-123456')
  expect(answer.reads?.figures.difference.raw).toBe('-123456')
  const condition = (await readConditions(program)).find(({ code }) => code === 'BACKING_SHORTFALL')
  expect(condition).toMatchObject({
    subject: 'usd',
    text: 'The supply of usd exceeds what backs it by 0.123456; the tokens themselves say 0.123456.',
  })
  await expectLikeFresh(world, program)
})

test('behavior: what is minted without a message is missing, whoever minted it', async () => {
  const world = await createBackedWorld()
  plan(world, 'island', 250, [move(island.router, zero, thief, 5_000n)])
  const program = await world.start()
  await awaitTips(world, program)
  const answer = await readBacking(program)
  expect([answer.logs?.difference.raw, answer.reads?.figures.difference.raw]).toEqual([
    ...['-5000', '-5000'],
  ])
  expect(await codesOf(program)).toEqual(['BACKING_SHORTFALL CRITICAL'])
})

test('behavior: a token that answers another amount than its logs is a condition of its own, and no page', async () => {
  const world = await createBackedWorld()
  answerToken({
    ...{ tree: world.trees.harbor, address: harbor.usd },
    unlogged: (block) => (block >= 250 ? -777n : 0n),
  })
  const program = await world.start()
  await awaitTips(world, program)
  const answer = await readBacking(program)
  expect(answer.logs?.difference.raw).toBe('0')
  expect(answer.reads?.figures.difference.raw).toBe('-777')
  expect(answer.reads?.logs.difference.raw).toBe('0')
  expect(answer.accounts.map(({ drift }) => drift?.raw)).toEqual(['-777', '0'])
  expect((await codesOf(program)).toSorted()).toEqual([
    ...['BACKING_DRIFT WARNING', 'BACKING_SHORTFALL WARNING'],
  ])
  const texts = (await readConditions(program)).map(({ text }) => text)
  expect(texts).toContainEqual(
    expect.stringMatching(/^What 0x.* holds of 0x.* is 0.000777 less at block 2.. of chain 31001/),
  )
})

test('behavior: a chain that sends away more than it was ever sent made it itself', async () => {
  const world = await createBackedWorld({
    chains: { island: { coverage: 'verified', bloom: 'trusted' } },
  })
  const amount = 10n ** 12n
  plan(world, 'island', 250, [move(island.router, zero, thief, amount)])
  plan(world, 'island', 255, sendBack(amount))
  const program = await world.start()
  await awaitTips(world, program)
  const { flows, logs } = await readBacking(program)
  const { supply } = truth(world)
  expect(flows).toEqual([
    { net: { chainId: chainIds.island, raw: String(supply - amount) }, isConfirmed: true },
  ])
  // What was made there is on its way to the escrow, which owes it no more than it did before.
  expect(logs?.difference.raw).toBe(String(-amount))
  expect((await codesOf(program)).toSorted()).toEqual([
    ...['BACKING_SHORTFALL CRITICAL', 'NET_FLOW_NEGATIVE CRITICAL'],
  ])
})

test('behavior: a reorg takes back what it took, the reads of its blocks too', async () => {
  const world = await createBackedWorld()
  plan(world, 'harbor', 262, [move(harbor.usd, harbor.router, thief, 99n)])
  const program = await world.start()
  await awaitTips(world, program)
  expect(await codesOf(program)).toEqual(['BACKING_SHORTFALL CRITICAL'])
  reorganise(world, { depth: 9, length: 12 })
  await awaitTips(world, program)
  const answer = await readBacking(program)
  expect(answer.logs?.difference.raw).toBe('0')
  expect(answer.reads?.figures.difference.raw).toBe('0')
  const [block] = answer.reads?.blocks.filter(({ chainId }) => chainId === chainIds.harbor) ?? []
  expect(world.trees.harbor.at(Number(block?.number))?.timestamp).toBe(
    BigInt(block?.timestamp ?? 0),
  )
  expect(await codesOf(program)).toEqual([])
  await expectLikeFresh(world, program)
})

test('behavior: reads are recorded: a restart knows them, and a past cut has its own', async () => {
  const world = await createBackedWorld()
  const first = await world.start()
  await awaitTips(world, first)
  const before = await readBacking(first)
  const past = { timestamp: String(world.trees.harbor.get(262).timestamp) }
  const then = await readBacking(first, past)
  expect(then.logs?.difference.raw).toBe('0')
  expect(then.reads?.figures).toEqual(then.reads?.logs)
  const heights = new Map(then.cut.chains.map(({ chainId, number }) => [chainId, Number(number)]))
  for (const { chainId, number } of then.reads?.blocks ?? [])
    expect(Number(number)).toBeLessThanOrEqual(heights.get(chainId) ?? 0)
  expect(then.reads?.blocks).not.toEqual(before.reads?.blocks)
  await first.stop()
  const deaf = callFault('deaf', { methods: ['eth_call'] }, () => refuse(-32_000, 'out of order'))
  for (const nodes of Object.values(world.nodes)) for (const node of nodes) node.faults.push(deaf)
  const second = await world.start()
  await world.clock.run(1_000)
  expect((await readBacking(second)).reads?.blocks).toEqual(before.reads?.blocks)
  expect((await readBacking(second, past)).reads).toEqual(then.reads)
})

test('behavior: a shortfall that no read confirms stays a warning, and old reads are said', async () => {
  const world = await createBackedWorld({ liveBlocks: 60 })
  plan(world, 'harbor', 251, [move(harbor.usd, harbor.router, thief, 99n)])
  const deaf = callFault('deaf', { methods: ['eth_call'], fromMs: 8_000 }, () =>
    refuse(-32_601, 'the method eth_call does not exist'),
  )
  for (const nodes of Object.values(world.nodes)) for (const node of nodes) node.faults.push(deaf)
  const program = await world.start()
  await awaitTips(world, program)
  expect(deaf.met).toBeGreaterThan(0)
  expect((await codesOf(program)).toSorted()).toEqual([
    ...['BACKING_SHORTFALL WARNING', 'BACKING_UNREAD WARNING'],
  ])
})

test('behavior: a group that the config adds later is read from its beginning, and says so until it is', async () => {
  const world = await createBackedWorld()
  delete world.parameters.backing
  const first = await world.start()
  await world.clock.run(20_000)
  await first.stop()
  world.parameters.backing = backing
  const second = await world.start()
  const joining = await readBacking(second)
  expect(joining).toMatchObject({ logs: null, unknown: 'BACKFILLING', readsUnknown: 'BACKFILLING' })
  expect(await codesOf(second)).toEqual([])
  await awaitTips(world, second)
  const { escrowed } = truth(world)
  const answer = await readBacking(second)
  expect(answer.logs).toMatchObject({
    escrowed: { raw: String(escrowed) },
    difference: { raw: '0' },
  })
  expect(answer.reads?.figures.difference.raw).toBe('0')
  await expectLikeFresh(world, second)
})

test('behavior: what is recorded of backing follows from its facts', async () => {
  const world = await createBackedWorld()
  plan(world, 'harbor', 245, [move(harbor.usd, thief, harbor.router, 11n)])
  const program = await world.start()
  await awaitTips(world, program)
  await program.stop()
  const { database } = program
  const rpc = { harbor: 'http://127.0.0.1:1', island: 'http://127.0.0.1:2' }
  const config = worldConfig({ database, rpc, book: world.book, backing })
  const project = parseProject(config, { variables: {}, presets: {} })
  const store = await openSqliteStore({ path: database, pid: process.pid, nowMs: 0 })
  try {
    const kinds = new Set<string>()
    for (const { id } of project.chains)
      for await (const page of store.rows(id)) for (const { key } of page) kinds.add(key.kind)
    expect([...kinds]).toEqual(expect.arrayContaining(['escrowed', 'supply', 'flow', 'observed']))
    const { chains } = await verify({ store, project })
    expect(chains.map(({ mismatches }) => mismatches)).toEqual([[], []])
  } finally {
    await store.close()
  }
})

test('behavior: accounts that begin late begin with what stood there, and a wrong beginning is a drift', async () => {
  const world = await createBackedWorld()
  const startBlock = 150
  const begin = world.trees.harbor.get(startBlock - 1)
  const opening = sumTransfers(begin, harbor.usd, (party) => party === wordOf(harbor.router))
  const escrow = { chain: 'harbor', address: harbor.router, startBlock, opening }
  const signed = {
    ...{ chain: 'harbor', block: 245, amount: -11, reason: 'Donated by hand, see the forum.' },
  }
  world.parameters.backing = {
    reads: { everySeconds: 10 },
    groups: { usd: { ...usdGroup, escrows: [escrow], offsets: [signed] } },
  }
  plan(world, 'harbor', 245, [move(harbor.usd, thief, harbor.router, 11n)])
  const program = await world.start()
  await awaitTips(world, program)
  const answer = await readBacking(program)
  expect(answer.logs).toMatchObject({ offset: { raw: '-11' }, difference: { raw: '0' } })
  expect(answer.offsets).toEqual([
    { amount: { value: '-0.000011' }, block: '245', reason: 'Donated by hand, see the forum.' },
  ])
  expect(await codesOf(program)).toEqual([])
  await program.stop()
  world.parameters.backing = {
    reads: { everySeconds: 10 },
    groups: { usd: { ...usdGroup, escrows: [{ ...escrow, opening: opening + 3n }] } },
  }
  const wrong = await world.start()
  await world.clock.run(1_000)
  expect((await readBacking(wrong)).accounts.map(({ drift }) => drift?.raw)).toEqual(['-3', '0'])
  expect(await codesOf(wrong)).toContain('BACKING_DRIFT WARNING')
})

/** Tokens of island are burnt for dollars of harbor. */
function sendBack(amount: bigint): readonly TreeLog[] {
  const message = concat([
    ...[toHex(3, { size: 1 }), toHex(1, { size: 4 }), toHex(chainIds.island, { size: 4 })],
    ...[pad(island.router), toHex(chainIds.harbor, { size: 4 }), pad(harbor.router)],
    ...[pad(thief), toHex(amount, { size: 32 })],
  ])
  const destination = chainIds.harbor
  const recipient = pad(thief)
  return [
    move(island.router, thief, zero, amount),
    encodeLog(island.router, 'SentTransferRemote', { destination, recipient, amountOrId: amount }),
    encodeLog(island.mailbox, 'Dispatch', {
      ...{ sender: island.router, destination, recipient: pad(harbor.router), message },
    }),
    encodeLog(island.mailbox, 'DispatchId', { messageId: keccak256(message) }),
  ]
}
