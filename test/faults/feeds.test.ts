import { type Hex, keccak256, parseAbi, toFunctionSelector, toHex } from 'viem'
import { expect, test } from 'vitest'
import { defineFeed } from '../../src/protocols/defineFeed.ts'
import type { TreeBlock } from './support/createBlockTree.ts'
import { createWorld, type World } from './support/createWorld.ts'
import type { TreeLog } from './support/encodeBlock.ts'
import { awaitTips, expectLikeFresh } from './support/expectLikeFresh.ts'
import { contracts, encodeLog, oracles, priceUpdate } from './support/protocol.ts'
import type { Program } from './support/runProgram.ts'
import { type ChainName, timeOf, toTransaction } from './support/scenario.ts'

const dollar = 100_000_000n

/** What is mined in blocks of a chain, in the place of what its plan says. */
function logAt(
  world: World,
  chain: ChainName,
  logs: Readonly<Record<number, readonly TreeLog[]>>,
): void {
  for (const [block, each] of Object.entries(logs))
    world.plans.set(`${chain}:${block}`, {
      transactions: [toTransaction(`${chain}:oracle:${block}`, each)],
    })
}

interface Answer {
  prices: {
    nodes: {
      assetId: string
      state: string
      source: string | null
      low: { raw: string } | null
      high: { raw: string } | null
    }[]
  }
  conditions: {
    nodes: { code: string; subject: string; chains: number[]; text: string; evidence: string[] }[]
  }
  marginAccounts: { nodes: { status: string; reasons: { code: string; text: string }[] }[] }
}

/** What everybody sees of prices: themselves, the conditions about them, and the accounts that rest on them. */
async function readPrices(program: Program) {
  const { prices, conditions, marginAccounts } = await program.query<Answer>(`{
    prices { nodes { assetId state source low { raw } high { raw } } }
    conditions { nodes { code subject chains text evidence } }
    marginAccounts(venue: "lab", first: 20) { nodes { status reasons { code text } } }
  }`)
  return {
    price: (id: string) => prices.nodes.find(({ assetId }) => assetId === id),
    said: (code: string) => conditions.nodes.filter((condition) => condition.code === code),
    accounts: marginAccounts.nodes,
  }
}

const uptimeFeed = { feed: oracles.uptime, startBlock: 0, graceSeconds: 12 }

const uptime = (status: 0n | 1n, roundId: bigint, since: bigint) =>
  priceUpdate(status, roundId, since, oracles.uptime)

test('behavior: F100 while a sequencer is down its prices are late with their widest band, and it is said', async () => {
  const world = await createWorld({ chains: { harbor: { sequencer: uptimeFeed } } })
  logAt(world, 'harbor', {
    246: uptime(0n, 1n, timeOf(1)),
    254: [...priceUpdate(dollar, 254n, timeOf(254)), ...uptime(1n, 2n, timeOf(253))],
  })
  const program = await world.start()
  await world.clock.run(20_000)
  const before = await readPrices(program)
  expect(before.price('usd')).toMatchObject({ state: 'FRESH' })
  expect(before.said('SEQUENCER_DOWN')).toEqual([])
  await world.clock.run(12_000)
  const down = await readPrices(program)
  expect(down.price('usd')).toMatchObject({
    state: 'LATE',
    low: { raw: String((10n ** 18n * 95n) / 100n) },
    high: { raw: String((10n ** 18n * 105n) / 100n) },
  })
  expect(down.said('SEQUENCER_DOWN')).toMatchObject([
    { subject: oracles.uptime, chains: [31_001], evidence: ['31001:254'] },
  ])
  expect(down.accounts.every(({ reasons }) => reasons.some(isLate))).toBe(true)
  await expectLikeFresh(world, program)
})

const isLate = ({ code, text }: { code: string; text: string }) =>
  code === 'PRICE_LATE' && text.includes('sequencer')

test('behavior: F100 a sequencer that is back has its grace from when it came back, not from when that was confirmed', async () => {
  const world = await createWorld({ chains: { harbor: { sequencer: uptimeFeed } } })
  const confirmed = (number: number): TreeLog =>
    encodeLog(oracles.uptime, 'RoundUpdated', { status: 0n, updatedAt: timeOf(number) })
  logAt(world, 'harbor', {
    244: uptime(1n, 2n, timeOf(243)),
    250: uptime(0n, 3n, timeOf(250)),
    254: [...priceUpdate(dollar, 254n, timeOf(254)), confirmed(254)],
    258: [confirmed(258)],
  })
  const program = await world.start()
  await world.clock.run(26_000)
  const grace = await readPrices(program)
  expect(grace.price('usd')).toMatchObject({ state: 'LATE' })
  expect(grace.said('SEQUENCER_DOWN')).toEqual([])
  const [condition] = grace.said('SEQUENCER_GRACE')
  expect(condition?.text).toContain(String(timeOf(250) + 12n))
  await awaitTips(world, program)
  const after = await readPrices(program)
  expect(after.price('usd')).toMatchObject({ state: 'FRESH' })
  expect(after.said('SEQUENCER_GRACE')).toEqual([])
  await expectLikeFresh(world, program)
})

const islandFeed = {
  chain: 'island',
  address: oracles.islandFeed,
  startBlock: 0,
  decimals: 8,
  heartbeatSeconds: 3_600,
}

const twoChains = { feeds: { 'isle-feed': islandFeed }, usdFeeds: ['usd-feed', 'isle-feed'] }

const islandAnswer = (answer: bigint, number: number) =>
  priceUpdate(answer, BigInt(number), timeOf(number), oracles.islandFeed)

test('behavior: a price that another chain contradicts is said with both feeds, and the primary stays', async () => {
  const world = await createWorld({ oracles: twoChains })
  logAt(world, 'island', {
    244: islandAnswer(101_000_000n, 244),
    256: islandAnswer(95_000_000n, 256),
  })
  const program = await world.start()
  await world.clock.run(20_000)
  const near = await readPrices(program)
  expect(near.said('FEED_DIVERGED')).toEqual([])
  await awaitTips(world, program)
  const far = await readPrices(program)
  expect(far.price('usd')).toMatchObject({ state: 'FRESH', source: 'usd-feed' })
  expect(far.said('FEED_DIVERGED')).toMatchObject([
    {
      subject: 'usd',
      chains: [31_001, 31_002],
      evidence: [
        `usd-feed=${10n ** 18n}@${timeOf(268)}`,
        `isle-feed=${95n * 10n ** 16n}@${timeOf(256)}`,
      ],
    },
  ])
  await expectLikeFresh(world, program)
})

test('behavior: while the sequencer of the primary is down the feed of another chain prices the asset', async () => {
  const world = await createWorld({
    chains: { harbor: { sequencer: uptimeFeed } },
    oracles: twoChains,
  })
  logAt(world, 'island', { 244: islandAnswer(101_000_000n, 244) })
  logAt(world, 'harbor', { 250: uptime(1n, 2n, timeOf(249)) })
  const program = await world.start()
  await awaitTips(world, program)
  expect((await readPrices(program)).price('usd')).toMatchObject({
    state: 'FRESH',
    source: 'isle-feed',
  })
  await expectLikeFresh(world, program)
})

test('behavior: a refused answer is named with its round and block, and the next one counts again', async () => {
  const world = await createWorld()
  logAt(world, 'harbor', { 254: priceUpdate(-5n, 254n, timeOf(254)) })
  const program = await world.start()
  await world.clock.run(34_000)
  const { said } = await readPrices(program)
  expect(said('FEED_REJECTED')).toMatchObject([
    { subject: 'usd-feed', evidence: ['31001:254'], chains: [31_001] },
  ])
  expect(said('FEED_REJECTED')[0]?.text).toContain('answer -5 of round 254')
  await awaitTips(world, program)
  expect((await readPrices(program)).said('FEED_REJECTED')).toEqual([])
  await expectLikeFresh(world, program)
})

const words = (...values: readonly bigint[]): Hex =>
  `0x${values.map((value) => toHex(BigInt.asUintN(256, value), { size: 32 }).slice(2)).join('')}`

/** What a contract of harbor answers to a function from now on. */
function answerCalls(
  world: World,
  contract: Hex,
  signature: string,
  answer: (block: TreeBlock) => Hex | undefined,
): void {
  world.trees.harbor.answers.set(`${contract}:${toFunctionSelector(signature)}`, answer)
}

const priceId = keccak256('0x50')

const pythFeed = {
  type: 'pyth' as const,
  chain: 'harbor',
  address: oracles.pyth,
  priceId,
  startBlock: 0,
  decimals: 8,
  heartbeatSeconds: 3_600,
}

const pythOracles = { feeds: { 'pyth-feed': pythFeed }, usdFeeds: ['pyth-feed'] }

const pythUpdate = (number: number, price: bigint, conf: bigint, id = priceId): TreeLog =>
  encodeLog(oracles.pyth, 'PriceFeedUpdate', {
    id,
    publishTime: timeOf(number),
    price,
    conf,
  })

/** The contract's own view of the price: what was logged last, in the scale that it has at the block. */
function answerPyth(world: World, exponentAt: (number: number) => number): void {
  answerCalls(world, oracles.pyth, 'getPriceUnsafe(bytes32)', ({ number }) => {
    const block = number >= 254 ? 254 : 230
    return words(dollar, 1_000_000n, BigInt(exponentAt(number)), timeOf(block))
  })
}

test('behavior: a Pyth price has the band of its confidence, and what was pushed for others is not its own', async () => {
  const world = await createWorld({ oracles: pythOracles })
  answerPyth(world, () => -8)
  logAt(world, 'harbor', {
    254: [pythUpdate(254, dollar, 1_000_000n), pythUpdate(254, 7n, 1n, keccak256('0x07'))],
  })
  const program = await world.start()
  await world.clock.run(10_000)
  // Nobody has pushed yet what this program saw: the contract was read.
  expect((await readPrices(program)).price('usd')).toMatchObject({ state: 'FRESH' })
  await awaitTips(world, program)
  expect((await readPrices(program)).price('usd')).toMatchObject({
    state: 'FRESH',
    source: 'pyth-feed',
    low: { raw: String(99n * 10n ** 16n) },
    high: { raw: String(101n * 10n ** 16n) },
  })
  await expectLikeFresh(world, program)
})

test('behavior: a Pyth price in another scale than the configured one is refused, and nobody is called healthy', async () => {
  const world = await createWorld({ oracles: pythOracles })
  answerPyth(world, (number) => (number >= 254 ? -5 : -8))
  logAt(world, 'harbor', { 254: [pythUpdate(254, 100_000n, 1n)] })
  const program = await world.start()
  await awaitTips(world, program)
  const { price, said, accounts } = await readPrices(program)
  expect(price('usd')).toMatchObject({ state: 'DEAD' })
  expect(said('FEED_REJECTED')[0]?.text).toContain('10^-5')
  expect(new Set(accounts.map(({ status }) => status))).toEqual(new Set(['UNKNOWN']))
  await expectLikeFresh(world, program)
})

const { feed: firstAggregator } = contracts.harbor
const { nextFeed, proxy } = oracles

/** A proxy that goes from phase 3 to phase 4 at block 256. */
function answerProxy(world: World): void {
  answerCalls(world, proxy, 'latestRoundData()', ({ number }) => {
    const [phase, round, answer] = number >= 256 ? [4n, 9n, 104_000_000n] : [3n, 240n, dollar]
    const roundId = phase * 2n ** 64n + round
    return words(roundId, answer, timeOf(240), timeOf(240), roundId)
  })
}

const proxiedFeed = (aggregators: Record<string, string>) => ({
  feeds: {
    // In the place of the world's own feed, whose aggregator this is.
    'usd-feed': {
      chain: 'harbor',
      address: proxy,
      aggregators,
      startBlock: 0,
      decimals: 8,
      heartbeatSeconds: 3_600,
    },
  },
})

test('behavior: a proxy that takes a new aggregator is followed there, and the old one counts no more', async () => {
  const world = await createWorld({
    oracles: proxiedFeed({ 3: firstAggregator, 4: nextFeed }),
  })
  answerProxy(world)
  logAt(world, 'harbor', {
    // The new one answers before it is taken.
    243: priceUpdate(150_000_000n, 8n, timeOf(243), nextFeed),
    247: priceUpdate(101_000_000n, 241n, timeOf(247)),
    262: priceUpdate(105_000_000n, 10n, timeOf(262), nextFeed),
    264: priceUpdate(90_000_000n, 250n, timeOf(264)),
  })
  const program = await world.start()
  await world.clock.run(20_000)
  expect((await readPrices(program)).price('usd')).toMatchObject({
    low: { raw: String(101n * 10n ** 16n) },
  })
  await awaitTips(world, program)
  const { price, said } = await readPrices(program)
  expect(price('usd')).toMatchObject({ low: { raw: String(105n * 10n ** 16n) } })
  expect(said('FEED_MOVED')).toEqual([])
  await expectLikeFresh(world, program)
})

test('behavior: a proxy whose new aggregator nobody named is read on, and it is said', async () => {
  const world = await createWorld({ oracles: proxiedFeed({ 3: firstAggregator }) })
  answerProxy(world)
  logAt(world, 'harbor', { 264: priceUpdate(90_000_000n, 250n, timeOf(264)) })
  const program = await world.start()
  await awaitTips(world, program)
  const { price, said } = await readPrices(program)
  expect(price('usd')).toMatchObject({
    state: 'FRESH',
    low: { raw: String(104n * 10n ** 16n) },
  })
  expect(said('FEED_MOVED')).toMatchObject([{ subject: 'usd-feed', chains: [31_001] }])
  expect(said('FEED_MOVED')[0]?.text).toContain('phase 4')
  await expectLikeFresh(world, program)
})

const marked = (number: number, market: Hex, price: bigint) =>
  [number, [encodeLog(oracles.ownFeed, 'Marked', { market, price })]] as const

const ownDefinition = defineFeed({
  name: 'own-feed',
  abi: parseAbi(['event Marked(bytes32 indexed market, uint256 price)']),
  events: {
    Marked: ({ market, price }, feed) =>
      market === keccak256('0x01') ? feed.price({ answer: price }) : undefined,
  },
})

const ownOracles = {
  feeds: {
    own: {
      type: 'custom' as const,
      chain: 'harbor',
      address: oracles.ownFeed,
      definition: ownDefinition,
      startBlock: 0,
      decimals: 30,
      heartbeatSeconds: 20,
      deadAfterSeconds: 600,
    },
  },
  usdFeeds: ['own'],
}

test('behavior: an operator’s feed prices exactly, as old as the block of its event', async () => {
  const world = await createWorld({ oracles: ownOracles })
  logAt(
    world,
    'harbor',
    Object.fromEntries([
      marked(246, keccak256('0x01'), 1_234_567_890_123_456_789_012_345_678_901n),
      marked(252, keccak256('0x02'), 5n * 10n ** 30n),
    ]),
  )
  const program = await world.start()
  await world.clock.run(20_000)
  expect((await readPrices(program)).price('usd')).toMatchObject({
    state: 'FRESH',
    low: { raw: '1234567890123456789' },
    source: 'own',
  })
  await awaitTips(world, program)
  // Block 270 is 48 s later: 28 s past the heartbeat are three started steps of 10 s.
  expect((await readPrices(program)).price('usd')).toMatchObject({
    state: 'LATE',
    low: { raw: String((1_234_567_890_123_456_789n * 9_997n) / 10_000n) },
  })
  await expectLikeFresh(world, program)
})

const bridged = {
  feeds: { 'isle-feed': islandFeed },
  assets: {
    'usd.e': { symbol: 'USD', decimals: 6, group: 'usd', tokens: {}, feeds: ['isle-feed'] },
  },
}

test('behavior: F102 a bridged asset that left its original is said until it is back, and does not flap at the limit', async () => {
  const world = await createWorld({ oracles: bridged })
  logAt(world, 'island', {
    243: islandAnswer(98_500_000n, 243),
    247: islandAnswer(95_000_000n, 247),
    251: islandAnswer(98_500_000n, 251),
    255: islandAnswer(99_200_000n, 255),
    259: islandAnswer(98_500_000n, 259),
  })
  const program = await world.start()
  const depegged = async (seconds: number): Promise<readonly string[]> => {
    await world.clock.run(seconds * 1_000 - world.clock.monotonic())
    const { said } = await readPrices(program)
    return said('ASSET_DEPEGGED').map(({ subject, text }) => `${subject}: ${text}`)
  }
  expect(await depegged(8)).toEqual([])
  const [broken] = await depegged(16)
  expect(broken).toMatch(/^usd\.e: .*500 basis points below that of usd,/)
  const [between] = await depegged(24)
  expect(between).toContain('150 basis points below')
  expect(await depegged(32)).toEqual([])
  expect(await depegged(40)).toEqual([])
  const { price } = await readPrices(program)
  // Each has the price of its own feed.
  expect(price('usd')).toMatchObject({ source: 'usd-feed', low: { raw: String(10n ** 18n) } })
  expect(price('usd.e')).toMatchObject({ source: 'isle-feed', low: { raw: '985000000000000000' } })
  await expectLikeFresh(world, program)
})
