import { encodeAbiParameters, encodeFunctionData, type Hex, keccak256, parseAbi, toHex } from 'viem'
import { expect, test } from 'vitest'
import type { FeedConfig } from '../../src/config/FeedConfig.ts'
import type { Decoder } from '../../src/facts/Decoder.ts'
import { createDecoders } from '../../src/protocols/createDecoders.ts'
import { defineFeed } from '../../src/protocols/defineFeed.ts'
import { addressOf, blockHash, chainId, encodeLog, malform, transactionOf } from './logs.ts'

const chainlinkAbi = parseAbi([
  'event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)',
  'function latestRoundData() view returns (uint80, int256, uint256, uint256, uint80)',
])

const pythAbi = parseAbi([
  'event PriceFeedUpdate(bytes32 indexed id, uint64 publishTime, int64 price, uint64 conf)',
  'function getPriceUnsafe(bytes32 id) view returns (int64, uint64, int32, uint256)',
])

const base = {
  chainId,
  startBlock: 1n,
  decimals: 8,
  heartbeatSeconds: 60n,
  deadAfterSeconds: 180n,
}

const only = (parts: Parameters<typeof createDecoders>[0]): Decoder => {
  const [decoder] = createDecoders(parts)
  if (decoder === undefined) throw new Error('there is a decoder')
  return decoder
}

const nothing = { feeds: [], bridges: [], venues: [] }
const ofFeed = (feed: FeedConfig) => only({ ...nothing, feeds: [feed] })

const answerOf = (decoder: Decoder, data: Hex | undefined) => {
  const [call] = decoder.timedReads?.calls ?? []
  if (call === undefined) throw new Error('it is read')
  const request = { ...call, chainId, blockNumber: 7n, blockHash, sourceId: 's' }
  return decoder.decodeRead?.({ request, data })
}

const words = (...values: readonly bigint[]): Hex =>
  `0x${values.map((value) => toHex(BigInt.asUintN(256, value), { size: 32 }).slice(2)).join('')}`

const proxy = addressOf(0xf0)
const [old, fresh] = [addressOf(0xa3), addressOf(0xa4)]

const proxied = ofFeed({
  ...base,
  id: 'eth',
  address: proxy,
  source: {
    type: 'proxy',
    aggregators: new Map([
      [3n, old],
      [4n, fresh],
    ]),
  },
})

test('default: aggregators of a proxy are followed, each answer under its own aggregator', () => {
  const log = (address: Hex, current: bigint) =>
    encodeLog(chainlinkAbi, address, 'AnswerUpdated', { current, roundId: 9n, updatedAt: 50n })
  expect(proxied.source.filters).toMatchObject([{ addresses: [old, fresh] }])
  const { facts } = proxied.decode(transactionOf([log(old, 1n), log(fresh, 2n)]))
  expect(facts.map(({ body }) => body)).toEqual([
    { kind: 'price', feed: old, answer: 1n, roundId: 9n, updatedAt: 50n },
    { kind: 'price', feed: fresh, answer: 2n, roundId: 9n, updatedAt: 50n },
  ])
})

test('default: a proxy is read for its round, which is the proxy’s', () => {
  const data = encodeFunctionData({ abi: chainlinkAbi, functionName: 'latestRoundData' })
  expect(proxied.timedReads?.calls).toEqual([{ to: proxy, data }])
  const roundId = 4n * 2n ** 64n + 9n
  expect(answerOf(proxied, words(roundId, -5n, 40n, 50n, roundId))).toEqual({
    kind: 'price',
    feed: proxy,
    answer: -5n,
    roundId,
    updatedAt: 50n,
  })
})

test.each([undefined, '0x', words(1n), words(1n, 2n, 3n, 4n)] as const)(
  'error: %s answers no round',
  (data) => {
    expect(answerOf(proxied, data)).toBeUndefined()
  },
)

const uptime = addressOf(0xee)
const sequencer = only({
  ...nothing,
  sequencers: [{ chainId, address: uptime, startBlock: 1n, graceSeconds: 60n }],
})

test('default: a sequencer’s state began when the event and the round say it began', () => {
  const log = encodeLog(chainlinkAbi, uptime, 'AnswerUpdated', {
    current: 1n,
    roundId: 2n,
    updatedAt: 30n,
  })
  const down = { kind: 'price', feed: uptime, answer: 1n, roundId: 2n, updatedAt: 30n }
  expect(sequencer.decode(transactionOf([log])).facts.map(({ body }) => body)).toEqual([down])
  expect(answerOf(sequencer, words(2n, 1n, 30n, 99n, 2n))).toEqual(down)
})

const priceId = keccak256('0x01')
const pythContract = addressOf(0x9e)
const pyth = ofFeed({
  ...base,
  id: 'sol',
  address: pythContract,
  source: { type: 'pyth', priceId },
})

const updated = (price: bigint, conf: bigint) =>
  encodeLog(pythAbi, pythContract, 'PriceFeedUpdate', {
    id: priceId,
    publishTime: 77n,
    price,
    conf,
  })

test('default: an update of Pyth is a price with its confidence, and asks for the exponent', () => {
  expect(pyth.source.filters[0]?.topics[1]).toEqual([priceId])
  const { facts, reads } = pyth.decode(transactionOf([updated(-3n, 2n)]))
  expect(facts.map(({ body }) => body)).toEqual([
    {
      kind: 'feedPrice',
      contract: pythContract,
      subject: priceId,
      answer: -3n,
      roundId: 77n,
      updatedAt: 77n,
      confidence: 2n,
    },
  ])
  const data = encodeFunctionData({ abi: pythAbi, functionName: 'getPriceUnsafe', args: [priceId] })
  expect(pyth.timedReads?.calls).toEqual([{ to: pythContract, data }])
  expect(reads).toMatchObject([{ to: pythContract, data, blockNumber: 7n, blockHash }])
})

test('default: what Pyth answers carries its exponent', () => {
  expect(answerOf(pyth, words(-3n, 2n, -8n, 77n))).toEqual({
    kind: 'feedPrice',
    contract: pythContract,
    subject: `${priceId}:read`,
    answer: -3n,
    roundId: 77n,
    updatedAt: 77n,
    confidence: 2n,
    exponent: -8,
  })
  expect(answerOf(pyth, undefined)).toBeUndefined()
})

test('error: a malformed update is quarantined and asks for nothing', () => {
  const { truncated, trailing } = malform(updated(1n, 1n))
  const decoded = pyth.decode(transactionOf([truncated, trailing]))
  expect(decoded.quarantined).toHaveLength(2)
  expect([decoded.facts, decoded.reads]).toEqual([[], []])
})

const ownAbi = parseAbi([
  'event Marked(bytes32 indexed market, uint256 price, uint64 at)',
  'event Both(uint256 first, uint256 second)',
])

const markets = { eth: keccak256('0x0e'), btc: keccak256('0x0b') }

const own = (market: Hex) =>
  defineFeed({
    name: 'own-feed',
    abi: ownAbi,
    events: {
      Marked: ({ market: marked, price, at }, feed) =>
        marked === market
          ? feed.price({ answer: price, updatedAt: at, confidence: 1n })
          : undefined,
      Both: ({ first, second }, feed) =>
        feed.price({ answer: market === markets.eth ? first : second }),
    },
  })

const ownContract = addressOf(0x0c)
const ownFeed = (id: string, market: Hex): FeedConfig => ({
  ...base,
  id,
  address: ownContract,
  source: { type: 'custom', definition: own(market) },
})

test('default: an operator’s event is a price of the feed that it is about', () => {
  const decoder = ofFeed(ownFeed('own-eth', markets.eth))
  const marked = (market: Hex) =>
    encodeLog(ownAbi, ownContract, 'Marked', { market, price: 2n ** 200n, at: 33n })
  const { facts, quarantined } = decoder.decode(
    transactionOf([marked(markets.btc), marked(markets.eth)]),
  )
  expect(quarantined).toEqual([])
  expect(facts.map(({ at, body }) => ({ log: at.logIndex, body }))).toEqual([
    {
      log: 1,
      body: {
        kind: 'feedPrice',
        contract: ownContract,
        subject: 'own-eth',
        answer: 2n ** 200n,
        roundId: 0n,
        updatedAt: 33n,
        confidence: 1n,
      },
    },
  ])
})

test('behavior: two feeds draw from one log, each with a fact of its own, timed by the block', () => {
  const decoders = createDecoders({
    ...nothing,
    feeds: [ownFeed('own-eth', markets.eth), ownFeed('own-btc', markets.btc)],
  })
  const log = encodeLog(ownAbi, ownContract, 'Both', { first: 1n, second: 2n })
  const facts = decoders.flatMap((decoder) => decoder.decode(transactionOf([log])).facts)
  expect(facts.map(({ body }) => body)).toMatchObject([
    { subject: 'own-eth', answer: 1n, updatedAt: -1n },
    { subject: 'own-btc', answer: 2n, updatedAt: -1n },
  ])
  expect(new Set(facts.map(({ at }) => at.k)).size).toBe(2)
})

test('error: a time before 1970, or a number that is no bigint, quarantines the log', () => {
  const wrong = defineFeed({
    name: 'wrong',
    abi: ownAbi,
    events: { Both: ({ first }, feed) => feed.price({ answer: first, updatedAt: -1n }) },
  })
  const source = { type: 'custom', definition: wrong } as const
  const decoder = ofFeed({ ...base, id: 'w', address: ownContract, source })
  const log = encodeLog(ownAbi, ownContract, 'Both', { first: 1n, second: 2n })
  const { facts, quarantined } = decoder.decode(transactionOf([log]))
  expect(facts).toEqual([])
  expect(quarantined[0]?.reason).toContain('`updatedAt` is -1')
})

test('default: what is asked of contracts is what their ABI spells', () => {
  expect(words(1n, -2n)).toBe(
    encodeAbiParameters([{ type: 'uint80' }, { type: 'int256' }], [1n, -2n]),
  )
})
