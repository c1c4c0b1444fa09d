import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { type Hex, keccak256, toHex } from 'viem'
import { expect, test } from 'vitest'
import type { OrderlyLedger } from '../../../src/config/OrderlyLedger.ts'
import { seriesKeyId } from '../../../src/facts/Series.ts'
import { foldFacts } from '../../../src/ledger/fold/foldFacts.ts'
import { orderly } from '../../../src/protocols/bridges/orderly/orderly.ts'
import { createOrderlyLedgerDecoder } from '../../../src/protocols/perpetuals/orderly/orderlyLedger.ts'
import { eventOf, marginEvents } from '../lending/marginEvents.ts'
import { addressOf, chainId, encodeLog, type LogParts, malform, transactionOf } from '../logs.ts'
import { OrderlyModel } from './OrderlyModel.ts'

const [eth, btc, usdc] = ['PERP_ETH_USDC', 'PERP_BTC_USDC', 'USDC'].map((text) =>
  keccak256(toHex(text)),
)
if (!eth || !btc || !usdc) throw new Error('three hashes')
const id = (byte: string): Hex => `0x${byte.repeat(32)}`
const [alice, bob, fund, collector] = [id('a1'), id('b2'), id('f3'), id('c4')]
const shortOf = (account: Hex): Hex => `0x${account.slice(-40)}`
const ledger: OrderlyLedger = {
  ...{ type: 'orderly', chainId, address: addressOf(0x1ed), startBlock: 1n },
  tokens: [shortOf(usdc)],
  symbols: new Map([
    [eth, 'PERP_ETH_USDC'],
    [btc, 'PERP_BTC_USDC'],
  ]),
  house: [collector],
}
const decoder = createOrderlyLedgerDecoder({ venue: 'orderly', ledger })
const decode = (parts: readonly LogParts[]) => decoder.decode(transactionOf(parts))

const rows = marginEvents.filter(({ protocol }) => protocol === 'Orderly')

/** Encodes a row of the ledger; `fits` tells overloads of one name apart. */
function log(name: string, args: Record<string, unknown>, fits = ''): LogParts {
  const row = rows.find(
    ({ contract, abi }) =>
      contract === 'Ledger' && abi.startsWith(`event ${name}(`) && abi.includes(fits),
  )
  if (row === undefined) throw new Error(`no row ${name}`)
  return encodeLog([eventOf(row)], ledger.address, name, { ...common, ...args })
}
const common = {
  ...{ eventId: 1n, brokerHash: id('b0'), brokerId: id('b0'), lastEngineEventId: 2n },
  ...{ depositNonce: 1n, srcChainId: 8453n, srcChainDepositNonce: 1n, userAddress: addressOf(7) },
  ...{ sender: addressOf(7), receiver: addressOf(8), chainId: 8453n, tokenHash: usdc, fee: 0n },
  ...{ withdrawNonce: 1n, settledAssetHash: usdc, liquidatedAssetHash: usdc, feeAssetHash: usdc },
  ...{ markPrice: 1n, adlPrice: 1n, executedPrice: 1n, tradeId: 1n, matchId: 1n, timestamp: 1n },
  ...{ side: true, insuranceAccountId: fund, insuranceTransferAmount: 0n, symbolHash: eth },
  ...{ sumUnitaryFundings: 0n, liquidationTransferId: 1n, blocktime: 1n },
}
const deposit = (accountId: Hex, tokenAmount: bigint) =>
  log('AccountDeposit', { accountId, tokenAmount })
const approve = (accountId: Hex, tokenAmount: bigint, fee = 0n) =>
  log('AccountWithdrawApprove', { accountId, tokenAmount, fee })
const refuse = (accountId: Hex, tokenAmount: bigint, failReason: number) =>
  log('AccountWithdrawFail', { accountId, tokenAmount, failReason })
const trade = (accountId: Hex, tradeQty: bigint, notional: bigint, parts: object = {}) =>
  log('ProcessValidatedFutures', { accountId, tradeQty, notional, ...parts }, 'int128 fee')
const execution = (symbolHash: Hex, settledAmount: bigint, sumUnitaryFundings = 0n) =>
  log('SettlementExecution', { symbolHash, settledAmount, sumUnitaryFundings })
const settled = (accountId: Hex, settledAmount: bigint, count: bigint, insured = 0n) =>
  log('SettlementResult', {
    ...{ accountId, settledAmount, settlementExecutionsCount: count },
    insuranceTransferAmount: insured,
  })

const names = new Map([alice, bob, fund, collector].map((each, i) => [shortOf(each), 'ABFC'[i]]))

/** Who changed by what, in the ledger's own units. */
function rowsOf(parts: readonly LogParts[]): readonly string[] {
  const { facts, quarantined } = decode(parts)
  expect(quarantined).toEqual([])
  return facts.map(({ body }) => {
    if (body.kind === 'net') return `${names.get(body.account)} ${body.amount}`
    if (body.kind !== 'trade') return body.kind
    const { account, market, sizeE18, entryValueE18 } = body
    return `${names.get(account)} ${market} ${sizeE18 / 10n ** 10n} for ${entryValueE18 / 10n ** 12n}`
  })
}

test('default: every row of the catalogue is read by the ledger or the bridge, or named with the reason', () => {
  expect(rows).toHaveLength(57)
  const files = ['perpetuals/orderly/orderlyLedger.ts', 'bridges/orderly/orderly.ts'].map((file) =>
    readFileSync(fileURLToPath(new URL(`../../../src/protocols/${file}`, import.meta.url)), 'utf8'),
  )
  const read = [
    new Set(decoder.source.filters.flatMap(({ topics: [events] }) => [...events])),
    new Set(Object.values(orderly.contracts).flatMap(({ topics }) => topics)),
  ]
  for (const [i, file] of files.entries()) {
    const header = file.slice(0, file.indexOf('*/')).split('Not read:')[1] ?? ''
    const unsaid = rows.filter(
      (row) => !read[i]?.has(row.topic0) && !header.includes(`\`${eventOf(row).name}\``),
    )
    expect(unsaid.map(({ abi }) => abi)).toEqual([])
  }
  const byNobody = rows.filter(({ topic0 }) => read.every((topics) => !topics.has(topic0)))
  expect(rows.length - byNobody.length).toBe(27)
})

test('default: deposits and withdrawals move the account’s balance by the whole amount', () => {
  expect(rowsOf([deposit(alice, 100n), approve(alice, 40n, 3n)])).toEqual(['A 100', 'A -40'])
  const blocktime = 'blocktime'
  expect(
    rowsOf([
      log('AccountDeposit', { accountId: alice, tokenAmount: 5n }, blocktime),
      log('AccountWithdrawApprove', { accountId: alice, tokenAmount: 2n }, blocktime),
      log('AccountWithdrawFail', { accountId: alice, tokenAmount: 2n, failReason: 201 }, blocktime),
    ]),
  ).toEqual(['A 5', 'A -2', 'A 2'])
})

test('behavior: trap: only what was approved comes back (201), a refusal moves nothing', () => {
  expect(rowsOf([refuse(alice, 40n, 201)])).toEqual(['A 40'])
  for (const reason of [1, 2, 4, 5, 6, 7, 8, 101])
    expect(rowsOf([refuse(alice, 40n, reason)])).toEqual([])
})

test('behavior: trap: the fee of a trade is part of what the position cost, also in the older form', () => {
  expect(rowsOf([trade(alice, 5n, 700n, { fee: 3n })])).toEqual(['A PERP_ETH_USDC 5 for 703'])
  const older = { accountId: alice, tradeQty: -5n, notional: -700n, fee: 3n }
  expect(rowsOf([log('ProcessValidatedFutures', older, 'uint128 fee')])).toEqual([
    'A PERP_ETH_USDC -5 for -697',
  ])
})

test('behavior: trap: executions name no account: they are of the result behind them', () => {
  expect(
    rowsOf([
      execution(eth, 30n),
      execution(btc, -10n),
      settled(alice, 20n, 2n),
      execution(eth, -7n),
      settled(bob, -7n, 1n, 5n),
    ]),
  ).toEqual([
    'A PERP_ETH_USDC 0 for 30',
    'A PERP_BTC_USDC 0 for -10',
    'A 20',
    'B PERP_ETH_USDC 0 for -7',
    'B -2',
    'F -5',
  ])
})

test('error: a settlement whose parts are missing or do not add up is quarantined whole', () => {
  for (const logs of [
    [settled(alice, 20n, 1n)],
    [execution(eth, 20n), settled(alice, 20n, 2n)],
    [execution(eth, 19n), settled(alice, 20n, 1n)],
    [execution(eth, 20n)],
  ]) {
    const { facts, quarantined } = decode(logs)
    expect(facts).toEqual([])
    expect(quarantined).toHaveLength(logs.length)
  }
})

test('behavior: trap: a liquidation moves positions of three accounts by one log', () => {
  const transfer = log('LiquidationTransfer', {
    ...{ liquidatorAccountId: bob, positionQtyTransfer: 5n, costPositionTransfer: 700n },
    ...{ liquidatorFee: 4n, insuranceFee: 6n, liquidationFee: 10n },
  })
  const result = log('LiquidationResult', {
    ...{ liquidatedAccountId: alice, insuranceTransferAmount: 9n },
  })
  expect(rowsOf([transfer, result])).toEqual([
    'B PERP_ETH_USDC 5 for 696',
    'A PERP_ETH_USDC -5 for -690',
    'F PERP_ETH_USDC 0 for -6',
    'A -9',
    'F 9',
  ])
  const { facts, quarantined } = decode([transfer])
  expect([facts, quarantined.length]).toEqual([[], 1])
})

test('behavior: the second forms of liquidation and ADL are each of one account', () => {
  const moved = { positionQtyTransfer: 5n, costPositionTransfer: 700n }
  expect(
    rowsOf([
      log('LiquidationTransferV2', { accountId: alice, ...moved, fee: 3n }),
      log('LiquidationResultV2', { accountId: alice, insuranceTransferAmount: -8n }),
      log('AdlResultV2', { accountId: bob, ...moved }),
      log('AdlResult', { accountId: bob, ...moved }),
    ]),
  ).toEqual([
    'A PERP_ETH_USDC 5 for 703',
    'A -8',
    'B PERP_ETH_USDC 5 for 700',
    'B PERP_ETH_USDC 5 for 700',
    'F PERP_ETH_USDC -5 for -700',
  ])
})

test('behavior: trap: Orderly’s own collectors are not booked, who gets their fees is', () => {
  const distribution = log('FeeDistribution', {
    ...{ fromAccountId: collector, toAccountId: alice, amount: 4n },
  })
  expect(rowsOf([distribution])).toEqual(['A 4'])
})

test('behavior: an account’s owner is who registered it; markets and tokens without a name stand by their hash', () => {
  const owner = log('AccountRegister', { accountId: alice }, 'address indexed userAddress')
  const { facts } = decode([
    owner,
    trade(alice, 1n, 1n, { symbolHash: id('dd') }),
    log('AccountDeposit', { accountId: alice, tokenAmount: 5n, tokenHash: id('ee') }),
  ])
  expect(facts.map(({ body }) => body)).toMatchObject([
    { kind: 'owner', account: shortOf(alice), owner: addressOf(7) },
    { kind: 'trade', market: `0x${'dd'.repeat(20)}` },
    { kind: 'net', asset: `0x${'ee'.repeat(20)}` },
  ])
})

test('error: what no compiler would have written is quarantined', () => {
  const { dirty: _, ...malformed } = malform(trade(alice, 1n, 1n))
  for (const bad of Object.values(malformed)) expect(decode([bad]).quarantined).toHaveLength(1)
})

test('property: balances and positions are the ledger’s own after any history', () => {
  const step = fc.record({
    kind: fc.constantFrom('deposit', 'withdraw', 'trade', 'settle', 'liquidate', 'adl', 'fee'),
    who: fc.constantFrom(alice, bob),
    symbol: fc.constantFrom(eth, btc),
    amount: fc.bigInt(-(10n ** 12n), 10n ** 12n),
    quantity: fc.bigInt(-(10n ** 11n), 10n ** 11n),
    funding: fc.bigInt(-(10n ** 16n), 10n ** 16n),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const model = new OrderlyModel()
      const values = new Map<string, readonly bigint[]>()
      const fundings = new Map<Hex, bigint>()
      for (const each of steps) {
        const sum = (fundings.get(each.symbol) ?? 0n) + each.funding
        fundings.set(each.symbol, sum)
        const { facts, quarantined } = decode(play(model, { ...each, funding: sum }))
        expect(quarantined).toEqual([])
        for (const row of foldFacts(facts, [], values)) values.set(seriesKeyId(row.key), row.values)
      }
      const lastOf = (kind: string, account: Hex, subject: string) =>
        values.get(
          `${kind}|${chainId}|${ledger.address}|orderly|${shortOf(account)}|cross|${subject}`,
        ) ?? []
      const token = shortOf(usdc)
      for (const account of [alice, bob, fund]) {
        const [[held = 0n], [owed = 0n]] = [
          lastOf('holding', account, token),
          lastOf('liability', account, token),
        ]
        expect(held - owed).toBe(model.balances.get(account) ?? 0n)
        expect(held === 0n || owed === 0n).toBe(true)
        for (const [symbol, market] of ledger.symbols) {
          const [size = 0n, cost = 0n] = lastOf('position', account, market)
          const { quantity, cost: expected } = model.positionOf(account, symbol)
          expect([size, cost]).toEqual([quantity * 10n ** 10n, expected * 10n ** 12n])
        }
      }
    }),
    { seed: 425, numRuns: 200 },
  )
})

interface Step {
  kind: 'deposit' | 'withdraw' | 'trade' | 'settle' | 'liquidate' | 'adl' | 'fee'
  who: Hex
  symbol: Hex
  amount: bigint
  quantity: bigint
  funding: bigint
}

/** Does to the model what the ledger does, and logs what it logs. */
function play(model: OrderlyModel, step: Step): readonly LogParts[] {
  const { kind, who, symbol, amount, quantity, funding } = step
  const size = amount < 0n ? -amount : amount
  const of = { symbolHash: symbol, sumUnitaryFundings: funding }
  const change = (account: Hex, by: bigint, cost: bigint) =>
    model.change(account, symbol, { quantity: by, cost, funding })
  switch (kind) {
    case 'deposit':
      model.addBalance(who, size)
      return [deposit(who, size)]
    case 'withdraw':
      model.addBalance(who, -size)
      return [approve(who, size, 1n)]
    case 'trade':
      change(who, quantity, amount + 7n)
      return [trade(who, quantity, amount, { fee: 7n, ...of })]
    case 'settle':
      change(who, 0n, amount)
      model.addBalance(who, amount)
      return [execution(symbol, amount, funding), settled(who, amount, 1n)]
    case 'liquidate': {
      const liquidator = who === alice ? bob : alice
      change(liquidator, quantity, amount - 4n)
      change(who, -quantity, 10n - amount)
      change(fund, 0n, -6n)
      const moved = { positionQtyTransfer: quantity, costPositionTransfer: amount }
      const fees = { liquidatorFee: 4n, insuranceFee: 6n, liquidationFee: 10n }
      return [
        log('LiquidationTransfer', { liquidatorAccountId: liquidator, ...moved, ...fees, ...of }),
        log('LiquidationResult', { liquidatedAccountId: who }),
      ]
    }
    case 'adl': {
      change(who, quantity, amount)
      change(fund, -quantity, -amount)
      const moved = { positionQtyTransfer: quantity, costPositionTransfer: amount }
      return [log('AdlResult', { accountId: who, ...moved, ...of })]
    }
    case 'fee':
      model.addBalance(who, size)
      return [log('FeeDistribution', { fromAccountId: collector, toAccountId: who, amount: size })]
  }
}
