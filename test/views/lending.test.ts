import { parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { readAccount } from '../../src/api/views/accounts/readAccount.ts'
import { readSimulation } from '../../src/api/views/accounts/readAnswers.ts'
import type { AaveV3Pool } from '../../src/config/AaveV3Pool.ts'
import type { Fact } from '../../src/facts/Fact.ts'
import type { Address } from '../../src/facts/primitives.ts'
import type { ParameterFact } from '../../src/facts/ValuationFacts.ts'
import { createAaveV3Decoder } from '../../src/protocols/lending/aaveV3/aaveV3.ts'
import { createLogs } from '../protocols/lending/marginEvents.ts'
import { addressOf, encodeLog, type LogParts, transactionOf } from '../protocols/logs.ts'
import { lendingContext, lendingFigures, lendingProject } from './support/lendingContext.ts'

const RAY = 10n ** 27n
const one = 10n ** 18n
const [weth, usdc, alice] = [addressOf(0xe), addressOf(0xd), addressOf(0xa11ce)]
const reserve = (asset: string, token: Address, decimals: number) => ({
  asset,
  token,
  decimals,
  aToken: addressOf(Number(BigInt(token)) + 0xa00),
  variableDebtToken: addressOf(Number(BigInt(token)) + 0xd00),
  priceSources: [],
})
const [ether, dollar] = [reserve('weth', weth, 18), reserve('usdc', usdc, 6)]
const pool: AaveV3Pool = {
  type: 'aaveV3',
  chainId: 1,
  pool: addressOf(0xaa),
  configurator: addressOf(0xcc),
  oracle: addressOf(0x0c),
  startBlock: 1n,
  versions: [{ version: '3.0', fromBlock: 0n }],
  reserves: [ether, dollar],
  heartbeatSeconds: 3_600n,
  deadAfterSeconds: 10_800n,
}
const project = lendingProject('aave', pool, { weth: ether, usdc: dollar })

const log = createLogs('Aave v3')
const mint = (token: Address, value: bigint) =>
  log(token, 'Mint', {
    ...{ caller: alice, onBehalfOf: alice, value, balanceIncrease: 0n },
    index: RAY,
  })
const indexed = (token: Address) =>
  log(pool.pool, 'ReserveDataUpdated', {
    ...{ reserve: token, liquidityRate: RAY / 10n, stableBorrowRate: 0n },
    ...{ variableBorrowRate: RAY / 5n, liquidityIndex: RAY, variableBorrowIndex: RAY },
  })
const configured = (token: Address, ltv: bigint, threshold: bigint) =>
  log(pool.configurator, 'CollateralConfigurationChanged', {
    ...{ asset: token, ltv, liquidationThreshold: threshold, liquidationBonus: 10_500n },
  })
const listed = ({ token, aToken, variableDebtToken }: AaveV3Pool['reserves'][number]) =>
  log(pool.configurator, 'ReserveInitialized', {
    ...{ asset: token, aToken, variableDebtToken },
    ...{ stableDebtToken: alice, interestRateStrategyAddress: alice },
  })
const flag = (name: 'Enabled' | 'Disabled', token: Address) =>
  log(pool.pool, `ReserveUsedAsCollateral${name}`, { reserve: token, user: alice })

const { decode } = createAaveV3Decoder({ venue: 'aave', pool })

function factsAt(blockNumber: bigint, parts: readonly LogParts[]): readonly Fact[] {
  const transaction = transactionOf(parts)
  const { facts, quarantined } = decode({
    ...transaction,
    blockNumber,
    logs: transaction.logs.map((each) => ({ ...each, blockNumber })),
  })
  expect(quarantined).toEqual([])
  return facts.map((fact) => ({ ...fact, at: { ...fact.at, chainId: 1 } }))
}

function priceFact(blockNumber: bigint, token: Address, price: bigint): Fact<ParameterFact> {
  const [first] = factsAt(blockNumber, [indexed(weth)])
  if (first === undefined) throw new Error('an index is a fact')
  const body = {
    ...{ kind: 'parameter' as const, contract: pool.pool, venue: '' },
    ...{ subject: `price:${token}`, values: [price] },
  }
  return { ...first, at: { ...first.at, txIndex: 9 }, body }
}

/** Two ether given, 1,000 dollars owed, at the seventh block; all of it is final. */
const opening = [
  ...factsAt(7n, [
    listed(ether),
    listed(dollar),
    indexed(weth),
    indexed(usdc),
    configured(weth, 8_000n, 8_250n),
    configured(usdc, 7_500n, 8_000n),
    mint(ether.aToken, 2n * one),
    flag('Enabled', weth),
    mint(dollar.variableDebtToken, 1_000_000_000n),
  ]),
  priceFact(7n, weth, 2_000n * 10n ** 8n),
  priceFact(7n, usdc, 10n ** 8n),
]

const isNoListing = ({ body }: Fact) =>
  body.kind !== 'parameter' || !body.subject.startsWith('listed:')

const year = 31_536_000n

/** A reading at `asOf` of what stands in a seventh, final block and in an eighth that is not. */
function contextOf(later: readonly LogParts[] = [], asOf = 1_007n, isOpened = true) {
  const open = factsAt(8n, later)
  const known = isOpened ? opening : opening.filter(isNoListing)
  return lendingContext(project, { known, open, asOf })
}

const figuresOf = (context: ReturnType<typeof contextOf>) => lendingFigures(context, alice)

test('default: an account has its collateral, its debt and its health, from logs alone', () => {
  const context = contextOf()
  const { lines } = readAccount(context, 'aave', alice)
  expect(lines.map((line) => [line.kind, line.assetId, line.amount, line.valueE18])).toEqual([
    ['holding', 'weth', 2n * one, 4_000n * one],
    ['liability', 'usdc', 1_000_000_000n, 1_000n * one],
  ])
  const { figures, status, certainty } = figuresOf(context)
  expect(figures.get('healthFactor')).toBe(3_300_000_000_000_000_000n)
  expect([status, certainty]).toEqual(['HEALTHY', 'SETTLED'])
})

test('behavior: interest runs to the cut, also where nobody touched the pool', () => {
  const context = contextOf([], 1_007n + year)
  const { lines } = readAccount(context, 'aave', alice)
  const [given, owed] = lines.map(({ amount, shares }) => [amount, shares])
  expect(given).toEqual([(22n * one) / 10n, 2n * one])
  // 1 + 0.2 + 0.02 + 0.00133…, of which the last has a base of 255.08 rounded down, as the contract does until 3.4.
  expect(owed).toEqual([1_221_332_934n, 1_000_000_000n])
  const { status, reasons } = figuresOf(context)
  expect([status, reasons.map(({ code }) => code)]).toEqual([
    'UNKNOWN',
    ['PRICE_DEAD', 'PRICE_DEAD'],
  ])
})

test('behavior: a choice that is not final is in the bounds of both ways', () => {
  const { bounds, figures, certainty, status } = figuresOf(contextOf([flag('Disabled', weth)]))
  expect(figures.get('healthFactor')).toBe(0n)
  expect([status, certainty]).toEqual(['LIQUIDATABLE', 'PROVISIONAL'])
  expect([bounds.low, bounds.high].map((each) => each.slackMaintenanceE18)).toEqual([
    -1_000n * one,
    2_300n * one,
  ])
})

test('behavior: an efficiency mode that is not final is judged by its own rules on either side', () => {
  const category = { categoryId: 1, ltv: 9_000n, liquidationThreshold: 9_300n }
  const eMode = parseAbi([
    'event EModeAssetCategoryChanged(address indexed asset, uint8 oldCategoryId, uint8 newCategoryId)',
  ])
  const member = { asset: weth, oldCategoryId: 0, newCategoryId: 1 }
  const { bounds, figures } = figuresOf(
    contextOf([
      log(pool.configurator, 'EModeCategoryAdded', {
        ...{ ...category, liquidationBonus: 10_100n },
        ...{ oracle: addressOf(0), label: '' },
      }),
      encodeLog(eMode, pool.configurator, 'EModeAssetCategoryChanged', member),
      log(pool.pool, 'UserEModeSet', { user: alice, categoryId: 1 }),
    ]),
  )
  expect(figures.get('currentLiquidationThreshold')).toBe(9_300n)
  expect([bounds.low, bounds.high].map((each) => each.slackMaintenanceE18)).toEqual([
    2_300n * one,
    2_720n * one,
  ])
})

test('behavior: a reserve that the config lacks leaves UNKNOWN by its name, never zero', () => {
  const foreign = addressOf(0xbad)
  const { status, reasons } = figuresOf(contextOf([flag('Enabled', foreign)]))
  expect(status).toBe('UNKNOWN')
  expect(reasons.map(({ text }) => text)).toContainEqual(expect.stringContaining(foreign))
})

test('behavior: a pool that is followed from later than its reserves were listed leaves UNKNOWN', () => {
  const { status, reasons } = figuresOf(contextOf([], 1_007n, false))
  expect(status).toBe('UNKNOWN')
  expect(reasons.map(({ code }) => code)).toEqual(['NO_OPENING_BALANCE', 'NO_OPENING_BALANCE'])
})

test('behavior: what if it paid, took and saw another price', () => {
  const { after } = readSimulation(contextOf(), 'aave', alice, [
    { type: 'withdraw', unit: 'cross', assetId: 'weth', chainId: 1, amount: one },
    { type: 'priceShock', assetId: 'weth', bps: -5_000n },
  ])
  expect(after.units[0]?.figures?.at(-1)).toEqual({
    name: 'healthFactor',
    value: 825_000_000_000_000_000n,
    decimals: 18,
  })
  expect(after.status).toBe('LIQUIDATABLE')
})

test('error: the parameters of a pool are not a question of what if', () => {
  const change = { type: 'parameters', collateral: [], markets: [] } as const
  expect(() => readSimulation(contextOf(), 'aave', alice, [change])).toThrow(/of its contract/)
})
