import { expect, test } from 'vitest'
import { readAccount } from '../../src/api/views/accounts/readAccount.ts'
import { readAnswers, readSimulation } from '../../src/api/views/accounts/readAnswers.ts'
import type { CompoundV3Pool } from '../../src/config/CompoundV3Pool.ts'
import type { Decoder, TimedCall } from '../../src/facts/Decoder.ts'
import type { Fact } from '../../src/facts/Fact.ts'
import { READ_TX_INDEX } from '../../src/facts/FactPosition.ts'
import type { Address, Hex } from '../../src/facts/primitives.ts'
import { createLendingDecoders } from '../../src/protocols/lending/createLendingDecoders.ts'
import { answerComet, type CometTerms } from '../protocols/lending/answerComet.ts'
import { CometLedger } from '../protocols/lending/CometLedger.ts'
import { addressOf, type LogParts, transactionOf } from '../protocols/logs.ts'
import { lendingContext, lendingFigures, lendingProject } from './support/lendingContext.ts'

const one = 10n ** 18n
const [weth, wbtc, usdc] = [addressOf(0xe), addressOf(0xb), addressOf(0xd)]
const [alice, bob, foreign] = [addressOf(0xa11ce), addressOf(0xb0b), addressOf(0xbad)]
const asset = (id: string, token: Address, decimals: number) => ({
  ...{ asset: id, token, decimals, priceSources: [] },
  priceFeed: addressOf(Number(BigInt(token)) + 0xf00),
})
const [ether, bitcoin, dollar] = [
  asset('weth', weth, 18),
  asset('wbtc', wbtc, 8),
  asset('usdc', usdc, 6),
]
const pool: CompoundV3Pool = {
  type: 'compoundV3',
  chainId: 1,
  pool: addressOf(0xc0),
  startBlock: 1n,
  base: dollar,
  collaterals: [ether, bitcoin],
  heartbeatSeconds: 3_600n,
  deadAfterSeconds: 10_800n,
}
const project = lendingProject('comet', pool, { weth: ether, wbtc: bitcoin, usdc: dollar })
const decoders = createLendingDecoders({ venue: 'comet', pool, rank: () => 0 })
const terms: CometTerms = {
  feeds: new Map([
    [weth, { feed: ether.priceFeed, price: 2_000n * 10n ** 8n }],
    [wbtc, { feed: bitcoin.priceFeed, price: 60_000n * 10n ** 8n }],
    [usdc, { feed: dollar.priceFeed, price: 10n ** 8n }],
  ]),
  borrow: (8n * one) / 10n,
  liquidate: (85n * one) / 100n,
}

/** What a block says: its logs, and the reads that they and the clock ask for. */
function factsAt(
  blockNumber: bigint,
  ledger: CometLedger,
  parts: readonly LogParts[],
  { isTimed = false, isAnswered = true, own = terms } = {},
): readonly Fact[] {
  const transaction = transactionOf(parts)
  const at = { ...transaction, blockNumber }
  const logs = transaction.logs.map((each) => ({ ...each, blockNumber }))
  return decoders.flatMap((decoder) => {
    const { facts, reads, quarantined } = decoder.decode({ ...at, logs })
    expect(quarantined).toEqual([])
    const { standingRead, timedReads } = decoder
    const clock = [...(standingRead ? [standingRead] : []), ...(timedReads?.calls ?? [])]
    const calls = [...(isAnswered ? reads : []), ...(isTimed ? clock : [])]
    const answers = calls.flatMap((call) => answered(decoder, blockNumber, ledger, call, own))
    return [...facts.map((fact) => ({ ...fact, at: { ...fact.at, chainId: 1 } })), ...answers]
  })
}

function answered(
  decoder: Decoder,
  blockNumber: bigint,
  ledger: CometLedger,
  call: TimedCall,
  own: CometTerms,
): readonly Fact[] {
  const blockHash: Hex = `0x${'b1'.repeat(32)}`
  const request = { chainId: 1, blockNumber, blockHash, sourceId: decoder.source.id, ...call }
  const bodies = decoder.decodeRead?.({ request, data: answerComet(ledger, call.data, own) }) ?? []
  return ('kind' in bodies ? [bodies] : bodies).map((body, k) => ({
    at: {
      ...{ chainId: 1, blockNumber, blockHash, txIndex: READ_TX_INDEX, txHash: blockHash },
      ...{ logIndex: 0, k },
    },
    decoder: decoder.name,
    body,
    siblings: [],
  }))
}

/** Two ether given and 1,000 dollars borrowed of Bob's 5,000, at the seventh block; all of it is final. */
function opened(own = terms) {
  const ledger = new CometLedger(pool, 1_007n)
  const parts = [
    ...ledger.supply(bob, bob, 5_000_000_000n),
    ...ledger.give(alice, alice, weth, 2n * one),
    ...ledger.withdraw(alice, alice, 1_000_000_000n),
  ]
  return { ledger, known: factsAt(7n, ledger, parts, { isTimed: true, own }) }
}

/** The pool as it opened, and what an eighth block, which is not final, does with it. */
function contextOf(
  later: (ledger: CometLedger) => readonly LogParts[] = () => [],
  { asOf = 1_007n, isAnswered = true, own = terms } = {},
) {
  const { ledger, known } = opened(own)
  const before = ledger.now
  ledger.now = asOf
  const parts = later(ledger)
  const open = parts.length === 0 ? [] : factsAt(8n, ledger, parts, { isAnswered, own })
  if (parts.length === 0) ledger.now = before
  return { ledger, context: lendingContext(project, { known, open, asOf }) }
}

const figuresOf = (...args: Parameters<typeof contextOf>) =>
  lendingFigures(contextOf(...args).context, alice)

test('default: an account has its collateral, its debt and its margin, from logs and answers', () => {
  const { context } = contextOf()
  const { lines } = readAccount(context, 'comet', alice)
  expect(lines.map((line) => [line.kind, line.assetId, line.amount, line.valueE18])).toEqual([
    ['holding', 'weth', 2n * one, 4_000n * one],
    ['liability', 'usdc', 1_000_000_000n, 1_000n * one],
  ])
  const { figures, status, certainty, units } = lendingFigures(context, alice)
  expect(Object.fromEntries(figures)).toEqual({
    balanceOf: 0n,
    borrowBalanceOf: 1_000_000_000n,
    borrowLiquidity: 2_200n * 10n ** 8n,
    liquidationMargin: 2_400n * 10n ** 8n,
  })
  expect([status, certainty]).toEqual(['HEALTHY', 'SETTLED'])
  expect(units[0]?.contributions.map((line) => [line.initialBps, line.maintenanceBps])).toEqual([
    [8_000n, 8_500n],
    [10_000n, 10_000n],
  ])
  const supplier = readAccount(context, 'comet', bob)
  expect(supplier.lines.map(({ assetId, amount }) => [assetId, amount])).toEqual([
    ['usdc', 5_000_000_000n],
  ])
  expect(supplier.margin.status).toBe('NO_RISK')
})

test('behavior: interest runs to the cut on both sides, as the contract accrues it', () => {
  const asOf = 1_007n + 3_000_000n
  const { ledger } = contextOf()
  ledger.now = asOf
  const { context } = contextOf(undefined, { asOf })
  const amountOf = (owner: Address) => {
    const { lines } = readAccount(context, 'comet', owner)
    return lines.find(({ assetId }) => assetId === 'usdc')?.amount
  }
  expect([amountOf(bob), amountOf(alice)]).toEqual([ledger.balance(bob), -ledger.balance(alice)])
  expect(ledger.balance(alice)).toBeLessThan(-1_000_000_000n)
  expect(ledger.balance(bob)).toBeGreaterThan(5_000_000_000n)
})

test('behavior: nothing is liquidatable at a margin of 0, and below it all is', () => {
  const at = (debt: bigint) =>
    figuresOf((ledger) => ledger.withdraw(alice, alice, debt - 1_000_000_000n)).status
  expect([at(3_200_000_000n), at(3_200_000_001n)]).toEqual(['HEALTHY', 'REDUCE_ONLY'])
  expect([at(3_400_000_000n), at(3_400_000_001n)]).toEqual(['REDUCE_ONLY', 'LIQUIDATABLE'])
})

test('behavior: what is not final is in the bounds of both ways', () => {
  const { bounds, certainty } = figuresOf((ledger) => ledger.supply(bob, alice, 600_000_000n))
  expect([bounds.low, bounds.high].map((each) => each.slackMaintenanceE18)).toEqual([
    2_400n * one,
    3_000n * one,
  ])
  expect(certainty).toBe('PROVISIONAL')
})

test('behavior: base that was touched and not read leaves UNKNOWN, however healthy it was', () => {
  const repaid = (ledger: CometLedger) => ledger.supply(bob, alice, 600_000_000n)
  const { status, reasons } = figuresOf(repaid, { isAnswered: false })
  expect(status).toBe('UNKNOWN')
  expect(reasons.map(({ text }) => text)).toContainEqual(expect.stringContaining('since block 8'))
})

test('behavior: collateral that the config lacks leaves UNKNOWN by its name, never zero', () => {
  const { status, reasons } = figuresOf((ledger) => ledger.give(bob, alice, foreign, 5n))
  expect(status).toBe('UNKNOWN')
  expect(reasons.map(({ text }) => text)).toContainEqual(expect.stringContaining(foreign))
})

test('behavior: another feed than the config names prices nothing', () => {
  const feeds = new Map([
    ...terms.feeds,
    [weth, { feed: foreign, price: 2_000n * 10n ** 8n }] as const,
  ])
  const { status, reasons } = figuresOf(undefined, { own: { ...terms, feeds } })
  expect(status).toBe('UNKNOWN')
  expect(reasons.map(({ text }) => text)).toContainEqual(expect.stringContaining(foreign))
  const based = new Map([...terms.feeds, [usdc, { feed: foreign, price: 10n ** 8n }] as const])
  const debt = figuresOf(undefined, { own: { ...terms, feeds: based } })
  expect([debt.status, debt.reasons.map(({ code }) => code)]).toEqual([
    'UNKNOWN',
    ['PRICE_MISSING'],
  ])
})

test('behavior: a Comet that has not said its indexes leaves debts UNKNOWN', () => {
  const { known } = opened()
  const isNoTotals = ({ body }: Fact) => body.kind !== 'parameter' || body.subject !== 'totals'
  const context = lendingContext(project, {
    ...{ known: known.filter(isNoTotals), open: [], asOf: 1_007n },
  })
  const { status, reasons } = lendingFigures(context, alice)
  expect([status, reasons.map(({ code }) => code)]).toEqual(['UNKNOWN', ['RATE_MISSING']])
})

test('behavior: prices die with the cut', () => {
  const { status, reasons } = figuresOf(undefined, { asOf: 1_007n + 10_801n })
  expect([status, new Set(reasons.map(({ code }) => code))]).toEqual([
    'UNKNOWN',
    new Set(['PRICE_DEAD']),
  ])
})

test('behavior: what people ask beside the status', () => {
  const { context } = contextOf()
  const { after } = readSimulation(context, 'comet', alice, [
    { type: 'withdraw', unit: 'cross', assetId: 'weth', chainId: 1, amount: one },
    { type: 'priceShock', assetId: 'weth', bps: -5_000n },
  ])
  expect(after.units[0]?.figures?.at(-1)?.value).toBe(-150n * 10n ** 8n)
  expect(after.status).toBe('LIQUIDATABLE')
  const { answers } = readAnswers(context, 'comet', alice)
  expect(JSON.stringify(answers, (_, value) => (typeof value === 'bigint' ? `${value}` : value)))
    // 1,000 of debt over two ether at 85 %.
    .toContain('588235294')
})
