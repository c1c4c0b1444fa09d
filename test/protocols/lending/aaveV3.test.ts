import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { parseAbi, toEventSelector } from 'viem'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { AaveV3Pool, AaveV3Version } from '../../../src/config/AaveV3Pool.ts'
import type { Decoded } from '../../../src/facts/Decoder.ts'
import type { Address } from '../../../src/facts/primitives.ts'
import { createAaveV3Decoder } from '../../../src/protocols/lending/aaveV3/aaveV3.ts'
import { createAaveV3PriceDecoder } from '../../../src/protocols/lending/aaveV3/aaveV3Prices.ts'
import { addressOf, chainId, encodeLog, type LogParts, malform, transactionOf } from '../logs.ts'
import { AaveLedger } from './AaveLedger.ts'
import { createLogs, eventOf, hasReference, marginEvents, referencePath } from './marginEvents.ts'

const RAY = 10n ** 27n
const [weth, usdc, feed] = [addressOf(0xe), addressOf(0xd), addressOf(0xfeed)]
const [aWeth, vWeth] = [addressOf(0xae), addressOf(0xde)]
const [alice, bob, treasury] = [addressOf(0xa11ce), addressOf(0xb0b), addressOf(0x7ea)]

const poolOf = (version: AaveV3Version): AaveV3Pool => ({
  type: 'aaveV3',
  chainId,
  pool: addressOf(0xaa),
  configurator: addressOf(0xcc),
  oracle: addressOf(0x0c),
  startBlock: 1n,
  versions: [{ version, fromBlock: 0n }],
  reserves: [
    {
      asset: 'weth',
      token: weth,
      decimals: 18,
      aToken: aWeth,
      variableDebtToken: vWeth,
      priceSources: [feed],
    },
  ],
  heartbeatSeconds: 3_600n,
  deadAfterSeconds: 10_800n,
})
const pool = poolOf('3.0')
const decoderOf = (version: AaveV3Version) =>
  createAaveV3Decoder({ venue: 'aave', pool: poolOf(version) })
const log = createLogs('Aave v3')
const decode = (parts: readonly LogParts[], version: AaveV3Version = '3.0') =>
  decoderOf(version).decode(transactionOf(parts))

/** What changed: `side account change`, or `subject [account] = values`. */
function rowsOf({ facts }: Pick<Decoded, 'facts'>): readonly string[] {
  return facts.flatMap(({ body }) => {
    if (body.kind === 'parameter')
      return [`${body.subject} ${body.account ?? ''}= ${body.values.join(' ')}`]
    if (body.kind !== 'balance') return [body.kind]
    return [`${body.side} ${body.account} ${body.change.type} ${body.change.value}`]
  })
}

test.runIf(hasReference)('default: the copy of the catalogue is the catalogue', () => {
  const row = z.object({
    protocol: z.string(),
    contract: z.string(),
    topic0: z.string(),
    abi: z.string(),
  })
  const source = z.object({ entries: z.array(row) })
  const { entries } = source.parse(JSON.parse(readFileSync(referencePath, 'utf8')))
  expect(marginEvents).toEqual(entries)
})

test('default: every row hashes to its topic0', () => {
  const wrong = marginEvents.filter((row) => toEventSelector(eventOf(row)) !== row.topic0)
  expect(wrong).toEqual([])
})

test('default: every event of Aave is read, or the header says why not', () => {
  const file = new URL('../../../src/protocols/lending/aaveV3/aaveV3.ts', import.meta.url)
  const [, notRead = ''] = readFileSync(fileURLToPath(file), 'utf8').split('Not read: ')
  const read = new Set(
    decoderOf('3.7').source.filters.flatMap(({ topics: [events] }) => [...events]),
  )
  const own = marginEvents.filter(({ protocol }) => protocol === 'Aave v3')
  const unread = own.filter(({ topic0 }) => !read.has(topic0)).map((row) => eventOf(row).name)
  expect(unread.filter((name) => !notRead.includes(`\`${name}\``))).toEqual([])
  expect([own.length, unread.length]).toEqual([46, 6])
})

test('default: balances are exact from logs, prices at touch', () => {
  const both = [decoderOf('3.0'), createAaveV3PriceDecoder(pool)]
  expect(both.map(({ exactness }) => exactness)).toEqual(['exact', 'exactAtTouch'])
})

test('default: a supply is one fact at the aToken, scaled, with what moved', () => {
  const index = 2n * RAY
  const mint = { caller: bob, onBehalfOf: alice, value: 110n, balanceIncrease: 9n, index }
  const supply = { reserve: weth, user: bob, onBehalfOf: alice, amount: 101n, referralCode: 0 }
  const parts = [log(aWeth, 'Mint', mint), log(pool.pool, 'Supply', supply)]
  const [fact, ...others] = decode(parts).facts
  expect(others).toEqual([])
  expect(fact).toMatchObject({
    at: { logIndex: 0, k: 0 },
    body: {
      kind: 'balance',
      side: 'asset',
      venue: 'aave',
      account: alice,
      unit: 'cross',
      asset: aWeth,
      contract: aWeth,
      change: { type: 'delta', value: 51n },
      moved: { asset: weth, amount: 101n, counterparty: bob },
    },
    siblings: [1],
  })
  expect(rowsOf(decode(parts, '3.5'))).toEqual([`asset ${alice} delta 50`])
})

test.each([
  ['3.4', [51n, -51n, 51n, -51n]],
  ['3.5', [50n, -51n, 51n, -50n]],
] as const)('behavior: version %s rounds %s', (version, expected) => {
  const index = 2n * RAY
  const mint = { caller: alice, onBehalfOf: alice, value: 101n, balanceIncrease: 0n, index }
  const burn = { from: alice, target: alice, value: 101n, balanceIncrease: 0n, index }
  const amount = 101n
  const by = { reserve: weth, user: alice, onBehalfOf: alice, amount, referralCode: 0 }
  const parts = [
    log(aWeth, 'Mint', mint),
    log(pool.pool, 'Supply', by),
    log(aWeth, 'Burn', burn),
    log(pool.pool, 'Withdraw', { reserve: weth, user: alice, to: bob, amount }),
    log(vWeth, 'Mint', mint),
    log(pool.pool, 'Borrow', { ...by, interestRateMode: 2, borrowRate: 1n }),
    log(vWeth, 'Burn', burn),
    log(pool.pool, 'Repay', {
      reserve: weth,
      user: alice,
      repayer: bob,
      amount,
      useATokens: false,
    }),
  ]
  const { facts, quarantined } = decode(parts, version)
  expect(quarantined).toEqual([])
  const changes = facts.flatMap(({ body }) => (body.kind === 'balance' ? [body.change.value] : []))
  expect(changes).toEqual(expected)
})

test('behavior: a pool is read by the version of each block', () => {
  const upgraded = {
    ...pool,
    versions: [
      { version: '3.0', fromBlock: 0n },
      { version: '3.5', fromBlock: 8n },
    ] as const,
  }
  const mint = { caller: bob, onBehalfOf: alice, value: 101n, balanceIncrease: 0n, index: 2n * RAY }
  const supply = { reserve: weth, user: bob, onBehalfOf: alice, amount: 101n, referralCode: 0 }
  const parts = [log(aWeth, 'Mint', mint), log(pool.pool, 'Supply', supply)]
  const transaction = transactionOf(parts)
  const { decode: read } = createAaveV3Decoder({ venue: 'aave', pool: upgraded })
  expect(rowsOf(read(transaction))).toEqual([`asset ${alice} delta 51`])
  const later = { ...transaction, blockNumber: 8n }
  expect(rowsOf(read(later))).toEqual([`asset ${alice} delta 50`])
})

test('behavior: interest that is only booked changes nothing', () => {
  const booked = { caller: alice, onBehalfOf: alice, value: 7n, balanceIncrease: 7n, index: RAY }
  expect(decode([log(aWeth, 'Mint', booked)], '3.5')).toEqual({
    facts: [],
    reads: [],
    quarantined: [],
  })
})

test('behavior: since 3.5 a change that no event of the pool explains is quarantined, and so is the event', () => {
  const mint = { caller: bob, onBehalfOf: alice, value: 100n, balanceIncrease: 0n, index: RAY }
  const supply = { reserve: weth, user: bob, onBehalfOf: alice, amount: 50n, referralCode: 0 }
  const parts = [log(aWeth, 'Mint', mint), log(pool.pool, 'Supply', supply)]
  const { facts, quarantined } = decode(parts, '3.5')
  expect(facts).toEqual([])
  expect(quarantined.map((each) => [each.log.logIndex, each.reason])).toEqual([
    [1, expect.stringMatching(/^No token of the pool minted or burnt/)],
    [0, expect.stringMatching(/^No event of the pool says the amount/)],
  ])
  expect(rowsOf(decode(parts, '3.4'))).toEqual([`asset ${alice} delta 100`])
})

test('behavior: an event of the pool explains no change that is logged after it', () => {
  const mint = { caller: bob, onBehalfOf: alice, value: 50n, balanceIncrease: 0n, index: RAY }
  const supply = { reserve: weth, user: bob, onBehalfOf: alice, amount: 50n, referralCode: 0 }
  const parts = [log(pool.pool, 'Supply', supply), log(aWeth, 'Mint', mint)]
  expect(decode(parts, '3.5').facts).toEqual([])
})

test('behavior: parameters, indexes, sources and choices are set under their subjects', () => {
  const rates = { liquidityRate: 3n, stableBorrowRate: 9n, variableBorrowRate: 4n }
  const indexes = { liquidityIndex: RAY, variableBorrowIndex: 2n * RAY }
  const { pool: at, configurator, oracle } = pool
  const legacy = parseAbi([
    'event EModeAssetCategoryChanged(address indexed asset, uint8 oldCategoryId, uint8 newCategoryId)',
  ])
  const category = { ltv: 90n, liquidationThreshold: 93n, liquidationBonus: 101n }
  const parts = [
    log(at, 'ReserveDataUpdated', { reserve: weth, ...rates, ...indexes }),
    log(at, 'UserEModeSet', { user: alice, categoryId: 1 }),
    log(at, 'ReserveUsedAsCollateralEnabled', { reserve: weth, user: alice }),
    log(at, 'ReserveUsedAsCollateralDisabled', { reserve: usdc, user: bob }),
    log(configurator, 'CollateralConfigurationChanged', {
      asset: weth,
      ltv: 80n,
      liquidationThreshold: 82n,
      liquidationBonus: 105n,
    }),
    log(configurator, 'EModeCategoryAdded', {
      categoryId: 1,
      ...category,
      oracle: bob,
      label: 'é',
    }),
    log(configurator, 'AssetCollateralInEModeChanged', {
      asset: weth,
      categoryId: 1,
      collateral: true,
    }),
    encodeLog(legacy, configurator, 'EModeAssetCategoryChanged', {
      asset: weth,
      oldCategoryId: 0,
      newCategoryId: 2,
    }),
    log(oracle, 'AssetSourceUpdated', { asset: weth, source: feed }),
    log(oracle, 'BaseCurrencySet', { baseCurrency: addressOf(0), baseCurrencyUnit: 10n ** 8n }),
  ]
  const { facts, quarantined } = decode(parts)
  expect(quarantined).toEqual([])
  expect(rowsOf({ facts })).toEqual([
    `index:${weth} = ${RAY} ${2n * RAY} 3 4`,
    `userEMode ${alice}= 1`,
    `usedAsCollateral:${weth} ${alice}= 1`,
    `usedAsCollateral:${usdc} ${bob}= 0`,
    `collateral:${weth} = 80 82 105`,
    `eMode:1 = 90 93 101 ${BigInt(bob)}`,
    `eModeCollateral:1:${weth} = 1`,
    `eModeOf:${weth} = 2`,
    `source:${weth} = ${BigInt(feed)}`,
    'baseCurrency = 100000000 0',
  ])
  expect(facts.map(({ body }) => body.kind === 'parameter' && body.contract)).toEqual(
    parts.map(() => at),
  )
})

test('behavior: debts that are not read are said of the account, and a reserve with other tokens is quarantined', () => {
  const borrowed = { user: bob, onBehalfOf: alice, amount: 5n, borrowRate: 1n, referralCode: 0 }
  const stable = log(pool.pool, 'Borrow', { reserve: weth, ...borrowed, interestRateMode: 1 })
  const unlisted = log(pool.pool, 'Borrow', { reserve: usdc, ...borrowed, interestRateMode: 2 })
  expect(rowsOf(decode([stable, unlisted], '3.5'))).toEqual([
    `unreadDebt:${weth} ${alice}= 1`,
    `unreadDebt:${usdc} ${alice}= 1`,
  ])
  const listing = {
    asset: weth,
    aToken: bob,
    stableDebtToken: bob,
    variableDebtToken: vWeth,
    interestRateStrategyAddress: bob,
  }
  const { quarantined } = decode([log(pool.configurator, 'ReserveInitialized', listing)])
  expect(quarantined[0]?.reason).toContain(`with aToken ${bob}`)
})

test.each(['truncated', 'trailing', 'dirty', 'extra'] as const)(
  'error: a %s log is quarantined and hides no other',
  (fault) => {
    const mint = { caller: bob, onBehalfOf: alice, value: 100n, balanceIncrease: 0n, index: RAY }
    const good = log(aWeth, 'Mint', mint)
    const { facts, quarantined } = decode([malform(good)[fault], good])
    expect([facts.length, quarantined.length]).toEqual([1, 1])
  },
)

test('error: an index of 0 is quarantined', () => {
  const mint = { caller: bob, onBehalfOf: alice, value: 100n, balanceIncrease: 0n, index: 0n }
  const { facts, quarantined } = decode([log(aWeth, 'Mint', mint)])
  expect([facts.length, quarantined.length]).toEqual([0, 1])
})

test('behavior: what bears on a price asks for it at its block, once', () => {
  const { decode: touched } = createAaveV3PriceDecoder(pool)
  const answers = parseAbi([
    'event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)',
  ])
  const answer = encodeLog(answers, feed, 'AnswerUpdated', {
    current: 1n,
    roundId: 2n,
    updatedAt: 3n,
  })
  const source = log(pool.oracle, 'AssetSourceUpdated', { asset: weth, source: feed })
  const other = log(pool.oracle, 'AssetSourceUpdated', { asset: usdc, source: feed })
  const data = `0xb3596f07${weth.slice(2).padStart(64, '0')}`
  for (const logs of [[answer], [source], [answer, other, source]])
    expect(touched(transactionOf(logs)).reads.map((read) => [read.to, read.data])).toEqual([
      [pool.oracle, data],
    ])
  expect(touched(transactionOf([other])).reads).toEqual([])
})

test('behavior: an answered price is a parameter of the pool; a failed or malformed answer is none', () => {
  const { standingRead, decodeRead } = createAaveV3PriceDecoder(pool)
  const read = (data: `0x${string}` | undefined, call = standingRead?.data ?? '0x') =>
    decodeRead?.({
      request: {
        ...{ chainId, blockNumber: 7n, blockHash: `0x${'b1'.repeat(32)}`, sourceId: 'x' },
        ...{ to: pool.oracle, data: call },
      },
      data,
    })
  const word = (n: bigint) => n.toString(16).padStart(64, '0')
  const price = { kind: 'parameter', contract: pool.pool, venue: '', subject: `price:${weth}` }
  expect(read(`0x${word(32n)}${word(1n)}${word(200n)}`)).toEqual([{ ...price, values: [200n] }])
  const one = `0xb3596f07${weth.slice(2).padStart(64, '0')}` as const
  expect(read(`0x${word(300n)}`, one)).toEqual([{ ...price, values: [300n] }])
  for (const bad of [undefined, '0x', `0x${word(200n)}`, `0x${word(32n)}${word(2n)}${word(200n)}`])
    expect(read(bad as `0x${string}` | undefined)).toEqual([])
})

type Action = readonly [kind: number, user: number, size: bigint, growth: bigint]

const users = [alice, bob, treasury]
const action: fc.Arbitrary<Action> = fc.tuple(
  fc.nat(9),
  fc.nat(2),
  fc.oneof(fc.bigInt(1n, 40n), fc.bigInt(1n, 10n ** 24n)),
  fc.oneof(fc.constant(0n), fc.bigInt(1n, 10n ** 3n), fc.bigInt(1n, RAY / 3n)),
)

/** Plays one action on the contracts' own books and returns what they log. */
function play(ledger: AaveLedger, [kind, who, size, growth]: Action): readonly LogParts[] {
  const [user = alice, other = bob] = [users[who], users[(who + 1) % users.length]]
  ledger.index += growth
  ledger.debtIndex += growth + growth / 2n
  const isAll = size % 3n === 0n
  switch (kind) {
    case 0:
    case 1:
      return ledger.supply(user, size)
    case 2:
      return ledger.withdraw(user, isAll ? 'all' : size)
    case 3:
    case 4:
      return ledger.borrow(user, size)
    case 5:
      return ledger.repay(user, isAll ? 'all' : size, false)
    case 6:
      return ledger.repay(user, isAll ? 'all' : size, true)
    case 7:
      return ledger.transfer(user, other, size)
    case 8:
      return ledger.mintToTreasury(treasury, size)
    default:
      return ledger.liquidateAll(user, other, size)
  }
}

test.each(['3.0', '3.4', '3.5', '3.7'] as const)(
  "property: in version %s decoded balances are the contracts' own after every transaction",
  (version) => {
    const { decode: read } = decoderOf(version)
    const isDirected = version >= '3.5'
    fc.assert(
      fc.property(
        fc.array(fc.array(action, { minLength: 1, maxLength: 3 }), { maxLength: 25 }),
        (runs) => {
          const ledger = new AaveLedger(poolOf(version), isDirected)
          const balances = new Map<string, bigint>()
          for (const actions of runs) {
            const parts = actions.flatMap((each) => play(ledger, each))
            const { facts, quarantined } = read(transactionOf(parts))
            expect(quarantined).toEqual([])
            for (const { body } of facts) {
              if (body.kind !== 'balance') continue
              const key = `${body.contract} ${body.account}`
              const before = body.change.type === 'delta' ? (balances.get(key) ?? 0n) : 0n
              balances.set(key, before + body.change.value)
            }
            for (const token of [ledger.supplied, ledger.owed])
              for (const user of users)
                expect(balances.get(`${token.address} ${user}`) ?? 0n).toBe(
                  token.of(user as Address),
                )
          }
        },
      ),
      { seed: 20_261_123, numRuns: 300 },
    )
  },
)
