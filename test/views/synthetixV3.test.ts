import { encodeFunctionData, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import type { Hex } from '../../src/facts/primitives.ts'
import { serveVenue } from '../api/support/serveVenue.ts'
import { createLogs } from '../protocols/lending/marginEvents.ts'
import { addressOf, type LogParts } from '../protocols/logs.ts'

const one = 10n ** 18n
const [proxy, spot, alice] = [addressOf(0x50), addressOf(0x52), addressOf(0xa11ce)]
const log = createLogs('Synthetix v3 Perps')
const core = createLogs('Synthetix v3 Core')
const accountId = 5n

const modified = (collateralId: bigint, amountDelta: bigint) =>
  log(proxy, 'CollateralModified', { accountId, collateralId, amountDelta, sender: alice })
const updated = (marketId: bigint, price: bigint, rate: bigint, velocity: bigint) =>
  log(proxy, 'MarketUpdated', {
    ...{ marketId, price, skew: one, size: one, sizeDelta: 0n },
    ...{ currentFundingRate: rate, currentFundingVelocity: velocity, interestRate: 0n },
  })
const settled = (marketId: bigint, newSize: bigint, fillPrice: bigint) =>
  log(proxy, 'OrderSettled', {
    ...{ marketId, accountId, fillPrice, pnl: 0n, accruedFunding: 0n, sizeDelta: newSize },
    ...{ newSize, totalFees: 0n, referralFees: 0n, collectedFees: 0n, settlementReward: 0n },
    ...{ trackingCode: `0x${'00'.repeat(32)}`, settler: alice },
  })
const ratio = (bps: bigint) => (one * bps) / 10_000n

/** Market 100 by everything that the exchange says of it, and the synth 4. */
const opening: readonly LogParts[] = [
  log(proxy, 'MarketCreated', { perpsMarketId: 100n, marketName: 'Ether', marketSymbol: 'ETH' }),
  log(proxy, 'FundingParametersSet', {
    ...{ marketId: 100n, skewScale: 1_000n * one, maxFundingVelocity: one },
  }),
  log(proxy, 'LiquidationParametersSet', {
    ...{ marketId: 100n, initialMarginRatioD18: one, maintenanceMarginRatioD18: ratio(5_000n) },
    ...{ minimumInitialMarginRatioD18: ratio(200n), flagRewardRatioD18: ratio(10n) },
    minimumPositionMargin: 50n * one,
  }),
  log(proxy, 'OrderFeesSet', {
    ...{ marketId: 100n, makerFeeRatio: ratio(2n), takerFeeRatio: ratio(8n) },
  }),
  log(proxy, 'MaxLiquidationParametersSet', {
    ...{ marketId: 100n, maxLiquidationLimitAccumulationMultiplier: one },
    ...{ maxSecondsInLiquidationWindow: 30n, maxLiquidationPd: 0n, endorsedLiquidator: alice },
  }),
  log(proxy, 'LockedOiRatioSet', { marketId: 100n, lockedOiRatioD18: ratio(5_000n) }),
  log(proxy, 'KeeperRewardGuardsSet', {
    ...{ minKeeperRewardUsd: 10n * one, minKeeperProfitRatioD18: ratio(5_000n) },
    ...{ maxKeeperRewardUsd: 500n * one, maxKeeperScalingRatioD18: one },
  }),
  log(proxy, 'CollateralLiquidateRewardRatioSet', {
    collateralLiquidateRewardRatioD18: ratio(30n),
  }),
  log(proxy, 'CollateralConfigurationSet', {
    ...{ collateralId: 4n, maxCollateralAmount: 10n ** 30n, upperLimitDiscount: ratio(800n) },
    ...{ lowerLimitDiscount: ratio(100n), discountScalar: 2n * one },
  }),
  core(proxy, 'AccountCreated', { accountId, owner: alice }),
]

const abi = parseAbi([
  'function indexPrice(uint128) view returns (uint256)',
  'function getMarketSkewScale(uint128) view returns (uint256)',
])
const spotAbi = parseAbi(['function indexPrice(uint128, uint128, uint8) view returns (uint256)'])
const word = (value: bigint): Hex => `0x${value.toString(16).padStart(64, '0')}`

/** What the exchange and the spot market answer: ether at 2,100, the synth at 2,000, and how deep it is. */
function answer({ to, data }: { to: Hex; data: Hex }): Hex | undefined {
  const asked = [
    [proxy, encodeFunctionData({ abi, functionName: 'indexPrice', args: [100n] }), 2_100n * one],
    [
      spot,
      encodeFunctionData({ abi: spotAbi, functionName: 'indexPrice', args: [4n, 2n, 0] }),
      2_000n * one,
    ],
    [spot, encodeFunctionData({ abi, functionName: 'getMarketSkewScale', args: [4n] }), 100n * one],
  ] as const
  const found = asked.find(([place, call]) => place === to && call === data)
  return found === undefined ? undefined : word(found[2])
}

const token = (n: number) => ({ tokens: { lab: addressOf(n) } })
const serve = (finalized?: bigint) =>
  serveVenue({
    assets: {
      susd: { symbol: 'snxUSD', decimals: 18, ...token(0xd) },
      seth: { symbol: 'sETH', decimals: 18, ...token(0xe) },
    },
    venue: {
      id: 'snx',
      perpetual: {
        ...{ type: 'synthetixV3', chain: 'lab', startBlock: 1, proxy, spotMarket: spot },
        ...{ accountToken: addressOf(0x51), usd: 'susd', markets: [100] },
        collaterals: [{ id: 4, asset: 'seth' }],
        keeperCosts: { flag: one, liquidate: one },
      },
    },
    ...(finalized === undefined ? {} : { finalized }),
  })

const query = `{ marginAccount(venue: "snx", owner: "${alice}") {
  status certainty reasons { code text }
  bounds { low { slackMaintenance { raw } } high { slackMaintenance { raw } } }
  units { unit status slackInitial { raw } slackMaintenance { raw } figures { name raw }
    contributions { kind subject value { raw } initial { raw } maintenance { raw } } }
} }`

interface Usd {
  raw: string
}

interface AccountAnswer {
  marginAccount: {
    status: string
    certainty: string
    reasons: { code: string; text: string }[]
    bounds: Record<'low' | 'high', { slackMaintenance: Usd | null }>
    units: {
      unit: string
      status: string
      slackInitial: Usd | null
      slackMaintenance: Usd | null
      figures: { name: string; raw: string }[]
      contributions: { kind: string; subject: string; value: Usd; initial: Usd; maintenance: Usd }[]
    }[]
  }
}

async function accountOf({ ask }: Awaited<ReturnType<typeof serve>>) {
  const { data, errors } = await ask(query)
  expect(errors).toEqual([])
  // CAST: the shape that the query asks for.
  const { marginAccount } = data as AccountAnswer
  const figures = marginAccount.units.map((unit) =>
    Object.fromEntries(unit.figures.map(({ name, raw }) => [name, BigInt(raw)])),
  )
  return { ...marginAccount, figures }
}

const day = 86_400
const start = 1_000

/** 1,000 dollars and 2 ether long at 2,000; a day later funding has run up to 10 % a day against the longs. */
async function opened(extra: readonly LogParts[] = [], finalized?: bigint) {
  const served = await serve(finalized)
  const rated = log(proxy, 'InterestRateUpdated', { superMarketId: 1n, interestRate: ratio(200n) })
  await served.mine({ time: start, transactions: [opening] })
  await served.mine({
    time: start,
    transactions: [
      [modified(0n, 1_000n * one)],
      [
        rated,
        updated(100n, 2_000n * one, 0n, ratio(1_000n)),
        settled(100n, 2n * one, 2_000n * one),
      ],
      extra,
    ],
  })
  return served
}

test('default: an account has its margin, its funding and its requirements, from logs and prices', async () => {
  const served = await opened()
  await served.mine({ time: start + day, transactions: [], answer })
  const { status, certainty, units, figures } = await accountOf(served)
  // A fiftieth a year on half of 4,200, for a day of 86,400 of 31,557,600 seconds.
  const interest =
    (2_100n * one * ((((ratio(200n) * ((BigInt(day) * one) / 31_557_600n)) / one) * one) / one)) /
    one
  const funding = 2n * 105n * one
  const reward = 11n * one
  expect(figures).toEqual([
    {
      availableMargin: 1_000n * one + 200n * one - funding - interest,
      requiredInitialMargin: (4_200n * one * 22n) / 1_000n + 50n * one + reward,
      requiredMaintenanceMargin: (4_200n * one * 11n) / 1_000n + 50n * one + reward,
      maxLiquidationReward: reward,
    },
  ])
  expect([status, certainty, units.map(({ unit }) => unit)]).toEqual([
    'HEALTHY',
    'SETTLED',
    ['isolated:5'],
  ])
  const [unit] = units
  const sum = (side: 'initial' | 'maintenance') =>
    unit?.contributions.reduce((total, line) => total + BigInt(line[side].raw), 0n)
  expect([sum('initial'), sum('maintenance')]).toEqual(
    [unit?.slackInitial, unit?.slackMaintenance].map((slack) => BigInt(slack?.raw ?? 0)),
  )
  expect(unit?.contributions.map(({ kind, subject }) => [kind, subject])).toEqual([
    ['HOLDING', 'susd'],
    ['POSITION', '100'],
    ['CHARGE', 'liquidationReward'],
  ])
  const { chains } = await served.verify()
  expect(chains.map(({ mismatches }) => mismatches)).toEqual([[]])
})

test('default: a synth counts less the discount that its own depth asks for', async () => {
  const served = await opened([modified(4n, 3n * one)])
  await served.mine({ time: start, transactions: [], answer })
  const { figures } = await accountOf(served)
  // 3 of 100, doubled: 6 %, between 1 and 8.
  expect(figures[0]?.availableMargin).toBe(1_200n * one + (6_000n * one * 94n) / 100n)
})

test('behavior: below what it must keep it is liquidatable, and while it is flagged it is being liquidated', async () => {
  const charge = (amount: bigint) =>
    log(proxy, 'AccountCharged', { accountId, amount, accountDebt: 0n })
  const served = await opened([charge(-950n * one)])
  const low = (call: { to: Hex; data: Hex }) =>
    answer(call) === word(2_100n * one) ? word(2_020n * one) : answer(call)
  await served.mine({ time: start, transactions: [], answer: low })
  expect((await accountOf(served)).status).toBe('LIQUIDATABLE')
  const flagged = log(proxy, 'AccountFlaggedForLiquidation', {
    ...{ accountId, availableMargin: -1n, requiredMaintenanceMargin: 1n },
    ...{ liquidationReward: 1n, flagReward: 1n },
  })
  await served.mine({ time: start + 1, transactions: [[flagged]], answer: low })
  const { status, units } = await accountOf(served)
  expect([status, units[0]?.contributions[0]?.subject]).toEqual(['LIQUIDATING', '100'])
})

test('behavior: a change that is not final is in the bounds of both ways', async () => {
  const served = await opened([], 4n)
  await served.mine({ time: start, transactions: [], answer })
  await served.mine({ time: start, transactions: [[modified(0n, -400n * one)]], answer })
  const { certainty, bounds } = await accountOf(served)
  const kept = (4_200n * one * 11n) / 1_000n + 61n * one
  expect(certainty).toBe('PROVISIONAL')
  expect(
    [bounds.low, bounds.high].map(({ slackMaintenance }) => BigInt(slackMaintenance?.raw ?? 0)),
  ).toEqual([800n * one - kept, 1_200n * one - kept])
})

test('behavior: a price that was read long ago leaves UNKNOWN, and a late one a band that the reward is part of', async () => {
  const served = await opened()
  await served.mine({ time: start, transactions: [], answer })
  await served.mine({ time: start + 700, transactions: [] })
  const late = await accountOf(served)
  expect([late.status, late.reasons.map(({ code }) => code)]).toEqual(['HEALTHY', ['PRICE_LATE']])
  const [low, high] = [late.bounds.low, late.bounds.high].map(({ slackMaintenance }) =>
    BigInt(slackMaintenance?.raw ?? 0),
  )
  const best = BigInt(late.units[0]?.slackMaintenance?.raw ?? 0)
  expect([low !== undefined && low < best, high !== undefined && high > best]).toEqual([true, true])
  await served.mine({ time: start + 1_801, transactions: [] })
  const dead = await accountOf(served)
  expect([dead.status, dead.reasons.map(({ code }) => code)]).toEqual(['UNKNOWN', ['PRICE_DEAD']])
})

test.each([
  ['Collateral 9 is given', modified(9n, one)],
  ['judges market 300', settled(300n, one, one)],
])(
  'behavior: what nobody knows leaves UNKNOWN by its name, never zero: %s',
  async (text, extra) => {
    const served = await opened([extra])
    await served.mine({ time: start, transactions: [], answer })
    const { status, reasons } = await accountOf(served)
    expect(status).toBe('UNKNOWN')
    expect(reasons.map((reason) => reason.text)).toContainEqual(expect.stringContaining(text))
  },
)
