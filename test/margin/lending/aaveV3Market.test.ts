import { expect, test } from 'vitest'
import type { AaveV3Pool, AaveV3Version } from '../../../src/config/AaveV3Pool.ts'
import { evaluateBook } from '../../../src/margin/evaluateBook.ts'
import { aaveV3Choices } from '../../../src/margin/lending/aaveV3Choices.ts'
import { type AaveV3Market, toAaveV3Market } from '../../../src/margin/lending/aaveV3Market.ts'
import type { PoolParameter } from '../../../src/margin/lending/PoolParameters.ts'
import type { UnitBook } from '../../../src/margin/MarginInput.ts'
import { aaveV3Subjects as subjects } from '../../../src/protocols/lending/aaveV3/aaveV3Subjects.ts'
import { addressOf } from '../../protocols/logs.ts'

const RAY = 10n ** 27n
const [weth, steth, usdc] = [addressOf(0xe), addressOf(0x5e), addressOf(0xd)]
const reserve = (asset: string, token: `0x${string}`, decimals: number) => ({
  asset,
  token,
  decimals,
  aToken: addressOf(Number(BigInt(token)) + 0xa00),
  variableDebtToken: addressOf(Number(BigInt(token)) + 0xd00),
  priceSources: [],
})
const reserves = [reserve('weth', weth, 18), reserve('steth', steth, 18), reserve('usdc', usdc, 6)]
const poolOf = (version: AaveV3Version): AaveV3Pool => ({
  type: 'aaveV3',
  chainId: 1,
  pool: addressOf(0xaa),
  configurator: addressOf(0xcc),
  oracle: addressOf(0x0c),
  startBlock: 1n,
  versions: [{ version, fromBlock: 0n }],
  reserves,
  heartbeatSeconds: 3_600n,
  deadAfterSeconds: 10_800n,
})

/** A pool as its events left it at 1,000 seconds. */
const told: readonly (readonly [string, readonly bigint[]])[] = [
  [subjects.collateral(weth), [8_000n, 8_250n, 10_500n]],
  [subjects.collateral(steth), [7_000n, 7_900n, 10_750n]],
  [subjects.collateral(usdc), [0n, 0n, 0n]],
  ...[weth, steth, usdc].map(
    (token) => [subjects.index(token), [RAY, RAY, RAY / 10n, RAY / 5n]] as const,
  ),
  [subjects.price(weth), [2_000n * 10n ** 8n]],
  [subjects.price(steth), [2_200n * 10n ** 8n]],
  [subjects.price(usdc), [10n ** 8n]],
  [subjects.eMode(1), [9_000n, 9_300n, 10_100n, 0n]],
]

function marketOf(
  version: AaveV3Version,
  set: readonly (readonly [string, readonly bigint[]])[] = [],
  asOf = 1_000n,
): AaveV3Market {
  const parameters = new Map<string, PoolParameter>(
    [...told, ...set].map(([subject, values]) => [subject, { values, timestamp: 1_000n }]),
  )
  const pool = poolOf(version)
  return toAaveV3Market({ venue: 'aave', pool, height: 5n, parameters, warningBps: 10_000n, asOf })
}

/** One line per entry: an asset with what is given, or owed where negative. */
function judge(market: AaveV3Market, category: number, lines: Readonly<Record<string, bigint>>) {
  const system = market.systemOf(category)
  const book: UnitBook = {
    unit: 'cross',
    balances: Object.entries(lines).map(([assetId, amount]) => ({
      kind: amount < 0n ? ('liability' as const) : ('holding' as const),
      assetId,
      decimals: assetId === 'usdc' ? 6 : 18,
      amount: amount < 0n ? -amount : amount,
      chainId: 1,
    })),
    positions: [],
    isLiquidating: false,
  }
  const unit = evaluateBook({ book, market: market.market, system, end: 'best' })
  const figures = new Map(unit.figures?.map(({ name, value }) => [name, value]))
  return { ...unit, figures }
}

const one = 10n ** 18n

test('default: figures are those of the contract, and slacks the same in US dollars', () => {
  const { figures, slackInitialE18, slackMaintenanceE18, equityE18, status, contributions } = judge(
    marketOf('3.0'),
    0,
    { weth: one, usdc: -1_000_000_000n },
  )
  expect(Object.fromEntries(figures)).toEqual({
    totalCollateralBase: 2_000n * 10n ** 8n,
    totalDebtBase: 1_000n * 10n ** 8n,
    availableBorrowsBase: 600n * 10n ** 8n,
    currentLiquidationThreshold: 8_250n,
    ltv: 8_000n,
    healthFactor: 1_650_000_000_000_000_000n,
  })
  expect([equityE18, slackInitialE18, slackMaintenanceE18]).toEqual([
    1_000n * one,
    600n * one,
    650n * one,
  ])
  expect(status).toBe('HEALTHY')
  expect(contributions.map((line) => [line.subject, line.initialBps, line.maintenanceBps])).toEqual(
    [
      ['weth', 8_000n, 8_250n],
      ['usdc', 10_000n, 10_000n],
    ],
  )
})

test('behavior: at a health factor of 1 nothing is liquidatable, and below it all is', () => {
  const market = marketOf('3.0')
  const at = (debt: bigint) => judge(market, 0, { weth: one, usdc: -debt }).status
  expect([at(1_600_000_000n), at(1_600_000_001n), at(1_650_000_000n), at(1_650_000_001n)]).toEqual([
    'HEALTHY',
    'REDUCE_ONLY',
    'REDUCE_ONLY',
    'LIQUIDATABLE',
  ])
})

test('behavior: indexes accrue to the cut: income linear, debt compound, by the rounding of the version', () => {
  const year = 1_000n + 31_536_000n
  const amounts = (version: AaveV3Version, scaled: bigint) => {
    const { tokens } = marketOf(version, [], year)
    return [reserves[0]?.aToken, reserves[0]?.variableDebtToken].map((token) =>
      token === undefined ? undefined : tokens.get(token)?.toAmount(scaled),
    )
  }
  // 10 % linear; 20 % compounded by three terms is 1 + 0.2 + 0.02 + 0.00133… since 3.4, and a little less before it.
  expect(amounts('3.4', 10n ** 12n)).toEqual([1_100_000_000_000n, 1_221_333_333_333n])
  expect(amounts('3.3', 10n ** 12n)[1]).toBeLessThan(1_221_333_333_333n)
  expect(amounts('3.4', 5n)).toEqual([6n, 6n])
  expect(amounts('3.5', 5n)).toEqual([5n, 7n])
  expect(
    marketOf('3.5')
      .tokens.get(addressOf(0xe + 0xa00))
      ?.toAmount(5n),
  ).toBe(5n)
})

test('behavior: before 3.2 a category lifts its members, since then its collateral', () => {
  const book = { weth: one, usdc: -1_000_000_000n }
  const threshold = (version: AaveV3Version, set: Parameters<typeof marketOf>[1]) =>
    judge(marketOf(version, set), 1, book).figures.get('currentLiquidationThreshold')
  const member = [[subjects.eModeOf(weth), [1n]]] as const
  const collateral = [[subjects.eModeCollateral(1, weth), [1n]]] as const
  expect([threshold('3.1', member), threshold('3.1', collateral)]).toEqual([9_300n, 8_250n])
  expect([threshold('3.2', member), threshold('3.2', collateral)]).toEqual([8_250n, 9_300n])
  expect(threshold('3.2', [...collateral, [subjects.eModeCollateral(1, weth), [0n]]])).toBe(8_250n)
})

test('behavior: before 3.2 a category may price its members by one asset; one that is no reserve leaves UNKNOWN', () => {
  const priced = (oracle: bigint, version: AaveV3Version = '3.0') =>
    judge(
      marketOf(version, [
        [subjects.eModeOf(steth), [1n]],
        [subjects.eModeCollateral(1, steth), [1n]],
        [subjects.eMode(1), [9_000n, 9_300n, 10_100n, oracle]],
      ]),
      1,
      { steth: one, usdc: -1_000_000_000n },
    )
  expect(priced(BigInt(weth)).figures.get('totalCollateralBase')).toBe(2_000n * 10n ** 8n)
  expect(priced(0n).figures.get('totalCollateralBase')).toBe(2_200n * 10n ** 8n)
  expect(priced(BigInt(weth), '3.2').figures.get('totalCollateralBase')).toBe(2_200n * 10n ** 8n)
  expect(priced(0xbadn).status).toBe('UNKNOWN')
})

test('behavior: since 3.6 a category decides alone, and may lend nothing against its own or all other collateral', () => {
  const inCategory = [subjects.eModeCollateral(1, usdc), [1n]] as const
  const book = { weth: one, usdc: 1_000_000_000n, steth: -one / 4n }
  const ltv = (version: AaveV3Version, set: Parameters<typeof marketOf>[1] = []) => {
    const { figures } = judge(marketOf(version, [inCategory, ...set]), 1, book)
    return [figures.get('ltv'), figures.get('currentLiquidationThreshold')]
  }
  // 2,000 of ether at 80 and 82.5 %, 1,000 of dollars at 90 and 93 %, which are no collateral outside the category.
  expect(ltv('3.5')).toEqual([8_000n, 8_250n])
  expect(ltv('3.6')).toEqual([8_333n, 8_600n])
  expect(ltv('3.6', [[subjects.eModeLtvZero(1, usdc), [1n]]])).toEqual([5_333n, 8_600n])
  expect(ltv('3.7', [[subjects.eModeIsolated(1), [1n]]])).toEqual([3_000n, 8_600n])
})

test('behavior: a price ages by the cut, and dies', () => {
  const stateAt = (asOf: bigint) => marketOf('3.0', [], asOf).market.prices.get('weth')?.state
  expect([stateAt(4_600n), stateAt(4_601n), stateAt(11_800n), stateAt(11_801n)]).toEqual([
    'fresh',
    'late',
    'late',
    'dead',
  ])
  const { status } = judge(marketOf('3.0', [], 11_801n), 0, { weth: one, usdc: -1n })
  expect(status).toBe('UNKNOWN')
})

test('error: no price, a price of 0 and another base currency leave UNKNOWN, never a number', () => {
  const statusOf = (set: Parameters<typeof marketOf>[1]) =>
    judge(marketOf('3.0', set), 0, { weth: one, usdc: -1n }).status
  expect(statusOf([[subjects.price(weth), [0n]]])).toBe('UNKNOWN')
  expect(statusOf([[subjects.price(weth), []]])).toBe('UNKNOWN')
  expect(statusOf([[subjects.baseCurrency, [10n ** 8n, BigInt(weth)]]])).toBe('UNKNOWN')
  expect(statusOf([[subjects.baseCurrency, [10n ** 18n, 0n]]])).toBe('UNKNOWN')
  expect(statusOf([[subjects.baseCurrency, [10n ** 8n, 0n]]])).toBe('HEALTHY')
})

test('behavior: amounts beyond 256 bits stay exact', () => {
  const huge = 10n ** 90n
  const { figures } = judge(marketOf('3.7'), 0, { weth: huge, usdc: -huge })
  expect(figures.get('totalCollateralBase')).toBe(2_000n * 10n ** 80n)
  expect(figures.get('totalDebtBase')).toBe(10n ** 92n)
})

test('behavior: what an account chose, and what of it cannot be judged', () => {
  const pool = poolOf('3.0')
  const row = (subject: string, value: bigint, contract = pool.pool) => ({
    key: {
      ...{ kind: 'parameter' as const, chainId: 1, contract, venue: 'aave', subject },
      ...{ account: addressOf(1), unit: undefined },
    },
    blockNumber: 1n,
    values: [value],
  })
  const foreign = addressOf(0xbad)
  const choices = aaveV3Choices(pool, [
    row(subjects.userEMode, 1n),
    row(subjects.usedAsCollateral(weth), 1n),
    row(subjects.usedAsCollateral(steth), 0n),
    row(subjects.usedAsCollateral(usdc), 1n, foreign),
  ])
  const used = [weth, steth, usdc].map((token) => choices.isUsedAsCollateral(token))
  expect([choices.category, used, choices.reasons]).toEqual([1, [true, false, false], []])
  const doubts = aaveV3Choices(pool, [
    row(subjects.usedAsCollateral(foreign), 1n),
    row(subjects.unreadDebt(weth), 1n),
  ])
  expect(doubts.reasons.map(({ code, text }) => [code, text.includes(foreign)])).toEqual([
    ['PRICE_MISSING', true],
    ['PRICE_MISSING', false],
  ])
})
