import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { decodeFunctionData, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { type MorphoBluePool, morphoBlueMarketId } from '../../../src/config/MorphoBluePool.ts'
import type { ReadRequest } from '../../../src/facts/Decoder.ts'
import type { FactBody } from '../../../src/facts/Fact.ts'
import type { Address, Hex } from '../../../src/facts/primitives.ts'
import { createMorphoBlueDecoder } from '../../../src/protocols/lending/morphoBlue/morphoBlue.ts'
import { morphoAbi } from '../../../src/protocols/lending/morphoBlue/morphoCalls.ts'
import { addressOf, chainId, encodeLog, type LogParts, malform, transactionOf } from '../logs.ts'
import { MorphoLedger } from './MorphoLedger.ts'
import { createLogs, eventOf, marginEvents } from './marginEvents.ts'

const [weth, usdc, feed] = [addressOf(0xe), addressOf(0xd), addressOf(0xfeed)]
const [alice, bob, treasury] = [addressOf(0xa11ce), addressOf(0xb0b), addressOf(0x7ea)]
const terms = {
  collateral: { asset: 'weth', token: weth, decimals: 18 },
  loan: { asset: 'usdc', token: usdc, decimals: 6 },
  oracle: addressOf(0x0c),
  irm: addressOf(0x14),
  lltv: 86n * 10n ** 16n,
}
const pool: MorphoBluePool = {
  ...terms,
  type: 'morphoBlue',
  chainId,
  pool: addressOf(0xb1),
  marketId: morphoBlueMarketId(terms),
  startBlock: 1n,
  priceSources: [feed],
  heartbeatSeconds: 3_600n,
  deadAfterSeconds: 10_800n,
}
const decoder = createMorphoBlueDecoder({ venue: 'morpho', pool })
const decode = (parts: readonly LogParts[]) => decoder.decode(transactionOf(parts))
const newLedger = (rate = 0n) => new MorphoLedger(pool, 0n, { rate, recipient: treasury })

/** What changed: `side account asset change`, or `subject [account] = values`. */
const toRow = (body: FactBody): string => {
  if (body.kind === 'parameter') return `${body.subject} = ${body.values.join(' ')}`
  if (body.kind !== 'balance') return body.kind
  return `${body.side} ${body.account} ${body.asset} ${body.change.type} ${body.change.value}`
}
const rowsOf = (parts: readonly LogParts[]) => decode(parts).facts.map(({ body }) => toRow(body))
const askedOf = (reads: readonly Pick<ReadRequest, 'to' | 'data'>[]) =>
  reads.map(({ to, data }) => {
    const { functionName, args } = decodeFunctionData({ abi: morphoAbi, data })
    return `${to} ${functionName} ${args?.at(-1)?.toLowerCase() ?? ''}`.trim()
  })
const ofMarket = [
  `${pool.pool} market ${pool.marketId}`,
  `${pool.irm} rateAtTarget ${pool.marketId}`,
  `${pool.oracle} price`,
]

test('default: every event of Morpho Blue is read, or the header says why not', () => {
  const file = new URL('../../../src/protocols/lending/morphoBlue/morphoBlue.ts', import.meta.url)
  const [, notRead = ''] = readFileSync(fileURLToPath(file), 'utf8').split('Not read: ')
  const read = new Set(decoder.source.filters.flatMap(({ topics: [events] }) => [...events]))
  const own = marginEvents.filter(({ protocol }) => protocol === 'Morpho Blue')
  const unread = own.filter(({ topic0 }) => !read.has(topic0)).map((row) => eventOf(row).name)
  expect(unread.filter((name) => !notRead.includes(`\`${name}\``))).toEqual([])
  expect([own.length, own.length - unread.length]).toEqual([18, 10])
})

test('default: collateral and debt are booked from logs, what is supplied is asked for', () => {
  const ledger = newLedger()
  const parts = [
    ...ledger.supply(bob, bob, 500n),
    ...ledger.give(bob, alice, 9n),
    ...ledger.borrow(alice, bob, 100n),
    ...ledger.repay(bob, alice, 40_000_000n),
    ...ledger.take(alice, bob, 2n),
  ]
  const { facts, reads } = decode(parts)
  expect(facts.map(({ body }) => toRow(body))).toEqual([
    `asset ${alice} ${weth} delta 9`,
    `liability ${alice} ${usdc} delta 100000000`,
    `liability ${alice} ${usdc} delta -40000000`,
    `asset ${alice} ${weth} delta -2`,
  ])
  const moved = facts.map(({ body }) => (body.kind === 'balance' ? body.moved : undefined))
  expect(moved.map((each) => each?.counterparty)).toEqual([bob, undefined, undefined, bob])
  expect(askedOf(reads)).toEqual([`${pool.pool} position ${bob}`, ...ofMarket])
  expect(reads.map(({ everyTouch }) => everyTouch === true)).toEqual([true, false, false, false])
})

test('behavior: a liquidation takes collateral and shares, and the rest is bad debt', () => {
  const ledger = newLedger()
  ledger.supply(bob, bob, 500n)
  ledger.give(alice, alice, 9n)
  ledger.borrow(alice, alice, 100n)
  const part = ledger.liquidate(bob, alice, 4n, 30_000_000n)
  expect(rowsOf(part)).toEqual([
    `asset ${alice} ${weth} delta -4`,
    `liability ${alice} ${usdc} delta -30000000`,
    'liquidation',
  ])
  expect(rowsOf(ledger.liquidate(bob, alice, 5n, 30_000_000n))).toEqual([
    `asset ${alice} ${weth} delta -5`,
    `liability ${alice} ${usdc} delta -70000000`,
    'liquidation',
  ])
})

test('behavior: a market that is made says so, and what only accrues is asked for', () => {
  const ledger = newLedger(10n ** 9n)
  expect(rowsOf(ledger.create())).toEqual([`created:${pool.marketId} = 1`])
  ledger.supply(bob, bob, 500n)
  ledger.borrow(alice, alice, 100n)
  ledger.now = 1_000n
  const accrued = decode(ledger.accrue())
  expect([accrued.facts, askedOf(accrued.reads)]).toEqual([[], ofMarket])
})

test('behavior: an answer of a source asks for the price alone', () => {
  const answers = parseAbi([
    'event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)',
  ])
  const args = { current: 1n, roundId: 2n, updatedAt: 3n }
  const { reads } = decode([encodeLog(answers, feed, 'AnswerUpdated', args)])
  expect(askedOf(reads)).toEqual([`${pool.oracle} price`])
})

test('behavior: logs of other markets are not asked for, and markets that share an oracle ask apart', () => {
  const [own] = decoder.source.filters
  expect(own?.topics[1]).toEqual([pool.marketId])
  const less = { ...pool, lltv: 77n * 10n ** 16n }
  const other = { ...less, marketId: morphoBlueMarketId(less) }
  const calls = [decoder, createMorphoBlueDecoder({ venue: 'other', pool: other })].map(
    ({ timedReads }) => timedReads?.calls.at(-1),
  )
  expect(calls[0]?.to).toBe(calls[1]?.to)
  expect(calls[0]?.data).not.toBe(calls[1]?.data)
})

const word = (n: bigint) => n.toString(16).padStart(64, '0')
const answered = (place: number, data: Hex | undefined): readonly string[] => {
  const call = decoder.timedReads?.calls[place] ?? { to: '0x', data: '0x' }
  const block = { chainId, blockNumber: 7n, blockHash: '0x' as const, sourceId: decoder.source.id }
  const bodies = decoder.decodeRead?.({ request: { ...block, ...call }, data }) ?? []
  return ('kind' in bodies ? [bodies] : bodies).map(toRow)
}

test('behavior: answers are filed under their market', () => {
  const totals: Hex = `0x${[1n, 2n, 3n, 4n, 5n, 6n].map(word).join('')}`
  expect(answered(0, totals)).toEqual([`totals:${pool.marketId} = 1 2 3 4 5 6`])
  expect(answered(1, `0x${word(9n)}`)).toEqual([`rateAtTarget:${pool.marketId} = 9`])
  expect(answered(2, `0x${word(8n)}`)).toEqual([`price:${pool.marketId} = 8`])
})

test('error: an answer that failed, is cut, too long or out of its type says nothing', () => {
  const long: Hex = `0x${[1n, 2n, 3n, 4n, 5n, 6n, 7n].map(word).join('')}`
  const wide: Hex = `0x${[2n ** 128n, 2n, 3n, 4n, 5n, 6n].map(word).join('')}`
  for (const data of [undefined, '0x', long, wide] as const) expect(answered(0, data)).toEqual([])
})

test.each(['truncated', 'trailing', 'dirty', 'extra'] as const)(
  'error: a %s log is quarantined and hides no other',
  (fault) => {
    const log = createLogs('Morpho Blue')
    const args = { id: pool.marketId, caller: bob, onBehalf: alice, assets: 5n }
    const good = log(pool.pool, 'SupplyCollateral', args)
    const bad = malform(good)[fault]
    // The id is a word of its own: what is dirty is an address behind it.
    const [topic0 = '0x', id = '0x', caller = '0x', ...rest] = bad.topics
    const topics = [topic0, id, `0xff${caller.slice(4)}` as const, ...rest]
    const { facts, quarantined } = decode([fault === 'dirty' ? { ...good, topics } : bad, good])
    expect([facts.length, quarantined.length]).toEqual([1, 1])
  },
)

type Action = readonly [kind: number, user: number, size: bigint, seconds: bigint]

const users = [alice, bob, treasury]
const action: fc.Arbitrary<Action> = fc.tuple(
  fc.nat(9),
  fc.nat(2),
  fc.oneof(fc.bigInt(1n, 40n), fc.bigInt(1n, 10n ** 14n)),
  fc.oneof(fc.constant(0n), fc.bigInt(1n, 10n ** 6n)),
)

function play(ledger: MorphoLedger, [kind, who, size, seconds]: Action): readonly LogParts[] {
  const [user = alice, other = bob] = [users[who], users[(who + 1) % users.length]]
  ledger.now += seconds
  switch (kind) {
    case 0:
    case 1:
      return ledger.supply(other, user, size)
    case 2:
      return ledger.withdraw(user, other, size * 1_000_000n)
    case 3:
    case 4:
      return ledger.borrow(user, other, size)
    case 5:
      return ledger.repay(other, user, size * 1_000_000n)
    case 6:
      return ledger.give(other, user, size)
    case 7:
      return ledger.take(user, other, size)
    case 8:
      return ledger.setFee(((size % 26n) * 10n ** 18n) / 100n)
    default:
      return ledger.of(user).borrowed > 0n
        ? ledger.liquidate(other, user, size, size * 1_000_000n)
        : ledger.accrue()
  }
}

test("property: decoded and answered balances are the market's own after every transaction", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(action, { minLength: 1, maxLength: 3 }), { maxLength: 25 }),
      (runs) => {
        const ledger = newLedger(10n ** 9n)
        const balances = new Map<string, bigint>()
        const book = (body: FactBody): void => {
          if (body.kind !== 'balance') return
          const key = `${body.side} ${body.account} ${body.asset}`
          const before = body.change.type === 'delta' ? (balances.get(key) ?? 0n) : 0n
          balances.set(key, before + body.change.value)
        }
        const answer = (request: ReadRequest): void => {
          const data = ledger.position(`0x${request.data.slice(-40)}`)
          const bodies = decoder.decodeRead?.({ request, data }) ?? []
          for (const body of 'kind' in bodies ? [bodies] : bodies) book(body)
        }
        for (const actions of runs) {
          const parts = actions.flatMap((each) => play(ledger, each))
          const { facts, reads, quarantined } = decode(parts)
          expect(quarantined).toEqual([])
          for (const { body } of facts) book(body)
          for (const read of reads) if (read.everyTouch === true) answer(read)
          for (const user of users) {
            const { supplied, borrowed, collateral } = ledger.of(user)
            const of = (side: string, asset: Address) => balances.get(`${side} ${user} ${asset}`)
            expect(of('liability', usdc) ?? 0n).toBe(borrowed)
            expect(of('asset', weth) ?? 0n).toBe(collateral)
            // Fees come without a log that names who gets them.
            if (user !== treasury) expect(of('asset', pool.pool) ?? 0n).toBe(supplied)
          }
        }
      },
    ),
    { seed: 20_261_123, numRuns: 300 },
  )
})
