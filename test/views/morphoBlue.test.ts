import { decodeFunctionData } from 'viem'
import { expect, test } from 'vitest'
import { readAccount } from '../../src/api/views/accounts/readAccount.ts'
import { readSimulation } from '../../src/api/views/accounts/readAnswers.ts'
import { type MorphoBluePool, morphoBlueMarketId } from '../../src/config/MorphoBluePool.ts'
import type { Project } from '../../src/config/Project.ts'
import type { Decoder, TimedCall } from '../../src/facts/Decoder.ts'
import type { Fact, FactBody } from '../../src/facts/Fact.ts'
import { READ_TX_INDEX } from '../../src/facts/FactPosition.ts'
import type { Hex } from '../../src/facts/primitives.ts'
import { createLendingDecoders } from '../../src/protocols/lending/createLendingDecoders.ts'
import { morphoAbi } from '../../src/protocols/lending/morphoBlue/morphoCalls.ts'
import { MorphoLedger } from '../protocols/lending/MorphoLedger.ts'
import { addressOf, type LogParts, transactionOf } from '../protocols/logs.ts'
import { lendingContext, lendingFigures, lendingProject } from './support/lendingContext.ts'

const one = 10n ** 18n
const year = 31_536_000n
const [alice, bob, treasury, feed] = [
  ...[addressOf(0xa11ce), addressOf(0xb0b), addressOf(0x7ea), addressOf(0xfeed)],
] as const
const terms = {
  collateral: { asset: 'weth', token: addressOf(0xe), decimals: 18 },
  loan: { asset: 'usdc', token: addressOf(0xd), decimals: 6 },
  oracle: addressOf(0x0c),
  irm: addressOf(0x14),
  lltv: 86n * 10n ** 16n,
}
const pool: MorphoBluePool = {
  ...terms,
  type: 'morphoBlue',
  chainId: 1,
  pool: addressOf(0xb1),
  marketId: morphoBlueMarketId(terms),
  startBlock: 1n,
  priceSources: [],
  heartbeatSeconds: 3_600n,
  deadAfterSeconds: 10_800n,
}
const bare = lendingProject('morpho', pool, { weth: terms.collateral, usdc: terms.loan })
const limits = { heartbeatSeconds: 10n ** 9n, deadAfterSeconds: 10n ** 10n }
const project: Project = {
  ...bare,
  assets: bare.assets.map((asset) => (asset.id === 'usdc' ? { ...asset, feeds: ['usdc'] } : asset)),
  feeds: [{ id: 'usdc', chainId: 1, address: feed, startBlock: 1n, decimals: 8, ...limits }],
}
const decoders = createLendingDecoders({ venue: 'morpho', pool, rank: () => 0 })

/** 2,000 dollars for an ether: six decimals against eighteen. */
const etherPrice = 2_000n * 10n ** 24n
const rate = one / 10n / year

interface Said {
  price?: bigint
  dollar?: bigint
}

const word = (value: bigint): Hex => `0x${value.toString(16).padStart(64, '0')}`

function answerOf(ledger: MorphoLedger, data: Hex, price: bigint): Hex {
  const { functionName, args } = decodeFunctionData({ abi: morphoAbi, data })
  switch (functionName) {
    case 'market':
      return ledger.market()
    case 'position':
      return ledger.position(`0x${args[1].slice(2).toLowerCase()}`)
    case 'rateAtTarget':
      return word(ledger.rate)
    case 'price':
      return word(price)
  }
}

const blockHash: Hex = `0x${'b1'.repeat(32)}`

function readFact(blockNumber: bigint, body: FactBody, k = 0): Fact {
  const block = { chainId: 1, blockNumber, blockHash, txIndex: READ_TX_INDEX, txHash: blockHash }
  return { at: { ...block, logIndex: 0, k }, decoder: 'test', body, siblings: [] }
}

/** What a block says: its logs, and the reads that they and the clock ask for. */
function factsAt(
  blockNumber: bigint,
  ledger: MorphoLedger,
  parts: readonly LogParts[],
  { price = etherPrice, dollar = 10n ** 8n }: Said = {},
): readonly Fact[] {
  const transaction = transactionOf(parts)
  const logs = transaction.logs.map((each) => ({ ...each, blockNumber }))
  const own = decoders.flatMap((decoder: Decoder) => {
    const { facts, reads, quarantined } = decoder.decode({ ...transaction, blockNumber, logs })
    expect(quarantined).toEqual([])
    const answers = reads.flatMap((call: TimedCall) => {
      const block = { chainId: 1, blockNumber, blockHash, sourceId: decoder.source.id }
      const data = answerOf(ledger, call.data, price)
      const bodies = decoder.decodeRead?.({ request: { ...block, ...call }, data }) ?? []
      return ('kind' in bodies ? [bodies] : bodies).map((body, k) => readFact(blockNumber, body, k))
    })
    return [...facts.map((fact) => ({ ...fact, at: { ...fact.at, chainId: 1 } })), ...answers]
  })
  const said = { feed, answer: dollar, roundId: 1n, updatedAt: 1_007n }
  return [...own, readFact(blockNumber, { kind: 'price', ...said })]
}

/** An ether given and 900 dollars borrowed of Bob's 1,000, at the seventh block: nine tenths, at which the rate holds still. */
function opened(said?: Said) {
  const ledger = new MorphoLedger(pool, 1_007n, { rate, recipient: treasury })
  const parts = [
    ...ledger.create(),
    ...ledger.supply(bob, bob, 1_000_000_000n),
    ...ledger.give(alice, alice, one),
    ...ledger.borrow(alice, alice, 900_000_000n),
  ]
  return { ledger, known: factsAt(7n, ledger, parts, said) }
}

function contextOf(
  later: (ledger: MorphoLedger) => readonly LogParts[] = () => [],
  { asOf = 1_007n, ...said }: Said & { asOf?: bigint } = {},
) {
  const { ledger, known } = opened(said)
  const parts = later(ledger)
  const open = parts.length === 0 ? [] : factsAt(8n, ledger, parts, said)
  return lendingContext(project, { known, open, asOf })
}

test('default: an account has its collateral, its debt and its health, in dollars and in loans', () => {
  const context = contextOf()
  const { lines } = readAccount(context, 'morpho', alice)
  expect(lines.map((line) => [line.kind, line.assetId, line.amount, line.valueE18])).toEqual([
    ['holding', 'weth', one, 2_000n * one],
    ['liability', 'usdc', 900_000_000n, 900n * one],
  ])
  const { figures, status, certainty, bounds } = lendingFigures(context, alice)
  expect(Object.fromEntries(figures)).toEqual({ borrowed: 900_000_000n, maxBorrow: 1_720_000_000n })
  expect([status, certainty]).toEqual(['HEALTHY', 'SETTLED'])
  expect(bounds.best).toEqual({
    equityE18: 1_100n * one,
    slackInitialE18: 820n * one,
    slackMaintenanceE18: 820n * one,
  })
})

test('behavior: what is supplied is held, worth what it earned, and backs nothing', () => {
  const context = contextOf()
  const { lines, margin } = readAccount(context, 'morpho', bob)
  expect(lines.map(({ assetId, amount, valueE18 }) => [assetId, amount, valueE18])).toEqual([
    ['usdc', 1_000_000_000n, 1_000n * one],
  ])
  expect([margin.status, margin.bounds.best.slackMaintenanceE18]).toEqual(['NO_RISK', 0n])
})

test('behavior: interest runs to the cut on both sides, as the market accrues it', () => {
  const asOf = 1_007n + 10_000n
  const { ledger } = opened()
  ledger.now = asOf
  ledger.accrue()
  const owed = ledger.debt(ledger.of(alice).borrowed)
  const earned = ledger.claim(ledger.of(bob).supplied)
  const context = contextOf(undefined, { asOf })
  const amounts = [alice, bob].map(
    (owner) =>
      readAccount(context, 'morpho', owner).lines.find(({ assetId }) => assetId === 'usdc')?.amount,
  )
  expect(amounts).toEqual([owed, earned])
  expect(owed).toBeGreaterThan(900_028_000n)
})

test('behavior: at its limit nothing is liquidatable, and one unit above it all is', () => {
  const at = (priceE36: bigint) => lendingFigures(contextOf(undefined, { price: priceE36 }), alice)
  // 900 of debt are 86 % of 1,046.511627…; the contract rounds that worth down to six decimals, and its share again.
  const even = at(1_046_511_628n * 10n ** 18n)
  expect([even.figures.get('maxBorrow'), even.status]).toEqual([900_000_000n, 'HEALTHY'])
  const below = at(1_046_511_627n * 10n ** 18n)
  expect([below.figures.get('maxBorrow'), below.status]).toEqual([899_999_999n, 'LIQUIDATABLE'])
})

test('behavior: dollars are those of the loan, and do not decide', () => {
  const { status, bounds, figures } = lendingFigures(
    contextOf(undefined, { dollar: 5n * 10n ** 7n }),
    alice,
  )
  expect([status, figures.get('maxBorrow')]).toEqual(['HEALTHY', 1_720_000_000n])
  expect(bounds.best.slackMaintenanceE18).toBe(410n * one)
})

test('behavior: a debt that is written off is gone, and suppliers bear it', () => {
  const context = contextOf((ledger) => ledger.liquidate(bob, alice, one, 0n), {
    price: 10n ** 26n,
  })
  expect(readAccount(context, 'morpho', alice).lines).toEqual([])
  const [supplied] = readAccount(context, 'morpho', bob).lines
  expect(supplied?.amount).toBe(100_000_000n)
})

test('behavior: what is not final is in the bounds of both ways', () => {
  const { bounds, certainty } = lendingFigures(
    contextOf((ledger) => ledger.give(bob, alice, one)),
    alice,
  )
  expect([bounds.low, bounds.high].map((each) => each.slackMaintenanceE18)).toEqual([
    820n * one,
    2_540n * one,
  ])
  expect(certainty).toBe('PROVISIONAL')
})

test('behavior: what if the price fell', () => {
  const { after } = readSimulation(contextOf(), 'morpho', alice, [
    { type: 'priceShock', assetId: 'weth', bps: -5_000n },
  ])
  expect(after.units[0]?.figures?.map(({ value }) => value)).toEqual([900_000_000n, 860_000_000n])
  expect(after.status).toBe('LIQUIDATABLE')
})

test.each([
  ['totals', 'RATE_MISSING'],
  ['rateAtTarget', 'RATE_MISSING'],
  ['price', 'PRICE_MISSING'],
  ['created', 'NO_OPENING_BALANCE'],
])('error: a market whose %s nobody knows leaves UNKNOWN', (subject, code) => {
  const { known } = opened()
  const isOther = ({ body }: Fact) =>
    body.kind !== 'parameter' || !body.subject.startsWith(`${subject}:`)
  const context = lendingContext(project, {
    ...{ known: known.filter(isOther), open: [], asOf: 1_007n },
  })
  const { status, reasons } = lendingFigures(context, alice)
  expect([status, reasons.map((reason) => reason.code)]).toEqual(['UNKNOWN', [code]])
})

test('error: an oracle that says 0, or a loan without a price, leaves UNKNOWN', () => {
  expect(lendingFigures(contextOf(undefined, { price: 0n }), alice).status).toBe('UNKNOWN')
  const context = contextOf(undefined, { dollar: 0n })
  expect(lendingFigures(context, alice).status).toBe('UNKNOWN')
  const { lines } = readAccount(context, 'morpho', alice)
  expect(lines.map(({ valueE18 }) => valueE18)).toEqual([undefined, undefined])
})

test('behavior: the oracle ages by the cut, and dies', () => {
  const { status } = lendingFigures(contextOf(undefined, { asOf: 1_007n + 10_801n }), alice)
  expect(status).toBe('UNKNOWN')
})
