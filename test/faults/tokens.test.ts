import { type Hex, pad, stringToHex, toFunctionSelector, toHex } from 'viem'
import { expect, test } from 'vitest'
import { metadataChecks } from '../../src/cli/doctor/contract/metadataChecks.ts'
import { readMetadata } from '../../src/cli/doctor/contract/readMetadata.ts'
import type { ConfigInput } from '../../src/config/input/ConfigInput.ts'
import { parseProject } from '../../src/config/parseProject.ts'
import { defineVault } from '../../src/protocols/defineVault.ts'
import { createWorld, type World } from './support/createWorld.ts'
import type { TreeLog } from './support/encodeBlock.ts'
import { awaitTips, expectLikeFresh } from './support/expectLikeFresh.ts'
import {
  addressOf,
  book,
  bookAbi,
  bookDeposit,
  chainIds,
  contracts,
  encodeLog,
  wrap,
  yieldDeposit,
} from './support/protocol.ts'
import { readConditions } from './support/readServed.ts'
import type { Program } from './support/runProgram.ts'
import { planBlock, toTransaction } from './support/scenario.ts'
import { worldConfig } from './support/worldConfig.ts'

const { usd, yieldVault, book: vault } = contracts.harbor
const zero = addressOf('')
/** Somebody whom the world's own plan does not know. */
const eve = addressOf('eve')

/** Puts one transaction more into block `number` of harbor. */
function addLogs(world: World, number: number, logs: readonly TreeLog[]): void {
  const usual = planBlock('harbor', number)
  const transactions = [...(usual.transactions ?? []), toTransaction(`token:${number}`, logs)]
  world.plans.set(`harbor:${number}`, { ...usual, transactions })
}

const transfer = (token: Hex, from: Hex, to: Hex, value: bigint): TreeLog =>
  encodeLog(token, 'Transfer', { from, to, value })

const word = (value: bigint): Hex => toHex(value, { size: 32 })

function answerCall(
  world: World,
  contract: Hex,
  signature: string,
  answer: (block: number) => Hex,
) {
  const key = `${contract}:${toFunctionSelector(signature)}`
  world.trees.harbor.answers.set(key, ({ number }) => answer(number))
}

interface Account {
  owner: string
  status: string
  reasons: { code: string; text: string }[]
  lines: {
    assetId: string
    amount: { raw: string }
    shares: string | null
    value: { raw: string } | null
  }[]
}

async function readAccount(program: Program, owner: Hex): Promise<Account | undefined> {
  const { marginAccounts } = await program.query<{ marginAccounts: { nodes: Account[] } }>(`{
    marginAccounts(venue: "lab", first: 20) { nodes {
      owner status reasons { code text } lines { assetId amount { raw } shares value { raw } }
    } }
  }`)
  return marginAccounts.nodes.find((account) => account.owner.toLowerCase() === owner)
}

/** What is said about harbor's vault and its token. */
async function readSaid(program: Program) {
  const conditions = await readConditions(program)
  return conditions
    .filter(({ code }) => code === 'RESIDUAL' || code === 'TOKEN_CHANGED')
    .map(({ code, subject, text }) => ({ code, subject, text }))
}

/** The world after its last block, held against a fresh index of it. */
async function play(world: World, read: (program: Program) => Promise<void>): Promise<void> {
  const program = await world.start()
  await awaitTips(world, program)
  await read(program)
  await expectLikeFresh(world, program)
}

test('behavior: F091 a token that nobody described is counted raw, valued by no guess, and named', async () => {
  const stray = addressOf('stray')
  const world = await createWorld()
  // The vault also books a token that the config does not have, and that answers no decimals().
  world.book = defineVault({
    name: 'fault-book',
    version: 7,
    abi: bookAbi,
    events: {
      Deposited: ({ account, amount }, builder) => builder.credit({ account, amount }),
      Bonus: ({ account, amount }, builder) => {
        const fact = builder.credit({ account, amount, moved: null })
        return fact && { ...fact, asset: stray }
      },
    },
  })
  addLogs(world, 252, [
    ...bookDeposit(eve, 7_000_000n),
    encodeLog(vault, 'Bonus', { account: eve, amount: 123_456_789_012_345_678n }),
  ])
  const program = await world.start()
  await awaitTips(world, program)
  const account = await readAccount(program, eve)
  expect(account?.lines.find(({ assetId }) => assetId.includes(stray))).toMatchObject({
    amount: { raw: '123456789012345678' },
    value: null,
  })
  expect(account?.lines.find(({ assetId }) => assetId === 'usd')?.value).not.toBeNull()
  expect(account?.status).toBe('UNKNOWN')
  const missing = account?.reasons.filter(({ code }) => code === 'PRICE_MISSING') ?? []
  expect(missing.some(({ text }) => text.includes(stray))).toBe(true)
  await program.stop()
})

test('behavior: F091 a configured token that answers no decimals() is read as configured, and nothing is made up', async () => {
  const world = await createWorld()
  addLogs(world, 252, bookDeposit(eve, 7_000_000n))
  await play(world, async (program) => {
    const account = await readAccount(program, eve)
    expect(account?.lines).toMatchObject([
      { assetId: 'usd', amount: { raw: '7000000' }, value: { raw: String(7n * 10n ** 18n) } },
    ])
    expect(await readSaid(program)).toEqual([])
  })
  // Each read of this world that is no rate was refused.
  expect(world.node.calls.get('eth_call')).toBeGreaterThan(0)
})

/** What the doctor says of a token's name, asked of a scripted node. */
async function askDoctor(world: World, contract: Hex): Promise<readonly string[]> {
  const rpc: Record<'harbor' | 'island', ConfigInput['chains'][string]['rpc']> = {
    harbor: 'http://harbor.test',
    island: 'http://island.test',
  }
  const config = worldConfig({ database: 'none.db', rpc, book })
  const project = parseProject(config, { variables: {}, presets: {} })
  const checks = metadataChecks(project, chainIds.harbor).filter(({ to }) => to === contract)
  const lines = await readMetadata(async (calls) => {
    const batch = calls.map((call, id) => ({ jsonrpc: '2.0', id, ...call }))
    const outcome = world.node.answer(JSON.stringify(batch))
    if (outcome.type !== 'answer') throw new Error('a healthy node answers')
    return JSON.parse(outcome.answer.body)
  }, checks)
  return lines.map(({ text }) => text)
}

test.each([
  ['bytes32', pad(stringToHex('MKR'), { dir: 'right' }), 'MKR'],
  [
    'string',
    `${word(32n)}${word(3n).slice(2)}${pad(stringToHex('MKR'), { dir: 'right' }).slice(2)}`,
    'MKR',
  ],
] as const)('behavior: F092 a symbol as %s is read', async (_, answer, symbol) => {
  const world = await createWorld()
  answerCall(world, usd, 'symbol()', () => answer as Hex)
  expect(await askDoctor(world, usd)).toContain(`${usd} calls itself ${symbol}.`)
})

test.each([
  ['of bytes that are no text', `0x${'ff'.repeat(32)}`],
  ['with an offset beyond its end', `${word(2n ** 255n)}${word(3n).slice(2)}${word(0n).slice(2)}`],
  ['with a length beyond its end', `${word(32n)}${word(2n ** 200n).slice(2)}${word(0n).slice(2)}`],
  ['that would move the cursor', pad(stringToHex('\u001b[2Jx'), { dir: 'right' })],
] as const)('behavior: F092 a symbol %s is passed over', async (_, answer) => {
  const world = await createWorld()
  answerCall(world, usd, 'symbol()', () => answer as Hex)
  const lines = await askDoctor(world, usd)
  expect(lines.filter((line) => line.includes('calls itself'))).toEqual([])
})

test.each([77n, 255n, 18n])(
  'behavior: F093 a token that says %s decimals of a sudden is named, and its amounts stay what they were',
  async (said) => {
    const world = await createWorld()
    answerCall(world, usd, 'decimals()', (number) => word(number >= 244 ? said : 6n))
    const amount = 7_000_000n + said
    addLogs(world, 252, bookDeposit(eve, amount))
    const program = await world.start()
    await world.clock.run(4_000)
    expect(await readSaid(program)).toEqual([])
    await program.stop()
    await world.clock.run(20_000)
    // What a restart asks at once, a running program asks within the hour.
    const restarted = await world.start()
    await awaitTips(world, restarted)
    const [condition, ...others] = await readSaid(restarted)
    expect(others).toEqual([])
    expect(condition).toMatchObject({ code: 'TOKEN_CHANGED', subject: usd })
    expect(condition?.text).toContain(`says that it has ${said} decimals; usd is counted with 6`)
    expect((await readAccount(restarted, eve))?.lines).toMatchObject([
      { amount: { raw: String(amount) }, value: { raw: String(amount * 10n ** 12n) } },
    ])
    await expectLikeFresh(world, restarted)
  },
)

test('behavior: F094 of a token that keeps a fee the book counts, and what did not arrive is said', async () => {
  const world = await createWorld()
  addLogs(world, 252, [
    transfer(usd, eve, vault, 9_900_000n),
    encodeLog(vault, 'Deposited', { account: eve, amount: 10_000_000n }),
  ])
  await play(world, async (program) => {
    expect((await readAccount(program, eve))?.lines).toMatchObject([
      { assetId: 'usd', amount: { raw: '10000000' } },
    ])
    expect(await readSaid(program)).toEqual([
      {
        code: 'RESIDUAL',
        subject: vault,
        text: `Tokens at ${vault} are less than its book says by 100000 of ${usd}.`,
      },
    ])
  })
})

test.each([
  ['up', 10n, 1_500_000n],
  ['down', 20n, 500_000n],
])(
  'behavior: F095 a token that rebases %s is counted in shares, and worth what the contract says',
  async (_, deposited, rate) => {
    const world = await createWorld()
    answerCall(world, yieldVault, 'convertToAssets(uint256)', (number) =>
      word(number >= 256 ? rate : 1_000_000n),
    )
    addLogs(world, 250, yieldDeposit(eve, deposited * 1_000_000n))
    const program = await world.start()
    await world.clock.run(30_000)
    const raw = String(deposited * 1_000_000n)
    const line = { assetId: 'share', shares: raw }
    expect((await readAccount(program, eve))?.lines).toMatchObject([
      { ...line, amount: { raw }, value: { raw: String(deposited * E18) } },
    ])
    await awaitTips(world, program)
    expect((await readAccount(program, eve))?.lines).toMatchObject([
      {
        ...line,
        amount: { raw: String(deposited * rate) },
        value: { raw: String(deposited * rate * 10n ** 12n) },
      },
    ])
    await expectLikeFresh(world, program)
  },
)

const E18 = 10n ** 18n

const wethWorld = (wraps: 'weth9' | undefined) =>
  createWorld({
    oracles: {
      feeds: {},
      assets: {
        usd: {
          symbol: 'USD',
          decimals: 6,
          tokens: { harbor: usd, island: contracts.island.router },
          feeds: ['usd-feed'],
          ...(wraps === undefined ? {} : { wraps }),
        },
      },
    },
  })

/** A vault that wraps what it is sent, and unwraps a part of it again. */
const wrapped = [
  wrap(usd, vault, 10_000_000n),
  encodeLog(vault, 'Deposited', { account: eve, amount: 10_000_000n }),
]

test('behavior: F096 a token that wraps without Transfer has its own events where it is declared', async () => {
  const world = await wethWorld('weth9')
  addLogs(world, 252, wrapped)
  // Somebody else's coins, and coins that leave without a word of the book.
  addLogs(world, 254, [wrap(usd, eve, 5n), encodeLog(usd, 'Withdrawal', { src: vault, wad: 3n })])
  await play(world, async (program) => {
    expect(await readSaid(program)).toMatchObject([
      { code: 'RESIDUAL', text: `Tokens at ${vault} are less than its book says by 3 of ${usd}.` },
    ])
  })
})

test('behavior: F096 where it is not declared, what did not arrive by Transfer is said', async () => {
  const world = await wethWorld(undefined)
  addLogs(world, 252, wrapped)
  await play(world, async (program) => {
    expect(await readSaid(program)).toMatchObject([{ code: 'RESIDUAL', subject: vault }])
    expect((await readAccount(program, eve))?.lines).toMatchObject([
      { amount: { raw: '10000000' } },
    ])
  })
})

test('behavior: F097 what an issuer mints to a vault, burns there or moves is in no book and is said', async () => {
  const world = await createWorld()
  addLogs(world, 246, bookDeposit(eve, 10_000_000n))
  addLogs(world, 250, [transfer(usd, zero, vault, 4_000_000n)])
  addLogs(world, 254, [encodeLog(usd, 'Paused', { account: eve })])
  addLogs(world, 258, [transfer(usd, vault, zero, 10_000_000n)])
  const program = await world.start()
  await world.clock.run(30_000)
  expect(await readSaid(program)).toMatchObject([{ text: expect.stringContaining('more than') }])
  await awaitTips(world, program)
  expect(await readSaid(program)).toEqual([
    {
      code: 'RESIDUAL',
      subject: vault,
      text: `Tokens at ${vault} are less than its book says by 6000000 of ${usd}.`,
    },
  ])
  expect((await readAccount(program, eve))?.lines).toMatchObject([
    { assetId: 'usd', amount: { raw: '10000000' } },
  ])
  await expectLikeFresh(world, program)
})

test('behavior: F097 shares that an issuer mints, or takes from somebody, are the book of the shares', async () => {
  const world = await createWorld()
  addLogs(world, 250, yieldDeposit(eve, 10_000_000n))
  addLogs(world, 254, [transfer(yieldVault, zero, eve, 2_000_000n)])
  addLogs(world, 258, [transfer(yieldVault, eve, zero, 5_000_000n)])
  await play(world, async (program) => {
    expect((await readAccount(program, eve))?.lines).toMatchObject([
      { assetId: 'share', shares: '7000000' },
    ])
  })
})
