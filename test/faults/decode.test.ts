import { concat, encodeAbiParameters, type Hex, keccak256, pad, stringToHex, toHex } from 'viem'
import { expect, test } from 'vitest'
import { malform } from '../protocols/logs.ts'
import { createWorld, type World } from './support/createWorld.ts'
import type { TreeLog } from './support/encodeBlock.ts'
import { awaitTips, expectLikeFresh } from './support/expectLikeFresh.ts'
import {
  addressOf,
  bookDeposit,
  contracts,
  encodeLog,
  mendedBook,
  priceUpdate,
  traders,
  upgradedBook,
  yieldDeposit,
} from './support/protocol.ts'
import { readConditions } from './support/readServed.ts'
import type { Program } from './support/runProgram.ts'
import { planBlock, toTransaction } from './support/scenario.ts'

const { yieldVault, book, mailbox } = contracts.harbor
const ann = traders[0] ?? addressOf('ann')

/** Puts one transaction more, with `logs`, into block `number` of harbor. */
function addLogs(world: World, number: number, logs: readonly TreeLog[]): Hex {
  const plan = world.plans.get(`harbor:${number}`) ?? planBlock('harbor', number)
  const transaction = toTransaction(`extra ${number} ${plan.transactions?.length}`, logs)
  world.plans.set(`harbor:${number}`, {
    ...plan,
    transactions: [...(plan.transactions ?? []), transaction],
  })
  return transaction.hash
}

/** Balances and prices. What shares are worth moves with every log of the vault in this world, so shares are counted. */
async function readAmounts(program: Program): Promise<unknown> {
  const { collateral, prices } = await program.query<{
    collateral: { lines: { amount: unknown; shares: string | null }[] }
    prices: unknown
  }>(amountsQuery)
  const lines = collateral.lines.map(({ amount, ...line }) =>
    line.shares === null ? { ...line, amount } : line,
  )
  return { lines, prices }
}

const amountsQuery = `{
  collateral(venue: "lab") { lines { assetId chainId contract account unit amount { raw } shares } }
  prices { nodes { assetId state price { raw } } }
}`

let clean: unknown

/** What the world without the extra logs serves. */
async function readClean(): Promise<unknown> {
  if (clean !== undefined) return clean
  const world = await createWorld()
  const program = await world.start()
  await awaitTips(world, program)
  clean = await readAmounts(program)
  return clean
}

/**
 * Runs the world with `logs` in it, once seen live and once in a backfill. Expects that each of them is quarantined with
 * its evidence and a reason, and that everything else is what it is without them.
 */
async function expectQuarantined(
  logs: readonly TreeLog[],
  startMs = 0,
): Promise<readonly string[]> {
  const world = await createWorld()
  const hash = addLogs(world, 245, logs)
  await world.clock.run(startMs)
  const program = await world.start()
  await awaitTips(world, program)
  expect(await readAmounts(program)).toEqual(await readClean())
  const conditions = (await readConditions(program)).filter(
    ({ code }) => code === 'LOG_QUARANTINED',
  )
  expect(conditions).toHaveLength(logs.length)
  for (const condition of conditions) {
    expect(condition.severity).toBe('WARNING')
    expect(condition.text).toMatch(/block 245 is quarantined: \S/)
  }
  const { recorded } = await expectLikeFresh(world, program)
  expect(recorded.quarantined).toHaveLength(logs.length)
  expect(hash).toMatch(/^0x/)
  return recorded.quarantined
}

/** Late enough that every block that the script mines is final when the program starts. */
const asHistoryMs = 200_000

const transferAs721: TreeLog = {
  address: yieldVault,
  topics: [
    keccak256(stringToHex('Transfer(address,address,uint256)')),
    pad(addressOf('')),
    pad(ann),
    toHex(7, { size: 32 }),
  ],
  data: '0x',
}

test.each([
  ['live', 0],
  ['in a backfill', asHistoryMs],
])(
  'behavior: F081 an event with the same topic and other indexed arguments is quarantined (%s)',
  async (_name, startMs) => {
    const [reason] = await expectQuarantined([transferAs721], startMs)
    expect(reason).toMatch(/topic/)
  },
)

const deposit = bookDeposit(ann, 5_000_000n)[1]
const price = priceUpdate(100_000_000n, 9n, 1_800_000_000n)[0]
if (deposit === undefined || price === undefined) throw new Error('the protocol has these events')

test.each([
  ['an extra topic on a deposit', malform(deposit).extra],
  ['trailing data behind a deposit', malform(deposit).trailing],
  [
    '64 bytes behind a deposit',
    { ...deposit, data: concat([deposit.data, toHex(0, { size: 64 })]) },
  ],
  ['data where a price has none', { ...price, data: concat([price.data, '0x01']) }],
])('behavior: F082 %s is not decoded as if it were right', async (_name, log) => {
  await expectQuarantined([log])
})

test.each([
  ['a deposit', malform(deposit).dirty],
  [
    'an account of 32 ff bytes',
    { ...deposit, topics: [deposit.topics[0] ?? '0x', `0x${'ff'.repeat(32)}` as const] },
  ],
  [
    'a share transfer',
    {
      address: yieldVault,
      topics: [
        keccak256(stringToHex('Transfer(address,address,uint256)')),
        pad(addressOf('')),
        `0x01${'00'.repeat(11)}${ann.slice(2)}` as const,
      ],
      data: toHex(5, { size: 32 }),
    },
  ],
])('behavior: F083 dirty upper bytes in %s are not cut off', async (_name, log) => {
  await expectQuarantined([log])
})

/** A Dispatch of our router whose message is what `data` says. */
function dispatchWith(data: Hex): TreeLog {
  const right = encodeLog(mailbox, 'Dispatch', {
    sender: contracts.harbor.router,
    destination: 31_002,
    recipient: pad(contracts.island.router),
    message: '0x01',
  })
  return { ...right, data }
}

const word = (value: bigint) => toHex(value, { size: 32 })

const bombs: readonly [string, TreeLog][] = [
  ['31 bytes of data', { ...deposit, data: `0x${deposit.data.slice(4)}` }],
  ['no data', { ...deposit, data: '0x' }],
  ['an offset out of range', dispatchWith(concat([word(2n ** 64n), word(1n), word(0n)]))],
  ['an offset at itself', dispatchWith(concat([word(0n), word(0n)]))],
  ['a length of 2^256 − 1', dispatchWith(concat([word(32n), word(2n ** 256n - 1n)]))],
  ['a length beyond its data', dispatchWith(concat([word(32n), word(4_096n), word(0n)]))],
  ['dirty padding', dispatchWith(concat([word(32n), word(1n), `0x01${'ff'.repeat(31)}`]))],
  ['a megabyte of nothing', dispatchWith(`0x${'00'.repeat(1_000_000)}`)],
]

test.each(bombs)(
  'behavior: F084 a log with %s is quarantined, without a crash',
  async (_name, log) => {
    await expectQuarantined([log])
  },
)

/** What the program says about one account. */
async function readLines(program: Program, owner: Hex) {
  const { marginAccount } = await program.query<{
    marginAccount: {
      lines: { assetId: string; unit: string; amount: { raw: string }; shares: string | null }[]
    }
  }>(
    'query ($owner: Address!) { marginAccount(venue: "lab", owner: $owner) { lines { assetId unit amount { raw } shares } } }',
    { owner },
  )
  return marginAccount.lines
}

const largest = 2n ** 256n - 1n
const eve = addressOf('eve')

test('behavior: F085 the largest numbers of the EVM are counted exactly', async () => {
  const world = await createWorld()
  addLogs(world, 245, bookDeposit(eve, largest))
  addLogs(world, 246, bookDeposit(eve, 2n ** 53n + 1n))
  addLogs(world, 247, priceUpdate(-(2n ** 255n), largest, largest))
  addLogs(world, 249, priceUpdate(100_000_000n, 1n, 1_800_000_018n))
  const program = await world.start()
  await awaitTips(world, program)
  expect(await readLines(program, eve)).toEqual([
    {
      assetId: 'usd',
      unit: 'cross',
      amount: { raw: String(largest + 2n ** 53n + 1n) },
      shares: null,
    },
  ])
  const { recorded } = await expectLikeFresh(world, program)
  expect(recorded.facts.some((fact) => fact.includes(`"answer":"${-(2n ** 255n)}"`))).toBe(true)
})

const labels: readonly [string, string][] = [
  ['null bytes', 'a\u0000b\u0000'],
  ['text from right to left', '\u202Eevil\u202C \u05D0\u05D1'],
  ['quotes and markup', `"'<script>\\';--\n\r\t`],
  ['every plane', '𝔘\u{1F4A5}\uFEFF\uFFFF'],
  ['a megabyte', 'x'.repeat(1_000_000)],
]

test.each(labels)('behavior: F086 a string with %s is kept as it is', async (_name, label) => {
  const world = await createWorld()
  addLogs(world, 245, [encodeLog(book, 'Labelled', { account: eve, label, amount: 5n })])
  const program = await world.start()
  await awaitTips(world, program)
  if (label.length < 100)
    expect(await readLines(program, eve)).toEqual([
      { assetId: 'usd', unit: `isolated:${label}`, amount: { raw: '5' }, shares: null },
    ])
  await expectLikeFresh(world, program)
})

const wrongTexts: readonly [string, Hex][] = [
  ['a lone surrogate', '0xeda080'],
  ['a cut sequence', '0xf09f92'],
  ['no UTF-8 at all', '0xfffefd'],
]

test.each(wrongTexts)(
  'behavior: F086 a string of %s is quarantined rather than changed',
  async (_name, bytes) => {
    const right = encodeLog(book, 'Labelled', { account: eve, label: 'x', amount: 5n })
    const data = encodeAbiParameters([{ type: 'bytes' }, { type: 'uint256' }], [bytes, 5n])
    await expectQuarantined([{ ...right, data }])
  },
)

test('behavior: F087 an indexed string is its hash, and is no address', async () => {
  const world = await createWorld()
  const tag = 'some tag'
  addLogs(world, 245, [encodeLog(book, 'Tagged', { account: eve, tag, amount: 5n })])
  addLogs(world, 247, [encodeLog(book, 'Careless', { tag, amount: 5n })])
  const program = await world.start()
  await awaitTips(world, program)
  expect(await readLines(program, eve)).toEqual([
    {
      assetId: 'usd',
      unit: `isolated:${keccak256(stringToHex(tag))}`,
      amount: { raw: '5' },
      shares: null,
    },
  ])
  expect(await readConditions(program)).toContainEqual(
    expect.objectContaining({
      code: 'LOG_QUARANTINED',
      text: expect.stringMatching(/Careless.*not an address/),
    }),
  )
  await expectLikeFresh(world, program)
})

/** EIP-1967. */
const upgraded: TreeLog = {
  address: book,
  topics: [keccak256(stringToHex('Upgraded(address)')), pad(addressOf('new code'))],
  data: '0x',
}

test('behavior: F088 an upgrade of a followed contract is said, and its new event counts once the config knows it', async () => {
  const world = await createWorld()
  addLogs(world, 243, [upgraded])
  addLogs(world, 246, [encodeLog(book, 'Bonus', { account: eve, amount: 77n })])
  const program = await world.start()
  await awaitTips(world, program)
  expect(await readLines(program, eve)).toEqual([])
  expect(await readConditions(program)).toContainEqual(
    expect.objectContaining({
      severity: 'WARNING',
      subject: book,
      text: expect.stringMatching(/upgraded/),
    }),
  )
  await program.stop()
  world.book = upgradedBook
  const again = await world.start()
  await awaitTips(world, again)
  expect(await readLines(again, eve)).toMatchObject([{ amount: { raw: '77' } }])
  await expectLikeFresh(world, again)
})

test('behavior: F089 a mended function decodes the recorded logs anew, without fetching final ones again', async () => {
  const world = await createWorld()
  const program = await world.start()
  await awaitTips(world, program)
  const before = await readAmounts(program)
  await program.stop()
  const ranges = world.node.calls.get('eth_getLogs') ?? 0
  world.book = mendedBook
  const again = await world.start()
  await awaitTips(world, again)
  expect(await readAmounts(again)).not.toEqual(before)
  // Blocks above the finalized one are few; the history is decoded from what was kept.
  expect((world.node.calls.get('eth_getLogs') ?? 0) - ranges).toBeLessThan(10)
  await expectLikeFresh(world, again)
})

test('behavior: F090 the events of impostors count for nothing', async () => {
  const world = await createWorld()
  const impostor = addressOf('impostor')
  const foreign = [
    ...yieldDeposit(eve, 5n),
    ...bookDeposit(eve, 5n),
    ...priceUpdate(1n, 1n, 1n),
  ].map((log) => ({ ...log, address: impostor }))
  // In a transaction of its own, and beside real ones.
  addLogs(world, 245, foreign)
  addLogs(world, 246, [...foreign, ...bookDeposit(ann, 0n)])
  const program = await world.start()
  await awaitTips(world, program)
  expect(await readAmounts(program)).toEqual(await readClean())
  expect(await readLines(program, eve)).toEqual([])
  const { recorded } = await expectLikeFresh(world, program)
  expect(recorded.facts.filter((fact) => fact.includes(impostor))).toEqual([])
})
