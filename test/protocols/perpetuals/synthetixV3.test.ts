import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseAbi } from 'viem'
import { expect, test } from 'vitest'
import type { SynthetixV3Perps } from '../../../src/config/SynthetixV3Perps.ts'
import type { Decoded } from '../../../src/facts/Decoder.ts'
import type { SeriesRow } from '../../../src/facts/Series.ts'
import { foldFacts } from '../../../src/ledger/fold/foldFacts.ts'
import { createSynthetixV3Decoder } from '../../../src/protocols/perpetuals/synthetixV3/synthetixV3.ts'
import { createSynthetixV3PriceDecoder } from '../../../src/protocols/perpetuals/synthetixV3/synthetixV3Prices.ts'
import { createLogs, eventOf, marginEvents } from '../lending/marginEvents.ts'
import {
  addressOf,
  blockHash,
  chainId,
  encodeLog,
  type LogParts,
  malform,
  transactionOf,
} from '../logs.ts'

const one = 10n ** 18n
const [proxy, token] = [addressOf(0x50), addressOf(0x51)]
const [alice, bob] = [addressOf(0xa11ce), addressOf(0xb0b)]
const [usd, seth] = [addressOf(0xd), addressOf(0xe)]
const perps: SynthetixV3Perps = {
  type: 'synthetixV3',
  chainId,
  pool: proxy,
  accountToken: token,
  spotMarket: addressOf(0x52),
  startBlock: 1n,
  usd: { id: 0n, asset: 'snxUSD', token: usd },
  collaterals: [{ id: 4n, asset: 'sETH', token: seth }],
  markets: [100n],
  keeperCosts: { flag: 0n, liquidate: 0n },
  heartbeatSeconds: 600n,
  deadAfterSeconds: 1_800n,
}
const decoder = createSynthetixV3Decoder({ venue: 'snx', perps })
const log = createLogs('Synthetix v3 Perps')
const core = createLogs('Synthetix v3 Core')
const erc721 = parseAbi([
  'event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)',
])
const account = addressOf(0x777)
const accountId = 0x777n
const unit = `isolated:${accountId}`

const decode = (parts: readonly LogParts[], timestamp = 1_000n): Decoded =>
  decoder.decode({ ...transactionOf(parts), timestamp })

const modified = (collateralId: bigint, amountDelta: bigint) =>
  log(proxy, 'CollateralModified', { accountId, collateralId, amountDelta, sender: alice })
const charged = (amount: bigint, accountDebt: bigint) =>
  log(proxy, 'AccountCharged', { accountId, amount, accountDebt })
const updated = (price: bigint, rate = 0n, velocity = 0n) =>
  log(proxy, 'MarketUpdated', {
    ...{ marketId: 100n, price, skew: one, size: one, sizeDelta: 0n },
    ...{ currentFundingRate: rate, currentFundingVelocity: velocity, interestRate: 0n },
  })
const settled = (newSize: bigint, fillPrice: bigint) =>
  log(proxy, 'OrderSettled', {
    ...{ marketId: 100n, accountId, fillPrice, pnl: 0n, accruedFunding: 0n, sizeDelta: newSize },
    ...{ newSize, totalFees: 0n, referralFees: 0n, collectedFees: 0n, settlementReward: 0n },
    ...{ trackingCode: `0x${'00'.repeat(32)}`, settler: bob },
  })
const flagged = log(proxy, 'AccountFlaggedForLiquidation', {
  ...{ accountId, availableMargin: -1n, requiredMaintenanceMargin: 1n },
  ...{ liquidationReward: 1n, flagReward: 1n },
})

/** What the ledger makes of transactions, each in a block of its own. */
function bookOf(...transactions: readonly Decoded[]): ReadonlyMap<string, readonly bigint[]> {
  const facts = transactions.flatMap(({ facts: own }, i) =>
    own.map((fact) => ({ ...fact, at: { ...fact.at, blockNumber: BigInt(i) } })),
  )
  const rows: readonly SeriesRow[] = foldFacts(facts, [], new Map())
  return new Map(rows.map(({ key, values }) => [`${key.kind} ${key.subject}`, values]))
}

test('default: every event of the catalogue is read, or the header says why not', () => {
  const file = new URL(
    '../../../src/protocols/perpetuals/synthetixV3/synthetixV3.ts',
    import.meta.url,
  )
  const [header = ''] = readFileSync(fileURLToPath(file), 'utf8').split('*/')
  const read = new Set(
    [decoder, createSynthetixV3PriceDecoder(perps)].flatMap(({ source }) =>
      source.filters.flatMap(({ topics: [events] }) => [...events]),
    ),
  )
  const rows = marginEvents.filter((row) => row.protocol === 'Synthetix v3 Perps')
  const unread = rows.filter(({ topic0 }) => !read.has(topic0)).map((row) => eventOf(row).name)
  expect([rows.length, rows.length - unread.length]).toEqual([32, 20])
  expect(unread.filter((name) => !header.includes(`\`${name}\``))).toEqual([])
})

test('default: an account is a unit by its number, and its token says whose it is', () => {
  const created = core(proxy, 'AccountCreated', { accountId, owner: alice })
  const sold = encodeLog(erc721, token, 'Transfer', { from: alice, to: bob, tokenId: accountId })
  const { facts, quarantined } = decode([created, modified(4n, 3n * one), sold])
  expect(quarantined).toEqual([])
  expect(facts.map(({ body }) => body)).toMatchObject([
    { kind: 'owner', venue: 'snx', account, owner: alice },
    {
      ...{ kind: 'balance', side: 'asset', account, unit, asset: seth, contract: proxy },
      ...{ change: { type: 'delta', value: 3n * one } },
      moved: { asset: seth, amount: 3n * one, counterparty: alice },
    },
    { kind: 'owner', account, owner: bob },
  ])
})

test('behavior: a charge takes what is held before it is owed, a credit pays the debt first', () => {
  const steps = [
    decode([modified(0n, 100n)]),
    decode([charged(-130n, 30n)]),
    decode([charged(-5n, 35n)]),
    decode([charged(50n, 0n)]),
    decode([charged(7n, 0n)]),
  ]
  const held = steps.map((_, i) => {
    const book = bookOf(...steps.slice(0, i + 1))
    return [book.get(`holding ${usd}`)?.[0], book.get(`liability ${usd}`)?.[0] ?? 0n]
  })
  expect(held).toEqual([
    [100n, 0n],
    [0n, 30n],
    [0n, 35n],
    [15n, 0n],
    [22n, 0n],
  ])
  expect(bookOf(...steps).get(`total ${usd}`)).toEqual([22n])
  const paid = log(proxy, 'DebtPaid', { accountId, amount: 12n, sender: bob })
  expect(bookOf(...steps.slice(0, 3), decode([paid])).get(`liability ${usd}`)).toEqual([23n])
})

test('behavior: who is flagged loses all collateral and its debt at once, and is done with the last position', () => {
  const before = [decode([modified(0n, 10n), modified(4n, 5n), charged(-25n, 15n)])]
  const book = bookOf(...before, decode([flagged]))
  expect(
    [`holding ${usd}`, `holding ${seth}`, `liability ${usd}`].map((key) => book.get(key)),
  ).toEqual([[0n], [0n], [0n]])
  expect(book.get('liquidation ')).toEqual([1n])
  const attempt = (fullLiquidation: boolean) =>
    decode([log(proxy, 'AccountLiquidationAttempt', { accountId, reward: 1n, fullLiquidation })])
  expect(bookOf(...before, decode([flagged]), attempt(false)).get('liquidation ')).toEqual([1n])
  expect(bookOf(...before, decode([flagged]), attempt(true)).get('liquidation ')).toEqual([0n])
})

test('behavior: what is left of a liquidated position stands at the price of the market beside it', () => {
  const opened = decode([updated(2_000n * one), settled(3n * one, 1_990n * one)])
  const liquidated = log(proxy, 'PositionLiquidated', {
    ...{ accountId, marketId: 100n, amountLiquidated: one, currentPositionSize: 2n * one },
  })
  const book = bookOf(opened, decode([updated(1_500n * one), liquidated]))
  expect(book.get('position 100')).toEqual([2n * one, 3_000n * one, 0n])
  expect(book.get('entry:100')).toBeUndefined()
  expect(book.get('parameter entry:100')).toEqual([1_500n * one])
  expect(bookOf(opened).get('position 100')).toEqual([3n * one, 5_970n * one, 0n])
  expect(decode([liquidated]).quarantined).toMatchObject([
    { reason: expect.stringMatching(/price/) },
  ])
})

/** Funding of a unit as the contract adds it up: by the mean rate, against the skew, at the price of the moment. */
function fundingOf(steps: readonly { time: bigint; price: bigint; rate: bigint }[]): bigint {
  let sum = 0n
  for (const [i, step] of steps.entries()) {
    const last = steps[i - 1]
    if (last === undefined) continue
    const days = ((step.time - last.time) * one) / 86_400n
    const mean = -(last.rate + step.rate) / 2n
    sum += (((mean * days) / one) * step.price) / one
  }
  return sum
}

test('behavior: funding is integrated from one market event to the next', () => {
  const steps = [
    { time: 1_000n, price: 2_000n * one, rate: 0n },
    { time: 44_200n, price: 2_100n * one, rate: one / 20n },
    { time: 44_200n, price: 2_500n * one, rate: one / 10n },
    { time: 87_400n, price: 1_900n * one, rate: -one / 5n },
  ]
  const rows = bookOf(
    ...steps.map(({ time, price, rate }) => decode([updated(price, rate, one / 7n)], time)),
  )
  const last = steps[3]
  expect(rows.get('index fundingIndex:100')).toEqual([
    fundingOf(steps),
    last?.time,
    last?.rate,
    one / 7n,
  ])
  // Half a day at 2.5 % on average, at 2,100 and against the longs; then half a day at -5 %, at 1,900 and for them.
  expect(fundingOf(steps)).toBe(-(2_625n * one) / 100n + (475n * one) / 10n)
})

test('behavior: interest runs at the rate that was set last, of a year with a quarter of a leap day', () => {
  const rated = (interestRate: bigint, time: bigint) =>
    decode([log(proxy, 'InterestRateUpdated', { superMarketId: 1n, interestRate })], time)
  const rows = bookOf(rated(one / 10n, 0n), rated(one, 15_778_800n), rated(0n, 31_557_600n))
  expect(rows.get('index interestIndex')?.[0]).toBe(one / 20n + one / 2n)
})

test('behavior: collateral that the config lacks is booked under its number', () => {
  const [fact] = decode([modified(9n, 4n)]).facts
  expect(fact?.body).toMatchObject({ asset: addressOf(9), account, unit })
})

test('error: a malformed log is quarantined and nothing else is lost', () => {
  for (const wrong of Object.values(malform(modified(4n, 1n)))) {
    const { facts, quarantined } = decode([wrong, modified(0n, 2n)])
    expect([facts.length, quarantined.length]).toEqual([1, 1])
  }
})

test('behavior: prices are asked for where a market was touched, and answered by its own name', () => {
  const prices = createSynthetixV3PriceDecoder(perps)
  const { reads } = prices.decode(transactionOf([updated(one), updated(2n * one)]))
  expect(reads).toHaveLength(1)
  const calls = [...reads, ...(prices.timedReads?.calls ?? [])]
  const data = `0x${1_234n.toString(16).padStart(64, '0')}` as const
  const answered = calls.map((call) => {
    const request = { chainId, blockNumber: 7n, blockHash, sourceId: '', ...call }
    return [
      prices.decodeRead?.({ request, data }),
      prices.decodeRead?.({ request, data: undefined }),
    ]
  })
  const about = ['price:100', 'price:100', 'synthPrice:4', 'synthSkewScale:4']
  expect(answered).toEqual(
    about.map((subject) => [
      { kind: 'parameter', contract: proxy, venue: '', subject, values: [1_234n] },
      undefined,
    ]),
  )
})
