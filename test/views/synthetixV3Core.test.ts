import { parseAbi } from 'viem'
import { expect, test } from 'vitest'
import type { SynthetixV3CorePool } from '../../src/config/SynthetixV3CorePool.ts'
import type { Address, Hex } from '../../src/facts/primitives.ts'
import { serveVenue } from '../api/support/serveVenue.ts'
import { CoreLedger } from '../protocols/lending/CoreLedger.ts'
import { createLogs } from '../protocols/lending/marginEvents.ts'
import { addressOf, encodeLog, type LogParts } from '../protocols/logs.ts'

const one = 10n ** 18n
const [proxy, token, alice, feed] = [
  ...[addressOf(0xc0), addressOf(0xc1), addressOf(0xa11ce), addressOf(0xfeed)],
] as const
const [usd, weth, usdc, foreign] = [
  addressOf(0xd),
  addressOf(0xe),
  addressOf(0xf),
  addressOf(0xbad),
]
const log = createLogs('Synthetix v3 Core')
const core: SynthetixV3CorePool = {
  type: 'synthetixV3Core',
  chainId: 31_001,
  pool: proxy,
  accountToken: token,
  startBlock: 1n,
  usd: { asset: 'susd', token: usd, decimals: 18 },
  collaterals: [
    { asset: 'weth', token: weth, decimals: 18 },
    { asset: 'usdc', token: usdc, decimals: 6 },
  ],
  pools: [1n],
  heartbeatSeconds: 600n,
  deadAfterSeconds: 1_800n,
}
const answers = parseAbi([
  'event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)',
])
const id = 5n
const start = 1_000

const priced = (dollars: bigint, at = start): LogParts =>
  encodeLog(answers, feed, 'AnswerUpdated', {
    ...{ current: dollars * 10n ** 8n, roundId: BigInt(at), updatedAt: BigInt(at) },
  })

const dollarPriced = encodeLog(answers, addressOf(0xfeef), 'AnswerUpdated', {
  ...{ current: 10n ** 8n, roundId: 1n, updatedAt: BigInt(start) },
})

/** What core answers, at `poolRatio` of pool 1. */
const answerOf =
  (ledger: CoreLedger, poolRatio = 0n) =>
  ({ data }: { data: Hex }): Hex =>
    ledger.answer(data, poolRatio)

const asset = (
  symbol: string,
  decimals: number,
  address: Address,
  feeds: readonly string[] = [],
) => ({
  ...{ symbol, decimals, feeds, tokens: { lab: address } },
})
const limits = { heartbeatSeconds: 1_000_000, deadAfterSeconds: 2_000_000 }
const serve = (finalized?: bigint) =>
  serveVenue({
    assets: {
      susd: asset('snxUSD', 18, usd),
      weth: asset('WETH', 18, weth, ['eth']),
      usdc: asset('USDC', 6, usdc, ['usdc']),
    },
    feeds: {
      eth: { chain: 'lab', address: feed, startBlock: 1, decimals: 8, ...limits },
      usdc: { chain: 'lab', address: addressOf(0xfeef), startBlock: 1, decimals: 8, ...limits },
    },
    venue: {
      id: 'core',
      lending: {
        ...{ type: 'synthetixV3Core', chain: 'lab', startBlock: 1, proxy, accountToken: token },
        ...{ usd: 'susd', pools: [1] },
        collaterals: [{ asset: 'weth' }, { asset: 'usdc' }],
      },
    },
    ...(finalized === undefined ? {} : { finalized }),
  })

const query = `{ marginAccount(venue: "core", owner: "${alice}") {
  status certainty reasons { code text }
  bounds { low { slackMaintenance { raw } } best { equity { raw } slackInitial { raw } slackMaintenance { raw } }
    high { slackMaintenance { raw } } }
  units { unit status figures { name raw }
    contributions { kind subject value { raw } initial { raw } maintenance { raw } } }
} }`

type Usd = { raw: string } | null
interface AccountAnswer {
  marginAccount: {
    status: string
    certainty: string
    reasons: { code: string; text: string }[]
    bounds: {
      low: { slackMaintenance: Usd }
      best: { equity: Usd; slackInitial: Usd; slackMaintenance: Usd }
      high: { slackMaintenance: Usd }
    }
    units: {
      unit: string
      status: string
      figures: { name: string; raw: string | null }[]
      contributions: { kind: string; subject: string; value: Usd; initial: Usd; maintenance: Usd }[]
    }[]
  }
}

async function accountOf({ ask }: Awaited<ReturnType<typeof serve>>) {
  const { data, errors } = await ask(query)
  expect(errors).toEqual([])
  // CAST: the shape that the query asks for.
  const { marginAccount } = data as AccountAnswer
  const figuresOf = (unit: string) =>
    Object.fromEntries(
      marginAccount.units
        .find((each) => each.unit === unit)
        ?.figures.map(({ name, raw }) => [name, raw === null ? undefined : BigInt(raw)]) ?? [],
    )
  const codes = marginAccount.reasons.map(({ code }) => code)
  return { ...marginAccount, figuresOf, codes }
}

const raw = (value: Usd) => BigInt(value?.raw ?? 0n)
const position = `isolated:5:1:${weth}`

/** 10 ether of Alice, 8 of them delegated, 5,000 dollars minted: at 2,000 a ratio of 3.2 where 1.5 is liquidated. */
async function opened({
  finalized,
  extra = () => [],
}: {
  finalized?: bigint
  extra?: (ledger: CoreLedger) => readonly LogParts[]
} = {}) {
  const served = await serve(finalized)
  const ledger = new CoreLedger(core)
  const ratios = { issuance: 4n * one, liquidation: (3n * one) / 2n }
  await served.mine({
    time: start,
    transactions: [
      [...ledger.configure(weth, ratios), priced(2_000n)],
      [log(proxy, 'AccountCreated', { accountId: id, owner: alice })],
      [
        ...ledger.deposit(id, weth, 10n * one, alice),
        ...ledger.delegate(id, 1n, weth, 8n * one),
        ...ledger.mint(id, 1n, weth, 4_000n * one),
      ],
      extra(ledger),
    ],
    answer: answerOf(ledger),
  })
  return { served, ledger }
}

test('default: positions and what is not delegated are units, each counted once, with what core says of them', async () => {
  const { served } = await opened()
  const { status, certainty, units, figuresOf, bounds, reasons } = await accountOf(served)
  expect(units.map((unit) => [unit.unit, unit.status])).toEqual([
    ['isolated:5', 'NO_RISK'],
    [position, 'HEALTHY'],
  ])
  expect([status, certainty, reasons]).toEqual(['HEALTHY', 'SETTLED', []])
  expect(figuresOf(position)).toEqual({
    ...{ collateralAmount: 8n * one, collateralValue: 16_000n * one, debt: 4_000n * one },
    ...{ collateralizationRatio: 4n * one, issuanceRatio: 4n * one },
    liquidationRatio: (3n * one) / 2n,
  })
  // 2 ether and 4,000 dollars are free, and back nothing; a third of the position's value is not counted.
  const maintenance = (16_000n * one * 2n) / 3n - 4_000n * one
  expect(bounds.best).toMatchObject({
    equity: { raw: `${20_000n * one}` },
    slackInitial: { raw: '0' },
    slackMaintenance: { raw: `${maintenance}` },
  })
  expect(
    units.flatMap(({ contributions }) =>
      contributions.map((line) => [
        line.kind,
        line.subject,
        raw(line.value),
        raw(line.maintenance),
      ]),
    ),
  ).toEqual([
    ['HOLDING', 'weth', 4_000n * one, 0n],
    ['HOLDING', 'susd', 4_000n * one, 0n],
    ['HOLDING', 'weth', 16_000n * one, (16_000n * one * 2n) / 3n],
    ['LIABILITY', 'susd', -4_000n * one, -4_000n * one],
  ])
  const { chains } = await served.verify()
  expect(chains.map(({ mismatches }) => mismatches)).toEqual([[]])
})

test('behavior: at its ratio a position is not liquidatable, and one unit of debt above it is', async () => {
  const { served, ledger } = await opened()
  // A value of 16,000 covers 10,666.666… at a ratio of 1.5, of which the contract takes whole units.
  const most = (16_000n * one * 2n) / 3n
  const statusAt = async (debt: bigint) => {
    ledger.vault(1n, weth).debts.set(id, debt)
    const parts = ledger.lock(id, weth, 1n, 1n)
    const touched = log(proxy, 'DebtAssociated', {
      ...{ marketId: 1n, poolId: 1n, collateralType: weth, accountId: id },
      ...{ amount: 0n, updatedDebt: debt },
    })
    await served.mine({
      time: start,
      transactions: [[...parts, touched]],
      answer: answerOf(ledger),
    })
    const { units } = await accountOf(served)
    return units.find(({ unit }) => unit === position)?.status
  }
  expect([await statusAt(4_000n * one), await statusAt(4_000n * one + 1n)]).toEqual([
    ...['HEALTHY', 'REDUCE_ONLY'],
  ])
  expect([await statusAt(most), await statusAt(most + 1n)]).toEqual([
    ...['REDUCE_ONLY', 'LIQUIDATABLE'],
  ])
  // Exactly: 12,000 of debt are 1.5 of 18,000.
  await served.mine({ time: start + 1, transactions: [[priced(2_250n, start + 1)]] })
  expect(await statusAt(12_000n * one)).toBe('REDUCE_ONLY')
  expect(await statusAt(12_000n * one + 1n)).toBe('LIQUIDATABLE')
  expect(await statusAt(18_000n * one + 1n)).toBe('INSOLVENT')
})

test('behavior: below 0 a debt is a credit, which is the account and has no ratio', async () => {
  const { served, ledger } = await opened()
  ledger.moveMarket(1n, weth, -4_500n * one)
  await served.mine({
    ...{ time: start, transactions: [ledger.associate(id, 1n, weth, 0n)] },
    answer: answerOf(ledger),
  })
  const { figuresOf, status, bounds } = await accountOf(served)
  expect(figuresOf(position)).toMatchObject({
    debt: -500n * one,
    collateralizationRatio: undefined,
  })
  expect([status, raw(bounds.best.equity)]).toEqual(['NO_RISK', 24_500n * one])
})

test('behavior: between reads a debt says its age, then it is late, then it is not known', async () => {
  const { served, ledger } = await opened()
  const after = async (seconds: number) => {
    await served.mine({ time: start + seconds, transactions: [[priced(2_000n, start + seconds)]] })
    const { status, certainty, codes, reasons } = await accountOf(served)
    return { status, certainty, codes, text: reasons[0]?.text }
  }
  const fresh = await after(600)
  expect(fresh).toMatchObject({ status: 'HEALTHY', certainty: 'SETTLED', codes: ['DEBT_READ'] })
  expect(fresh.text).toContain('the weth of account 5 in pool 1 owes was read 600 seconds before')
  expect(await after(601)).toMatchObject({
    ...{ status: 'HEALTHY', certainty: 'PROVISIONAL', codes: ['DEBT_LATE'] },
  })
  expect((await after(1_800)).status).toBe('HEALTHY')
  expect(await after(1_801)).toMatchObject({ status: 'UNKNOWN', codes: ['DEBT_LATE'] })
  // Read again, what the markets did in between is in it.
  ledger.moveMarket(1n, weth, 8_000n * one)
  const read = log(proxy, 'DebtAssociated', {
    ...{ marketId: 1n, poolId: 1n, collateralType: weth, accountId: id },
    ...{ amount: 0n, updatedDebt: 12_000n * one },
  })
  await served.mine({ time: start + 1_802, transactions: [[read]], answer: answerOf(ledger) })
  expect((await accountOf(served)).status).toBe('LIQUIDATABLE')
})

test('behavior: what was touched and not read leaves UNKNOWN by its name, however healthy it was', async () => {
  const { served, ledger } = await opened()
  await served.mine({ time: start, transactions: [ledger.mint(id, 1n, weth, one)] })
  const { status, reasons } = await accountOf(served)
  expect(status).toBe('UNKNOWN')
  expect(reasons.map(({ text }) => text)).toContain(
    'What the weth of account 5 in pool 1 owes since block 3 has not been read yet.',
  )
})

test('behavior: what a liquidation of others shared out is to be read before anything is said', async () => {
  const { served, ledger } = await opened({
    extra: (own) => [
      ...own.deposit(6n, weth, 3n * one, alice),
      ...own.delegate(6n, 1n, weth, 3n * one),
      ...own.mint(6n, 1n, weth, 100n * one),
    ],
  })
  expect((await accountOf(served)).status).toBe('HEALTHY')
  await served.mine({ time: start, transactions: [ledger.liquidate(6n, 1n, weth, 7n)] })
  const { status, reasons } = await accountOf(served)
  expect(status).toBe('UNKNOWN')
  expect(reasons.map(({ text }) => text)).toContainEqual(expect.stringContaining('since block 3'))
})

test('behavior: a change that is not final is in the bounds of both ways', async () => {
  const { served, ledger } = await opened({ finalized: 2n })
  const before = raw((await accountOf(served)).bounds.best.slackMaintenance)
  await served.mine({
    time: start,
    transactions: [ledger.delegate(id, 1n, weth, 9n * one)],
    answer: answerOf(ledger),
  })
  const { bounds, certainty } = await accountOf(served)
  expect(certainty).toBe('PROVISIONAL')
  const more = (18_000n * one * 2n) / 3n - 4_000n * one
  expect([bounds.low, bounds.high].map((each) => raw(each.slackMaintenance))).toEqual([
    before,
    more,
  ])
})

test('behavior: a pool may ask for more than core to mint, not for less', async () => {
  const { served, ledger } = await opened()
  const issuanceAt = async (poolRatio: bigint) => {
    await served.mine({ time: start, transactions: [], answer: answerOf(ledger, poolRatio) })
    return (await accountOf(served)).figuresOf(position).issuanceRatio
  }
  expect([await issuanceAt(6n * one), await issuanceAt(2n * one)]).toEqual([6n * one, 4n * one])
  await served.mine({ time: start, transactions: [], answer: answerOf(ledger, 6n * one) })
  expect((await accountOf(served)).status).toBe('REDUCE_ONLY')
})

test('behavior: what is locked is said until its time, of collateral with other decimals, too', async () => {
  const { served } = await opened({
    extra: (own) => [
      ...own.deposit(id, usdc, 3_000_000n, alice),
      ...own.lock(id, usdc, 2n * one, BigInt(start) + 10n),
      ...own.lock(id, usdc, one, BigInt(start) + 20n),
    ],
  })
  const lockedAt = async (seconds: number) => {
    await served.mine({ time: start + seconds, transactions: [] })
    return (await accountOf(served)).figuresOf('isolated:5')
  }
  expect([await lockedAt(9), await lockedAt(10), await lockedAt(20)]).toEqual([
    { 'totalLocked(usdc)': 3n * one },
    { 'totalLocked(usdc)': one },
    {},
  ])
})

test('behavior: of what is locked only what delegations do not carry has to stay', async () => {
  // Of 2 free ether and 8 delegated ones 9 are locked; of 3 free dollars of another kind, 5.
  const { served } = await opened({
    extra: (own) => [
      ...own.lock(id, weth, 9n * one, BigInt(start) + 10n),
      ...own.deposit(id, usdc, 3_000_000n, alice),
      ...own.lock(id, usdc, 5n * one, BigInt(start) + 20n),
      dollarPriced,
    ],
  })
  const leavingAt = async (seconds: number) => {
    await served.mine({ time: start + seconds, transactions: [] })
    const { data } = await served.ask(`{ marginAnswers(venue: "core", owner: "${alice}") {
      units { unit withdrawable { assetId amount { raw } } } } }`)
    // CAST: the shape that the query asks for.
    const { marginAnswers } = data as { marginAnswers: { units: Leaving[] } }
    const { withdrawable = [] } =
      marginAnswers.units.find(({ unit }) => unit === 'isolated:5') ?? {}
    return Object.fromEntries(withdrawable.map(({ assetId, amount }) => [assetId, amount.raw]))
  }
  const free = { susd: `${4_000n * one}` }
  expect(await leavingAt(0)).toEqual({ ...free, weth: `${one}`, usdc: '0' })
  expect(await leavingAt(10)).toEqual({ ...free, weth: `${2n * one}`, usdc: '0' })
  expect(await leavingAt(20)).toEqual({ ...free, weth: `${2n * one}`, usdc: `${3n * one}` })
  const { units, status } = await accountOf(served)
  expect([status, units[0]?.status]).toEqual(['HEALTHY', 'NO_RISK'])
})

interface Leaving {
  unit: string
  withdrawable: { assetId: string; amount: { raw: string } }[]
}

test('behavior: accounts of one owner stand beside each other, and one that is sold is counted no more', async () => {
  const erc721 = parseAbi([
    'event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)',
  ])
  const sold = (tokenId: bigint, from: Address, to: Address) =>
    encodeLog(erc721, token, 'Transfer', { from, to, tokenId })
  const { served, ledger } = await opened({
    extra: (own) => [
      sold(6n, addressOf(0), alice),
      ...own.deposit(6n, weth, 3n * one, alice),
      ...own.delegate(6n, 1n, weth, 3n * one),
      ...own.lock(6n, weth, one, BigInt(start) + 10n),
    ],
  })
  const both = await accountOf(served)
  expect(both.units.map(({ unit }) => unit).sort()).toEqual(
    ['isolated:5', position, `isolated:6:1:${weth}`].sort(),
  )
  expect(both.figuresOf('isolated:5')).toEqual({})
  expect(raw(both.bounds.best.equity)).toBe(26_000n * one)
  const { data } = await served.ask(
    '{ collateral(venue: "core") { totals { assetId amount { raw } } } }',
  )
  expect(data).toEqual({
    collateral: {
      totals: [
        { assetId: 'susd', amount: { raw: `${4_000n * one}` } },
        { assetId: 'weth', amount: { raw: `${13n * one}` } },
      ],
    },
  })
  await served.mine({
    ...{ time: start, transactions: [[sold(6n, alice, addressOf(0xb0b))]] },
    answer: answerOf(ledger),
  })
  expect(raw((await accountOf(served)).bounds.best.equity)).toBe(20_000n * one)
})

const configured = (liquidation: bigint) => (own: CoreLedger) =>
  own.configure(weth, { issuance: 4n * one, liquidation })

test.each<[string, string, (own: CoreLedger) => readonly LogParts[]]>([
  [
    'a foreign type',
    `Collateral ${foreign} is given`,
    (own) => own.deposit(id, foreign, 9n, alice),
  ],
  [
    'a foreign type that is delegated',
    `Collateral ${foreign} is delegated`,
    (own) => [...own.deposit(id, foreign, 9n, alice), ...own.delegate(id, 1n, foreign, 9n)],
  ],
  ['a foreign pool', 'Pool 9 has weth of account 5', (own) => own.delegate(id, 9n, weth, one)],
  [
    'a type that core said nothing of',
    'at which ratios it takes usdc',
    (own) => [...own.deposit(id, usdc, 9n, alice), ...own.delegate(id, 1n, usdc, 9n)],
  ],
  ['a ratio below 1', 'at which ratios it takes weth', configured(one - 1n)],
  ['a ratio above that of issuance', 'at which ratios it takes weth', configured(5n * one)],
  [
    'a type that core gave up',
    'Core has given up weth',
    () => [
      log(proxy, 'CollateralDeprecated', {
        ...{ collateralType: weth, deprecationReceiver: alice, deprecatedBalance: one },
      }),
    ],
  ],
])('behavior: %s leaves UNKNOWN by its name, never zero', async (_, text, extra) => {
  const { served } = await opened({ extra })
  const { status, reasons } = await accountOf(served)
  expect(status).toBe('UNKNOWN')
  expect(reasons.map((reason) => reason.text)).toContainEqual(expect.stringContaining(text))
})

test('behavior: collateral that no feed has priced yet leaves UNKNOWN', async () => {
  const { served } = await opened({ extra: (own) => own.deposit(id, usdc, 5_000_000n, alice) })
  const { status, reasons } = await accountOf(served)
  expect([status, reasons.map(({ code }) => code)]).toEqual(['UNKNOWN', ['PRICE_MISSING']])
})

test('behavior: what people ask beside the status is answered by the rules of each position', async () => {
  const { served } = await opened()
  const { data, errors } = await served.ask(`{ marginAnswers(venue: "core", owner: "${alice}") {
    units { unit health { value } withdrawable { assetId amount { raw } }
      assets { assetId liquidationPrice { raw } } } } }`)
  expect(errors).toEqual([])
  const text = JSON.stringify(data)
  // 4,000 of debt at 1.5 over 8 ether: 750 a piece, and a unit less.
  expect(text).toContain('"749999999')
})
