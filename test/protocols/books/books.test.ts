import {
  concat,
  decodeFunctionData,
  encodeAbiParameters,
  type Hex,
  keccak256,
  numberToHex,
  parseAbi,
  parseAbiParameters,
  stringToHex,
} from 'viem'
import { expect, test } from 'vitest'
import type { AaveV3Pool } from '../../../src/config/AaveV3Pool.ts'
import type { CompoundV3Pool } from '../../../src/config/CompoundV3Pool.ts'
import type { Erc7540Vault } from '../../../src/config/Erc7540Vault.ts'
import type { GmxV2Exchange } from '../../../src/config/GmxV2Exchange.ts'
import { type MorphoBluePool, morphoBlueMarketId } from '../../../src/config/MorphoBluePool.ts'
import type { SynthetixV3Perps } from '../../../src/config/SynthetixV3Perps.ts'
import type { BookQuestion, Decoder } from '../../../src/facts/Decoder.ts'
import type { Address } from '../../../src/facts/primitives.ts'
import type { SeriesKey } from '../../../src/facts/Series.ts'
import { foldFacts } from '../../../src/ledger/fold/foldFacts.ts'
import { createCustomDecoder } from '../../../src/protocols/custom.ts'
import { defineVault } from '../../../src/protocols/defineVault.ts'
import { createAaveV3Decoder } from '../../../src/protocols/lending/aaveV3/aaveV3.ts'
import { createCompoundV3Decoder } from '../../../src/protocols/lending/compoundV3/compoundV3.ts'
import { createMorphoBlueDecoder } from '../../../src/protocols/lending/morphoBlue/morphoBlue.ts'
import { createGmxV2Decoder } from '../../../src/protocols/perpetuals/gmxV2/gmxV2.ts'
import { createSynthetixV3Decoder } from '../../../src/protocols/perpetuals/synthetixV3/synthetixV3.ts'
import { createErc7540Decoder } from '../../../src/protocols/vaults/erc7540.ts'
import { AaveLedger } from '../lending/AaveLedger.ts'
import { CometLedger } from '../lending/CometLedger.ts'
import { MorphoLedger } from '../lending/MorphoLedger.ts'
import { createLogs } from '../lending/marginEvents.ts'
import { addressOf, chainId, type LogParts, transactionOf } from '../logs.ts'
import { createGmxLogs } from '../perpetuals/gmxV2Logs.ts'

const [weth, usdc, contract] = [addressOf(0xe), addressOf(0xd), addressOf(0xc0)]
const [alice, bob] = [addressOf(0xa11ce), addressOf(0xb0b)]
const one = 10n ** 18n
const word = (value: bigint): Hex => numberToHex(BigInt.asUintN(256, value), { size: 32 })
const times = { heartbeatSeconds: 3_600n, deadAfterSeconds: 10_800n }

/** What the ledger makes of a transaction's logs, each balance beside what the book answers of it. */
function audit(
  decoder: Decoder,
  parts: readonly LogParts[],
  answer: (question: BookQuestion, key: SeriesKey) => Hex,
) {
  const { facts, quarantined } = decoder.decode({ ...transactionOf(parts), timestamp: 1_000n })
  expect(quarantined).toEqual([])
  const rows = foldFacts(facts, [], new Map()).filter(({ key }) => key.account !== undefined)
  const asked = rows.flatMap(({ key, values: [booked] }) => {
    const question = decoder.book?.ask(key)
    if (question === undefined) return []
    return [{ key, booked, read: question.read(answer(question, key)) }]
  })
  const isAsked = (key: SeriesKey) => asked.some((each) => each.key === key)
  return {
    asked,
    left: rows.map(({ key }) => key).filter((key) => key.kind !== 'parameter' && !isAsked(key)),
  }
}

function expectAgreement({ asked }: ReturnType<typeof audit>, count: number): void {
  expect(asked).toHaveLength(count)
  expect(asked.map(({ read }) => read)).toEqual(asked.map(({ booked }) => booked))
}

test('default: tokens of Aave v3 answer the scaled amounts that are booked', () => {
  const pool: AaveV3Pool = {
    ...{ type: 'aaveV3', chainId, pool: contract, startBlock: 1n, ...times },
    ...{ configurator: addressOf(0xcc), oracle: addressOf(0x0c) },
    versions: [{ version: '3.0', fromBlock: 0n }],
    reserves: [
      {
        ...{ asset: 'weth', token: weth, decimals: 18, priceSources: [] },
        ...{ aToken: addressOf(0xae), variableDebtToken: addressOf(0xde) },
      },
    ],
  }
  const ledger = new AaveLedger(pool, false)
  ledger.index = 1_234_567_890_123_456_789_012_345_678n
  ledger.debtIndex = 1_434_567_890_123_456_789_012_345_678n
  const parts = [
    ...ledger.supply(alice, 5n * one),
    ...ledger.borrow(alice, 2n * one),
    ...ledger.transfer(alice, bob, one),
    ...ledger.repay(alice, one, false),
  ]
  const abi = parseAbi(['function scaledBalanceOf(address user) view returns (uint256)'])
  const decoder = createAaveV3Decoder({ venue: 'aave', pool })
  const found = audit(decoder, parts, ({ to, data }) => {
    const [user] = decodeFunctionData({ abi, data }).args
    const token = [ledger.supplied, ledger.owed].find(({ address }) => address === to)
    // CAST: addresses are lower-case inside.
    return word(token?.of(user.toLowerCase() as Address) ?? 0n)
  })
  expectAgreement(found, 3)
  expect(found.left).toEqual([])
})

test('default: a Comet answers collateral; base, which is read and not summed, is not asked for', () => {
  const asset = (id: string, token: Address, decimals: number) => ({
    ...{ asset: id, token, decimals, priceFeed: addressOf(0xfeed), priceSources: [] },
  })
  const pool: CompoundV3Pool = {
    ...{ type: 'compoundV3', chainId, pool: contract, startBlock: 1n, ...times },
    ...{ base: asset('usdc', usdc, 6), collaterals: [asset('weth', weth, 18)] },
  }
  const ledger = new CometLedger(pool, 0n)
  const parts = [...ledger.give(alice, alice, weth, 9n), ...ledger.pass(alice, bob, weth, 4n)]
  const decoder = createCompoundV3Decoder({ venue: 'comet', pool })
  const found = audit(decoder, parts, ({ to }, { account = bob }) => {
    expect(to).toBe(contract)
    return concat([word(ledger.held(account, weth)), word(7n)])
  })
  expectAgreement(found, 2)
  const base = { ...found.asked[0]?.key, subject: contract, kind: 'liability' } as SeriesKey
  expect(decoder.book?.ask(base)).toBeUndefined()
  expect(decoder.book?.ask({ ...base, kind: 'holding' })).toBeUndefined()
})

test('default: Morpho answers collateral and the shares of a debt by one question', () => {
  const terms = {
    collateral: { asset: 'weth', token: weth, decimals: 18 },
    loan: { asset: 'usdc', token: usdc, decimals: 6 },
    ...{ oracle: addressOf(0x0c), irm: addressOf(0x14), lltv: 86n * 10n ** 16n },
  }
  const pool: MorphoBluePool = {
    ...{ ...terms, ...times, type: 'morphoBlue', chainId, pool: contract, startBlock: 1n },
    ...{ marketId: morphoBlueMarketId(terms), priceSources: [] },
  }
  const ledger = new MorphoLedger(pool, 0n, { rate: 0n, recipient: bob })
  const parts = [
    ...ledger.supply(bob, bob, 500n),
    ...ledger.give(alice, alice, 9n),
    ...ledger.borrow(alice, alice, 100n),
  ]
  const calls = new Set<string>()
  const decoder = createMorphoBlueDecoder({ venue: 'morpho', pool })
  const found = audit(decoder, parts, ({ data }, { account = bob }) => {
    calls.add(data)
    return ledger.position(account)
  })
  expectAgreement(found, 2)
  expect(calls.size).toBe(1)
})

test('default: Synthetix perps answer collateral, debt and sizes by account and number', () => {
  const perps: SynthetixV3Perps = {
    ...{ type: 'synthetixV3', chainId, pool: contract, startBlock: 1n, ...times },
    ...{ accountToken: addressOf(0x51), spotMarket: addressOf(0x52), markets: [100n] },
    usd: { id: 0n, asset: 'snxUSD', token: usdc },
    collaterals: [{ id: 4n, asset: 'sETH', token: weth }],
    keeperCosts: { flag: 0n, liquidate: 0n },
  }
  const log = createLogs('Synthetix v3 Perps')
  const accountId = 0x777n
  const parts = [
    log(contract, 'CollateralModified', {
      ...{ accountId, collateralId: 4n, amountDelta: 3n * one, sender: alice },
    }),
    log(contract, 'AccountCharged', { accountId, amount: -2n * one, accountDebt: 2n * one }),
    log(contract, 'OrderSettled', {
      ...{ marketId: 100n, accountId, fillPrice: one, pnl: 0n, accruedFunding: 0n, sizeDelta: 0n },
      ...{ newSize: -5n * one, totalFees: 0n, referralFees: 0n, collectedFees: 0n },
      ...{ settlementReward: 0n, trackingCode: word(0n), settler: bob },
    }),
  ]
  const abi = parseAbi([
    'function getCollateralAmount(uint128 accountId, uint128 collateralId) view returns (uint256)',
    'function debt(uint128 accountId) view returns (uint256)',
    'function getOpenPositionSize(uint128 accountId, uint128 marketId) view returns (int128)',
  ])
  const said = { getCollateralAmount: 3n * one, debt: 2n * one, getOpenPositionSize: -5n * one }
  const decoder = createSynthetixV3Decoder({ venue: 'snx', perps })
  const found = audit(decoder, parts, ({ data }) => {
    const { functionName, args } = decodeFunctionData({ abi, data })
    expect(args[0]).toBe(accountId)
    const isDollar = functionName === 'getCollateralAmount' && args[1] === 0n
    return word(isDollar ? 0n : said[functionName])
  })
  expectAgreement(found, 4)
  expect(found.left).toEqual([])
})

test('default: the DataStore of GMX answers collateral of positions and what was bridged in', () => {
  const token = (asset: string, address: Address, decimals: number) => ({
    ...{ asset, token: address, decimals },
  })
  const [store, market] = [addressOf(0x61), addressOf(0x62)]
  const ether = token('weth', weth, 18)
  const exchange: GmxV2Exchange = {
    ...{ type: 'gmxV2', chainId, pool: contract, dataStore: store, startBlock: 1n, ...times },
    markets: [{ market, index: ether, long: ether, short: token('usdc', usdc, 6) }],
  }
  const log = createGmxLogs(contract)
  const positionKey = keccak256('0x01')
  const parts = [
    log('PositionIncrease', {
      address: { account: alice, market, collateralToken: usdc },
      uint: {
        ...{ sizeInUsd: 6n * 10n ** 30n, sizeInTokens: one, collateralAmount: 900n },
        ...{ borrowingFactor: 7n, fundingFeeAmountPerSize: 8n, executionPrice: 1n, orderType: 2n },
      },
      int: { collateralDeltaAmount: 5n },
      bool: { isLong: true },
      bytes32: { orderKey: keccak256('0x02'), positionKey },
    }),
    log('MultichainTransferIn', {
      address: { token: usdc, account: alice, srcChainId: contract },
      uint: { amount: 40n, srcChainId: 1n },
    }),
  ]
  // As `PositionStoreUtils` and `Keys` spell them.
  const named = (name: string) => keccak256(encodeAbiParameters([{ type: 'string' }], [name]))
  const types = parseAbiParameters('bytes32, address, address')
  const balance = encodeAbiParameters(types, [named('MULTICHAIN_BALANCE'), alice, usdc])
  const values = new Map([
    [keccak256(concat([positionKey, named('COLLATERAL_AMOUNT')])), 900n],
    [keccak256(balance), 40n],
  ])
  const abi = parseAbi(['function getUint(bytes32 key) view returns (uint256)'])
  const decoder = createGmxV2Decoder({ venue: 'gmx', exchange })
  const found = audit(decoder, parts, ({ to, data }) => {
    expect(to).toBe(store)
    const [key] = decodeFunctionData({ abi, data }).args
    return word(values.get(key) ?? 0n)
  })
  expectAgreement(found, 2)
  expect(found.left.map(({ kind }) => kind)).toEqual(['position'])
})

test('behavior: shares in an escrow of an ERC-7540 vault are nobody’s in the ledger, and are not asked for', () => {
  const share = addressOf(0x5a)
  const vault: Erc7540Vault = {
    ...{ type: 'erc7540', chainId, address: contract, startBlock: 1n, asset: 'share', share },
    ...{ underlying: usdc, shareDecimals: 6, escrows: [bob], redeeming: addressOf(0x4ede) },
    requests: ['deposit', 'redeem'],
  }
  const { book } = createErc7540Decoder({ venue: 'main', vault })
  const key: SeriesKey = {
    ...{ kind: 'holding', chainId, contract: share, venue: 'main', account: alice, unit: 'cross' },
    subject: share,
  }
  expect(book?.ask(key)?.to).toBe(share)
  expect(book?.ask({ ...key, account: bob })).toBeUndefined()
  expect(book?.ask({ ...key, contract, subject: usdc })).toBeUndefined()
})

const bookAbi = parseAbi([
  'event Deposited(address indexed account, uint256 amount)',
  'event Labelled(address indexed account, string label, uint256 amount)',
  'function heldBy(address account) view returns (uint128)',
  'function pays(address account)',
  'function held(address account, uint256 id) view returns (uint256)',
])

test('behavior: a custom vault is asked by the view that it names, about cross balances alone', () => {
  const definition = defineVault({
    ...{ name: 'book', abi: bookAbi, audit: { holding: 'heldBy' } },
    events: {
      Deposited: ({ account, amount }, vault) => vault.credit({ account, amount }),
      Labelled: ({ account, label, amount }, vault) =>
        vault.credit({ account, amount, unit: `isolated:${label}`, moved: null }),
    },
  })
  const decoder = createCustomDecoder({
    ...{ definition, chainId, contract, venue: 'main', token: usdc, bridge: undefined },
    ...{ sourceId: 'book', startBlock: 1n, rank: 0 },
  })
  const key: SeriesKey = {
    ...{ kind: 'holding', chainId, contract, venue: 'main', account: alice, unit: 'cross' },
    subject: usdc,
  }
  const question = decoder.book?.ask(key)
  expect(question).toMatchObject({ to: contract })
  expect(decodeFunctionData({ abi: bookAbi, data: question?.data ?? '0x' }).functionName).toBe(
    'heldBy',
  )
  expect(question?.read(word(7n))).toBe(7n)
  expect(question?.read('0x')).toBeUndefined()
  expect(decoder.book?.ask({ ...key, unit: 'isolated:a' })).toBeUndefined()
  expect(decoder.book?.ask({ ...key, kind: 'liability' })).toBeUndefined()
})

test('error: a view that is none of an account, or none at all, is refused with a sentence', () => {
  const define = (holding: string) =>
    defineVault({
      ...{ name: 'book', abi: bookAbi },
      // CAST: what plain JavaScript may write.
      audit: { holding: holding as 'heldBy' },
      events: { Deposited: ({ account, amount }, vault) => vault.credit({ account, amount }) },
    })
  for (const name of ['pays', 'held', 'nothing', stringToHex('x')])
    expect(() => define(name)).toThrow(/book.audit.holding: the ABI has no view/)
})
