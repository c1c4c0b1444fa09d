import fc from 'fast-check'
import { parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { type EulerV2Pool, eulerV2Dollar } from '../../src/config/EulerV2Pool.ts'
import type { ConfigInput } from '../../src/config/input/ConfigInput.ts'
import type { Address, Hex } from '../../src/facts/primitives.ts'
import { serveVenue } from '../api/support/serveVenue.ts'
import { EulerLedger, type EulerPrice } from '../protocols/lending/EulerLedger.ts'
import { eventOf, marginEvents } from '../protocols/lending/marginEvents.ts'
import { eulerActions, playEuler } from '../protocols/lending/playEuler.ts'
import { addressOf, encodeLog, type LogParts } from '../protocols/logs.ts'

const one = 10n ** 18n
const [usdc, weth, wbtc] = [addressOf(0xd), addressOf(0xe), addressOf(0xb)]
const [lender, ether, bitcoin] = [addressOf(0xed), addressOf(0xee), addressOf(0xeb)]
const [evc, oracle, feed] = [addressOf(0xec), addressOf(0x0c), addressOf(0xfeed)]
const foreign = addressOf(0xbad)
const [alice, bob] = [addressOf(0xa11ce00), addressOf(0xb0b00)]
/** The third of Alice's 256 accounts. */
const sub = addressOf(0xa11ce02)
const vault = (asset: string, address: Address, underlying: Address, decimals: number) => ({
  ...{ asset: `e${asset}`, address, decimals, underlying: { asset, token: underlying } },
  priceSources: [],
})
const pool: EulerV2Pool = {
  type: 'eulerV2',
  chainId: 31_001,
  pool: lender,
  startBlock: 1n,
  vault: vault('usdc', lender, usdc, 6),
  collaterals: [vault('weth', ether, weth, 18), vault('wbtc', bitcoin, wbtc, 8)],
  evc,
  oracle,
  unitOfAccount: eulerV2Dollar,
  heartbeatSeconds: 3_600n,
  deadAfterSeconds: 10_800n,
}

const at = (token: Address) => ({ tokens: { lab: token } })
const assets: ConfigInput['assets'] = {
  usdc: { symbol: 'USDC', decimals: 6, ...at(usdc) },
  weth: { symbol: 'WETH', decimals: 18, ...at(weth) },
  wbtc: { symbol: 'WBTC', decimals: 8, ...at(wbtc) },
  eusdc: { symbol: 'eUSDC', decimals: 6, sharesOf: 'usdc', ...at(lender) },
  eweth: { symbol: 'eWETH', decimals: 18, sharesOf: 'weth', ...at(ether) },
  ewbtc: { symbol: 'eWBTC', decimals: 8, sharesOf: 'wbtc', ...at(bitcoin) },
}
const lending = {
  type: 'eulerV2',
  chain: 'lab',
  startBlock: 1,
  evc,
  oracle,
  vault: { asset: 'eusdc' },
  collaterals: [{ asset: 'eweth' }, { asset: 'ewbtc' }],
} as const

const oracleOf = { chain: 'lab', address: feed, startBlock: 1, decimals: 8 } as const
const withFeed = {
  assets: { ...assets, weth: { symbol: 'WETH', decimals: 18, ...at(weth), feeds: ['ether'] } },
  feeds: { ether: { ...oracleOf, heartbeatSeconds: 1_000_000 } },
}
const answers = parseAbi([
  'event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)',
])
const answerLog = (args: Record<string, bigint>) => encodeLog(answers, feed, 'AnswerUpdated', args)
const topicOf = (name: string) =>
  marginEvents.find((row) => row.protocol === 'Euler v2' && eventOf(row).name === name)?.topic0

const eeurc = { symbol: 'eEURC', decimals: 6, sharesOf: 'eurc' }
/** A second venue, of a vault that lends another token against the same collateral. */
const besideOf = ({ pool: lends, oracle: asks, vault: { underlying } }: EulerV2Pool) => ({
  assets: {
    ...assets,
    eurc: { symbol: 'EURC', decimals: 6, ...at(underlying.token) },
    eeurc: { ...eeurc, ...at(lends) },
  },
  others: [{ id: 'beside', lending: { ...lending, oracle: asks, vault: { asset: 'eeurc' } } }],
})

/** By whose question it is: the vault that lends stands behind it. */
function answerOf(
  beside: EulerLedger | undefined,
  ledger: EulerLedger,
  call: { to: Hex; data: Hex },
) {
  if (call.to === feed) return undefined
  const isBeside = beside !== undefined && call.data.endsWith(beside.pool.pool.slice(2))
  return (isBeside ? beside : ledger).answer(call)
}

const even = (price: bigint): EulerPrice => ({ mid: price, bid: price, ask: price })
const usual: readonly (readonly [Address, EulerPrice])[] = [
  [usdc, even(one)],
  [weth, even(2_000n * one)],
  [wbtc, even(60_000n * one)],
]

interface Said {
  prices?: readonly (readonly [Address, EulerPrice])[]
  /** What the oracle leaves without an answer. */
  silent?: Address
  finalized?: bigint
  /** What the chain has otherwise than the config. */
  own?: Partial<EulerV2Pool>
  /** The config states values in ether, which has a feed. */
  feeds?: boolean
  /** An event that no vault logs. */
  without?: string
  /** Another venue on the same chain. */
  beside?: EulerLedger
}

const start = 1_000n

/** An ether given and 1,000 dollars borrowed of Bob's 5,000, at limits of 80 and 85 %. Interest is about a tenth a year. */
async function opened({
  prices = [],
  silent,
  finalized,
  own = {},
  feeds = false,
  without,
  beside,
}: Said = {}) {
  const ledger = new EulerLedger({ ...pool, ...own }, start, {
    rate: 3_000_000_000_000_000_000n,
    prices: new Map([...usual, ...prices].filter(([token]) => token !== silent)),
  })
  const hidden = without === undefined ? undefined : topicOf(without)
  const served = await serveVenue({
    ...(feeds ? withFeed : { assets }),
    ...(beside === undefined ? {} : besideOf(beside.pool)),
    venue: { id: 'euler', lending: { ...lending, ...(feeds ? { unitOfAccount: 'weth' } : {}) } },
    ...(finalized === undefined ? {} : { finalized }),
  })
  const mine = (transactions: readonly (readonly LogParts[])[]) =>
    served.mine({
      time: Number(ledger.now),
      transactions: transactions.map((logs) =>
        logs.filter(({ topics: [topic] }) => topic !== hidden),
      ),
      answer: (call) => answerOf(beside, ledger, call),
    })
  const mineSilently = () => served.mine({ time: Number(ledger.now), transactions: [] })
  await mine([
    ledger.create(),
    [...ledger.setLtv(ether, 8_000n, 8_500n), ...ledger.setLtv(bitcoin, 7_000n, 7_500n)],
    ledger.deposit(lender, bob, bob, 5_000_000_000n),
    [
      ...ledger.setCollateral(alice, ether),
      ...ledger.deposit(ether, alice, alice, one),
      ...ledger.setController(alice),
      ...ledger.borrow(alice, 1_000_000_000n),
    ],
  ])
  return { ...served, ledger, mine, mineSilently }
}

type Served = Awaited<ReturnType<typeof opened>>

interface Usd {
  raw: string
}

interface AccountAnswer {
  marginAccount: {
    status: string
    certainty: string
    reasons: { code: string; text: string }[]
    lines: {
      kind: string
      assetId: string
      amount: { raw: string }
      shares: string | null
      value: Usd | null
    }[]
    bounds: Record<'low' | 'high', { slackMaintenance: Usd | null }>
    units: {
      unit: string
      status: string
      slackInitial: Usd | null
      slackMaintenance: Usd | null
      figures: { name: string; raw: string | null }[]
    }[]
  }
}

async function accountOf(
  { ask }: Pick<Served, 'ask'>,
  owner: Address = alice,
  venue: string = 'euler',
) {
  const { data, errors } = await ask(`{ marginAccount(venue: "${venue}", owner: "${owner}") {
    status certainty reasons { code text }
    lines { kind assetId amount { raw } shares value { raw } }
    bounds { low { slackMaintenance { raw } } high { slackMaintenance { raw } } }
    units { unit status slackInitial { raw } slackMaintenance { raw } figures { name raw } }
  } }`)
  expect(errors).toEqual([])
  // CAST: the shape that the query asks for.
  const { marginAccount } = data as AccountAnswer
  return {
    ...marginAccount,
    codes: marginAccount.reasons.map(({ code }) => code),
    figures: marginAccount.units.map((unit) =>
      Object.fromEntries(unit.figures.map(({ name, raw }) => [name, BigInt(raw ?? -1)])),
    ),
  }
}

/** The same figures by the vaults' own books; who is not under the vault gives it nothing. */
function figuresOf(ledger: EulerLedger, account: Address) {
  const isUnder = ledger.controllers.has(account)
  const [borrowing, liquidation] = [
    ledger.liquidity(account, false),
    ledger.liquidity(account, true),
  ]
  return {
    debtOf: ledger.debt(account),
    collateralValueBorrowing: isUnder ? borrowing.collateral : 0n,
    liabilityValueBorrowing: borrowing.liability,
    collateralValueLiquidation: isUnder ? liquidation.collateral : 0n,
    liabilityValueLiquidation: liquidation.liability,
  }
}

test('default: an account has its shares, its debt and its health, as the vault itself reckons them', async () => {
  const served = await opened()
  const { status, certainty, lines, units, figures, codes } = await accountOf(served)
  expect(
    lines.map(({ kind, assetId, amount, shares }) => [kind, assetId, amount.raw, shares]),
  ).toEqual([
    ['HOLDING', 'eweth', `${one}`, `${one}`],
    ['LIABILITY', 'usdc', '1000000000', null],
  ])
  expect(figures).toEqual([figuresOf(served.ledger, alice)])
  expect([status, certainty, codes, units[0]?.unit]).toEqual([
    ...['HEALTHY', 'SETTLED', []],
    `isolated:${alice}`,
  ])
  expect([units[0]?.slackInitial?.raw, units[0]?.slackMaintenance?.raw]).toEqual([
    `${600n * one}`,
    `${700n * one}`,
  ])
  const { chains } = await served.verify()
  expect(chains.map(({ mismatches }) => mismatches)).toEqual([[]])
})

test('behavior: what is lent is held, worth what it earned, and backs nothing', async () => {
  const served = await opened()
  const { status, lines, figures } = await accountOf(served, bob)
  expect([status, lines.map(({ assetId, amount }) => [assetId, amount.raw])]).toEqual([
    'NO_RISK',
    [['eusdc', '5000000000']],
  ])
  expect(figures[0]?.collateralValueLiquidation).toBe(0n)
})

test('behavior: interest runs to the cut on both sides, less the fee, as the vaults accrue it', async () => {
  const served = await opened()
  const { ledger, mine } = served
  await mine([ledger.lend(ether, one / 2n), ledger.setFee(ether, 2_500n)])
  ledger.now += 40n * 86_400n
  await mine([])
  for (const { config } of ledger.vaults.values()) ledger.of(config.address).accrue(ledger.now)
  const { figures, lines } = await accountOf(served)
  expect(figures).toEqual([figuresOf(ledger, alice)])
  expect(ledger.debt(alice)).toBeGreaterThan(1_010_000_000n)
  const given = lines.find(({ assetId }) => assetId === 'eweth')
  expect(given?.amount.raw).toBe(`${ledger.of(ether).toAssets(one)}`)
  expect(BigInt(given?.amount.raw ?? 0)).toBeGreaterThan(one)
  const { lines: lent } = await accountOf(served, bob)
  const held = ledger.lender.shares.get(bob) ?? 0n
  expect(lent[0]?.amount.raw).toBe(`${ledger.lender.toAssets(held)}`)
})

test('behavior: debt of many changes at many accumulators is within a unit of the vault that keeps its fractions', async () => {
  const served = await opened()
  const { ledger, mine } = served
  for (const size of [1n, 333n, 7_000_001n]) {
    ledger.now += 12_345n
    await mine([ledger.borrow(alice, size)])
  }
  ledger.now += 10n ** 7n
  await mine([])
  ledger.lender.accrue(ledger.now)
  const { figures } = await accountOf(served)
  const over = (figures[0]?.debtOf ?? 0n) - ledger.debt(alice)
  expect([0n, 1n]).toContain(over)
  await mine([ledger.repay(alice, 10n ** 18n)])
  const { lines } = await accountOf(served)
  expect(lines.map(({ kind }) => kind)).toEqual(['HOLDING'])
})

test('behavior: at equality an account may not borrow and is liquidatable, a unit above it is neither', async () => {
  const statusAt = async (price: bigint) =>
    (await accountOf(await opened({ prices: [[weth, even(price)]] }))).status
  expect([await statusAt(1_250n * one), await statusAt(1_250n * one + 2n)]).toEqual([
    ...['REDUCE_ONLY', 'HEALTHY'],
  ])
  // 85 % of it are a thousand to the last of 18 places, then one more.
  const even85 = 1_176_470_588_235_294_117_648n
  expect([await statusAt(even85), await statusAt(even85 + 1n)]).toEqual([
    ...['LIQUIDATABLE', 'REDUCE_ONLY'],
  ])
})

test('behavior: borrowing goes by bid and ask, liquidation by the middle', async () => {
  const served = await opened({
    prices: [
      [weth, { mid: 2_000n * one, bid: 1_300n * one, ask: 2_100n * one }],
      [usdc, { mid: one, bid: (one * 9n) / 10n, ask: (one * 11n) / 10n }],
    ],
  })
  const { status, units, figures } = await accountOf(served)
  expect(figures).toEqual([figuresOf(served.ledger, alice)])
  expect([status, units[0]?.slackInitial?.raw, units[0]?.slackMaintenance?.raw]).toEqual([
    ...['REDUCE_ONLY', `${-60n * one}`, `${700n * one}`],
  ])
})

test('behavior: a limit that is lowered holds for borrowing at once, for liquidation by and by', async () => {
  const served = await opened()
  const { ledger, mine } = served
  await mine([ledger.setLtv(ether, 4_000n, 4_500n, 1_000_000n)])
  ledger.now += 300_001n
  await mine([])
  ledger.lender.accrue(ledger.now)
  const half = await accountOf(served)
  expect([half.status, half.figures]).toEqual(['REDUCE_ONLY', [figuresOf(ledger, alice)]])
  expect(half.figures[0]?.collateralValueLiquidation).toBe((2_000n * one * 7_299n) / 10_000n)
  ledger.now += 700_000n
  await mine([])
  expect((await accountOf(served)).status).toBe('LIQUIDATABLE')
})

const moves = fc.array(
  fc.tuple(eulerActions, fc.bigInt(one, 5_000n * one), fc.bigInt(one, 90_000n * one)),
  { minLength: 40, maxLength: 40 },
)

test("property: whatever happens, figures are the vault's own, and the debt to a unit", async () => {
  const served = await opened()
  const { ledger, mine } = served
  const users = [alice, bob, sub] as const
  await mine([
    users.flatMap((user) => [
      ...ledger.setController(user),
      ...ledger.deposit(ether, bob, user, one),
    ]),
    users.flatMap((user) => [ether, bitcoin].flatMap((each) => ledger.setCollateral(user, each))),
  ])
  const statuses = new Set<string>()
  for (const [action, ofEther, ofBitcoin] of fc.sample(moves, {
    seed: 20_261_123,
    numRuns: 1,
  })[0] ?? []) {
    ledger.now += action[3]
    ledger.prices.set(weth, even(ofEther)).set(wbtc, even(ofBitcoin))
    // What somebody may borrow is of the size of what he gave.
    const [kind, who, size, seconds] = action
    await mine([playEuler(ledger, [kind, who, size % 2_000_000_000n, seconds], users)])
    for (const user of users) {
      const { units, figures } = await accountOf(served, user)
      const place = units.findIndex(({ unit }) => unit === `isolated:${user}`)
      const said = figures[place]
      const { debtOf, ...own } = figuresOf(ledger, user)
      const over = (said?.debtOf ?? 0n) - debtOf
      expect([0n, 1n]).toContain(over)
      const liability = own.liabilityValueLiquidation + over * 10n ** 12n
      const owed = { liabilityValueBorrowing: liability, liabilityValueLiquidation: liability }
      expect(said).toEqual({ ...own, ...owed, debtOf: debtOf + over })
      const isLiquidatable = liability > 0n && own.collateralValueLiquidation <= liability
      const status = units[place]?.status ?? ''
      statuses.add(status)
      expect(['LIQUIDATABLE', 'INSOLVENT'].includes(status)).toBe(isLiquidatable)
    }
  }
  expect([...statuses].sort()).toEqual([
    'HEALTHY',
    'INSOLVENT',
    'LIQUIDATABLE',
    'NO_RISK',
    'REDUCE_ONLY',
  ])
  const { chains } = await served.verify()
  expect(chains.map(({ mismatches }) => mismatches)).toEqual([[]])
})

test('behavior: accounts of one owner stand under him, each judged by itself', async () => {
  const served = await opened({ prices: [[wbtc, even(50_000n * one)]] })
  const { ledger, mine } = served
  await mine([
    [
      ...ledger.setCollateral(sub, bitcoin),
      ...ledger.deposit(bitcoin, alice, sub, 10n ** 8n),
      ...ledger.setController(sub),
    ],
    ledger.borrow(sub, 3_900_000_000n),
    // Shares that one account holds are no collateral of another.
    ledger.deposit(bitcoin, alice, alice, 10n ** 8n),
  ])
  const { status, units, figures } = await accountOf(served)
  expect(units.map(({ unit, status }) => [unit, status])).toEqual([
    [`isolated:${alice}`, 'HEALTHY'],
    [`isolated:${sub}`, 'HEALTHY'],
  ])
  expect([status, figures]).toEqual(['HEALTHY', [figuresOf(ledger, alice), figuresOf(ledger, sub)]])
  const alone = await accountOf(served, sub)
  expect(alone.units.map(({ unit }) => unit)).toEqual([`isolated:${sub}`])
  await mine([ledger.setLtv(bitcoin, 500n, 600n)])
  const after = await accountOf(served)
  expect([after.status, after.units.map((unit) => unit.status)]).toEqual([
    ...['LIQUIDATABLE', ['HEALTHY', 'LIQUIDATABLE']],
  ])
})

test('behavior: one vault may be collateral of two venues, each with prices and limits of its own', async () => {
  const [other, euros] = [addressOf(0xef), addressOf(0xf)]
  const second: EulerV2Pool = {
    ...pool,
    pool: other,
    vault: vault('eurc', other, euros, 6),
    oracle: addressOf(0x0f),
  }
  const prices = [[weth, even(1_500n * one)] as const, [euros, even((one * 11n) / 10n)] as const]
  const beside = new EulerLedger(second, start, {
    rate: 0n,
    prices: new Map([...usual, ...prices]),
  })
  const served = await opened({ beside })
  await served.mine([
    [beside.create()[0], beside.create()[1]].flatMap((log) => log ?? []),
    beside.setLtv(ether, 5_000n, 6_000n),
    beside.deposit(other, bob, bob, 10n ** 9n),
    [...beside.setController(sub), ...served.ledger.deposit(ether, sub, sub, one)],
    [...beside.setCollateral(sub, ether), ...beside.borrow(sub, 700_000_000n)],
  ])
  beside.of(ether).shares.set(sub, one)
  beside.of(ether).totalShares = served.ledger.of(ether).totalShares
  beside.of(ether).cash = served.ledger.of(ether).cash
  const first = await accountOf(served)
  expect(first.units.map(({ unit }) => unit)).toEqual([`isolated:${alice}`, `isolated:${sub}`])
  expect(first.figures[0]).toEqual(figuresOf(served.ledger, alice))
  const answer = await accountOf(served, sub, 'beside')
  expect([answer.status, answer.figures]).toEqual(['REDUCE_ONLY', [figuresOf(beside, sub)]])
  // 1,500 in the second venue, where the first says 2,000.
  expect(answer.lines.map(({ assetId, value }) => [assetId, value?.raw])).toEqual([
    ['eweth', `${1_500n * one}`],
    ['eurc', `${770n * one}`],
  ])
  const { chains } = await served.verify()
  expect(chains.map(({ mismatches }) => mismatches)).toEqual([[]])
})

test('behavior: a liquidation that takes all leaves no debt, and who did it owes it', async () => {
  const served = await opened({ prices: [[weth, even(900n * one)]] })
  const { ledger, mine } = served
  await mine([
    ledger.setController(bob),
    ledger.liquidate(bob, alice, ether, { repay: 800_000_000n, shares: one }),
  ])
  expect((await accountOf(served)).lines).toEqual([])
  const { lines } = await accountOf(served, bob)
  expect(lines.map(({ assetId, amount }) => [assetId, amount.raw])).toEqual([
    ['eusdc', `${ledger.lender.toAssets(5_000_000_000n)}`],
    ['eweth', `${one}`],
    ['usdc', '800000000'],
  ])
})

test('behavior: what is not final is in the bounds of both ways', async () => {
  const served = await opened({ finalized: 2n })
  await served.mine([served.ledger.repay(alice, 400_000_000n)])
  const { certainty, bounds } = await accountOf(served)
  expect(certainty).toBe('PROVISIONAL')
  expect([bounds.low, bounds.high].map(({ slackMaintenance }) => slackMaintenance?.raw)).toEqual([
    `${700n * one}`,
    `${1_100n * one}`,
  ])
})

test('behavior: what if the price fell, with its sides', async () => {
  const served = await opened({
    prices: [[weth, { mid: 2_000n * one, bid: 1_800n * one, ask: 2_200n * one }]],
  })
  const { data, errors } = await served.ask(`{ simulateMargin(venue: "euler", owner: "${alice}",
    changes: [{ priceShock: { assetId: "eweth", bps: "-5000" } }]) {
    after { status units { figures { name raw } } } } }`)
  expect(errors).toEqual([])
  // CAST: the shape that the query asks for.
  const { after } = (data as { simulateMargin: { after: AccountAnswer['marginAccount'] } })
    .simulateMargin
  expect([after.status, after.units[0]?.figures.map(({ raw }) => raw)]).toEqual([
    'LIQUIDATABLE',
    ['1000000000', `${720n * one}`, `${1_000n * one}`, `${850n * one}`, `${1_000n * one}`],
  ])
})

test('behavior: a vault that values in a token is judged in dollars at the feed of that token', async () => {
  const inEther = { unitOfAccount: { asset: 'weth', token: weth, decimals: 18 } }
  const served = await opened({
    ...{ feeds: true, own: inEther, prices: [[usdc, even(one / 2_000n)]] },
  })
  const args = { current: 1_500n * 10n ** 8n, roundId: 1n, updatedAt: start }
  await served.mine([[answerLog(args)]])
  const { status, figures, units } = await accountOf(served)
  expect([status, figures]).toEqual(['HEALTHY', [figuresOf(served.ledger, alice)]])
  // 0.85 of an ether less half of one, at 1,500.
  expect(units[0]?.slackMaintenance?.raw).toBe(`${525n * one}`)
})

test('behavior: collateral that the config lacks leaves UNKNOWN by its name, if the vault takes it', async () => {
  const served = await opened()
  const { ledger, mine } = served
  await mine([ledger.setCollateral(alice, foreign)])
  expect((await accountOf(served)).status).toBe('HEALTHY')
  await mine([ledger.setLtv(foreign, 0n, 1n)])
  const { status, reasons } = await accountOf(served)
  expect([status, reasons.map(({ code }) => code)]).toEqual(['UNKNOWN', ['PRICE_MISSING']])
  expect(reasons[0]?.text).toContain(foreign)
})

test('behavior: what was collateral before the account came under the vault is found by asking', async () => {
  const served = await opened()
  const { ledger, mine } = served
  await mine([ledger.setLtv(foreign, 5_000n, 6_000n)])
  // Said to the connector while another vault, or none, was the controller: no log of this venue.
  ledger.setCollateral(bob, foreign)
  await mine([[...ledger.setController(bob), ...ledger.borrow(bob, 5n)]])
  const { status, reasons } = await accountOf(served, bob)
  expect([status, reasons[0]?.text.includes(foreign)]).toEqual(['UNKNOWN', true])
})

test.each([
  ['an oracle without an answer', { silent: weth }, 'PRICE_MISSING', 'eweth'],
  ['a debt without a price', { silent: usdc }, 'PRICE_MISSING', 'usdc'],
  [
    'an oracle that values shares otherwise',
    { prices: [[ether, even(2_000n * one + one / 4n)]] },
    'PRICE_MISSING',
    'eweth',
  ],
  ['an ask of nothing', { prices: [[usdc, { ...even(one), ask: 0n }]] }, 'PRICE_MISSING', 'usdc'],
  ['a price of nothing', { prices: [[weth, even(0n)]] }, 'PRICE_DEAD', 'eweth'],
  ['another oracle', { own: { oracle: foreign } }, 'PRICE_MISSING', foreign],
  [
    'another unit of account',
    { own: { unitOfAccount: { ...eulerV2Dollar, token: foreign } } },
    'PRICE_MISSING',
    foreign,
  ],
] as const)('error: %s leaves UNKNOWN by its name', async (_, said, code, name) => {
  const { status, reasons, codes } = await accountOf(await opened(said))
  expect([status, new Set(codes)]).toEqual(['UNKNOWN', new Set([code])])
  expect(reasons.map(({ text }) => text).join()).toContain(name)
})

test.each([
  ['no creation of a vault', 'EVaultCreated', 'NO_OPENING_BALANCE', 'eweth'],
  ['no status of any vault', 'VaultStatus', 'RATE_MISSING', 'eWETH'],
])('error: %s in the logs leaves UNKNOWN by its name', async (_, name, code, vaultName) => {
  const served = await opened({ without: name })
  const { status, reasons } = await accountOf(served)
  expect(status).toBe('UNKNOWN')
  const found = reasons.filter((reason) => reason.code === code)
  expect(found.map(({ text }) => text).join()).toContain(vaultName)
})

test('behavior: shares may be quoted at the rate of another block, a basis point off', async () => {
  const served = await opened({ prices: [[ether, even(2_000n * one + one / 5n)]] })
  const { status, figures } = await accountOf(served)
  expect([status, figures]).toEqual(['HEALTHY', [figuresOf(served.ledger, alice)]])
})

test('behavior: prices die with the cut', async () => {
  const served = await opened()
  served.ledger.now += 10_801n
  await served.mineSilently()
  const { status, codes } = await accountOf(served)
  expect([status, new Set(codes)]).toEqual(['UNKNOWN', new Set(['PRICE_DEAD'])])
})
