import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { decodeFunctionData, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { type EulerV2Pool, eulerV2Dollar } from '../../../src/config/EulerV2Pool.ts'
import type { Decoder, ReadRequest } from '../../../src/facts/Decoder.ts'
import type { FactBody } from '../../../src/facts/Fact.ts'
import type { Address, Hex } from '../../../src/facts/primitives.ts'
import type { SeriesKey } from '../../../src/facts/Series.ts'
import { sharedMarketRank } from '../../../src/protocols/factRank.ts'
import { createLendingDecoders } from '../../../src/protocols/lending/createLendingDecoders.ts'
import { eulerAbi } from '../../../src/protocols/lending/eulerV2/eulerCalls.ts'
import { createDispatch, decodeBlocks } from '../../../src/start/decodeBlocks.ts'
import {
  addressOf,
  blockHash,
  chainId,
  encodeLog,
  type LogParts,
  malform,
  transactionOf,
} from '../logs.ts'
import { EulerLedger } from './EulerLedger.ts'
import { createLogs, eventOf, marginEvents } from './marginEvents.ts'
import { eulerActions, playEuler } from './playEuler.ts'

const [usdc, weth, wbtc] = [addressOf(0xd), addressOf(0xe), addressOf(0xb)]
const [lender, ether, bitcoin] = [addressOf(0xed), addressOf(0xee), addressOf(0xeb)]
const [evc, oracle] = [addressOf(0xec), addressOf(0x0c)]
const [feed, foreign] = [addressOf(0xfeed), addressOf(0xbad)]
const [alice, bob, carol] = [addressOf(0xa11ce00), addressOf(0xb0b00), addressOf(0xca401_00)]
/** The third of Alice's 256 accounts. */
const sub = addressOf(0xa11ce02)
const vault = (asset: string, address: Address, underlying: Address, decimals: number) => ({
  ...{ asset: `e${asset}`, address, decimals, underlying: { asset, token: underlying } },
  priceSources: asset === 'weth' ? [feed] : [],
})
const pool: EulerV2Pool = {
  type: 'eulerV2',
  chainId,
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
const decoders = createLendingDecoders({ venue: 'euler', pool, rank: () => 0 })
const [decoder, prices] = decoders as readonly [Decoder, Decoder]
const decode = (parts: readonly LogParts[]) => decoder.decode(transactionOf(parts))
const even = (price: bigint) => ({ mid: price, bid: price, ask: price })
const one = 10n ** 18n
const newLedger = (rate = 0n) =>
  new EulerLedger(pool, 0n, {
    rate,
    prices: new Map([
      [usdc, even(one)],
      [weth, even(2_000n * one)],
      [wbtc, even(60_000n * one)],
    ]),
  })

/** What changed: `side account asset change`, or `subject [account] = values`. */
const toRow = (body: FactBody): string => {
  if (body.kind === 'parameter')
    return `${body.subject} ${body.account ?? ''}= ${body.values.join(' ')}`
  if (body.kind === 'owner') return `${body.account} of ${body.owner}`
  if (body.kind !== 'balance') return `${body.kind} ${'account' in body ? body.account : ''}`
  return `${body.side} ${body.account} ${body.asset} ${body.change.type} ${body.change.value}`
}
/** All but what vaults say of their totals, which comes with everything. */
const rowsOf = (parts: readonly LogParts[]) =>
  decode(parts)
    .facts.map(({ body }) => toRow(body))
    .filter((row) => !row.startsWith('status:'))
const askedOf = (reads: readonly Pick<ReadRequest, 'to' | 'data'>[]) =>
  reads.map(({ to, data }) => {
    const { functionName, args = [] } = decodeFunctionData({ abi: eulerAbi, data })
    const about = functionName.startsWith('getQuote') ? args[1] : args[0]
    return `${to} ${functionName} ${String(about ?? '').toLowerCase()}`.trim()
  })

test('default: every event of Euler v2 is read, or the header says why not', () => {
  const file = new URL('../../../src/protocols/lending/eulerV2/eulerV2.ts', import.meta.url)
  const [, notRead = ''] = readFileSync(fileURLToPath(file), 'utf8').split('Not read: ')
  const read = new Set(decoder.source.filters.flatMap(({ topics: [events] }) => [...events]))
  const own = marginEvents.filter(({ protocol }) => protocol === 'Euler v2')
  const unread = own.filter(({ topic0 }) => !read.has(topic0)).map((row) => eventOf(row).name)
  expect(unread.filter((name) => !notRead.includes(`\`${name}\``))).toEqual([])
  expect([own.length, own.length - unread.length]).toEqual([35, 14])
})

test('default: shares and debt are booked from logs, each account in a unit of its own', () => {
  const ledger = newLedger()
  const parts = [
    ...ledger.deposit(lender, bob, bob, 5_000n),
    ...ledger.deposit(ether, bob, sub, 9n),
    ...ledger.setController(sub),
    ...ledger.borrow(sub, 100n),
    ...ledger.repay(sub, 40n),
    ...ledger.transfer(ether, sub, carol, 2n),
  ]
  expect(rowsOf(parts)).toEqual([
    `asset ${bob} ${lender} delta 5000`,
    `asset ${sub} ${ether} delta 9`,
    `controller ${sub}= 1`,
    `liability ${sub} ${usdc} delta 100`,
    `liability ${sub} ${usdc} delta -40`,
    `accumulator ${sub}= ${10n ** 27n}`,
    `asset ${sub} ${ether} delta -2`,
    `asset ${carol} ${ether} delta 2`,
  ])
  const { facts } = decode(parts)
  const balances = facts.flatMap(({ body }) => (body.kind === 'balance' ? [body] : []))
  expect(new Set(balances.map(({ account, unit }) => unit === `isolated:${account}`))).toEqual(
    new Set([true]),
  )
  expect(balances.map(({ moved }) => moved?.asset)).toEqual([
    usdc,
    weth,
    ...Array(4).fill(undefined),
  ])
  expect(new Set(facts.map(({ at }) => `${at.logIndex}:${at.k}`)).size).toBe(facts.length)
})

test('behavior: a liquidation hands over debt and shares, and what nothing backs is borne', () => {
  const ledger = newLedger()
  ledger.deposit(lender, bob, bob, 5_000n)
  ledger.deposit(ether, alice, alice, 9n)
  for (const account of [alice, bob]) ledger.setController(account)
  ledger.setCollateral(alice, ether)
  ledger.borrow(alice, 100n)
  expect(rowsOf(ledger.liquidate(bob, alice, ether, { repay: 70n, shares: 9n }))).toEqual([
    `liability ${alice} ${usdc} delta -70`,
    `liability ${bob} ${usdc} delta 70`,
    `accumulator ${bob}= ${10n ** 27n}`,
    `asset ${alice} ${ether} delta -9`,
    `asset ${bob} ${ether} delta 9`,
    `liability ${alice} ${usdc} delta -30`,
    `accumulator ${alice}= ${10n ** 27n}`,
    `liquidation ${alice}`,
  ])
})

test('behavior: who comes under the vault is asked about, with what was his collateral already', () => {
  const ledger = newLedger()
  const given = decode(ledger.setCollateral(sub, ether))
  expect(askedOf(given.reads)).toEqual([`${evc} getAccountOwner ${sub}`])
  const { reads } = decode(ledger.setController(sub))
  expect(askedOf(reads)).toEqual([`${evc} getAccountOwner ${sub}`, `${evc} getCollaterals ${sub}`])
  expect(reads.map(({ everyTouch }) => everyTouch)).toEqual([true, true])
  expect(decode(ledger.setController(sub, false)).reads).toHaveLength(1)
})

test('behavior: collateral that the config lacks is noted of those whom the vault controls, of nobody else', () => {
  const ledger = newLedger()
  expect(rowsOf(ledger.setCollateral(alice, foreign))).toEqual([])
  ledger.setController(bob)
  expect(rowsOf(ledger.setCollateral(bob, foreign))).toEqual([`collateral:${foreign} ${bob}= 1`])
  expect(rowsOf(ledger.setCollateral(bob, foreign, false))).toEqual([
    `collateral:${foreign} ${bob}= 0`,
  ])
  const [request] = decode(ledger.setController(alice)).reads.slice(1)
  const data = request && ledger.answer(request)
  const bodies = request && decoder.decodeRead?.({ request, data })
  expect([bodies ?? []].flat().map(toRow)).toEqual([
    `collateral:${lender} ${alice}= 0`,
    `collateral:${ether} ${alice}= 0`,
    `collateral:${bitcoin} ${alice}= 0`,
    `collateral:${foreign} ${alice}= 1`,
  ])
})

test('behavior: other controllers are not asked for', () => {
  const log = createLogs('Euler v2')
  const dispatch = createDispatch([decoder])
  const of = (controller: Address): LogParts[] => {
    const args = { account: alice, controller }
    return [log(evc, 'ControllerStatus', { ...args, enabled: true })]
  }
  const facts = [foreign, lender].map((controller) => {
    const { logs } = transactionOf(of(controller))
    return decodeBlocks({ chainId, logs }, dispatch).facts.length
  })
  expect(facts).toEqual([0, 1])
})

test('behavior: venues with a collateral in common draw facts of their own from its logs', () => {
  const ledger = newLedger()
  const parts = [
    ...ledger.deposit(ether, alice, alice, 9n),
    ...ledger.transfer(ether, alice, bob, 4n),
    ...ledger.setCollateral(bob, ether),
    ...ledger.deposit(lender, bob, bob, 9n),
    ...ledger.setController(bob),
    ...ledger.borrow(bob, 4n),
  ]
  const other = { ...pool, pool: foreign, vault: { ...pool.vault, address: foreign } }
  const books = [pool, other].flatMap((own, i) => {
    const rank = () => sharedMarketRank(i)
    return createLendingDecoders({ venue: `${i}`, pool: own, rank }).slice(0, 1)
  })
  const { logs } = transactionOf(parts)
  const { facts } = decodeBlocks({ chainId, logs }, createDispatch(books))
  const places = facts.map(({ at }) => `${at.logIndex}:${at.k}`)
  // Six of what they have in common, each, and six of what the first has alone.
  expect([places.length, new Set(places).size]).toEqual([18, 18])
})

test('behavior: vaults are asked how many shares an account has, and not what it owes', () => {
  const key = (kind: SeriesKey['kind'], contract: Address, subject: string): SeriesKey => {
    return {
      kind,
      chainId,
      contract,
      subject,
      venue: 'euler',
      account: alice,
      unit: `isolated:${alice}`,
    }
  }
  const ask = (...of: Parameters<typeof key>) => decoder.book?.ask(key(...of))
  expect(ask('holding', ether, ether)?.to).toBe(ether)
  expect([ask('holding', foreign, foreign), ask('liability', lender, usdc)]).toEqual([
    undefined,
    undefined,
  ])
})

test('behavior: limits with their ramp, fees and creation are parameters of the venue', () => {
  const ledger = newLedger()
  ledger.now = 50n
  expect(rowsOf(ledger.create()).slice(0, 2)).toEqual([
    `created:${lender} = ${BigInt(usdc)}`,
    `created:${ether} = ${BigInt(weth)}`,
  ])
  ledger.setLtv(ether, 8_000n, 9_000n)
  expect(rowsOf(ledger.setLtv(ether, 7_000n, 8_000n, 100n))).toEqual([
    `ltv:${ether} = 7000 8000 9000 150 100`,
  ])
  expect(rowsOf(ledger.setFee(ether, 2_000n))).toEqual([`fee:${ether} = 2000`])
})

test('behavior: prices are asked for when the vault or a collateral is touched, or a source answers', () => {
  const of = (token: Address) => [`${oracle} getQuote ${token}`, `${oracle} getQuotes ${token}`]
  const asked = (parts: readonly LogParts[]) => askedOf(prices.decode(transactionOf(parts)).reads)
  const ledger = newLedger()
  const [, , lent] = ledger.deposit(lender, bob, bob, 5n)
  const [, , given] = ledger.deposit(bitcoin, bob, bob, 5n)
  const answers = parseAbi([
    'event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)',
  ])
  const args = { current: 1n, roundId: 2n, updatedAt: 3n }
  const shares = (address: Address) => `${oracle} getQuote ${address}`
  const [ofEther, ofBitcoin] = [
    [...of(weth), shares(ether)],
    [...of(wbtc), shares(bitcoin)],
  ]
  expect(asked(lent ? [lent] : [])).toEqual([...of(usdc), ...ofEther, ...ofBitcoin])
  expect(asked(given ? [given] : [])).toEqual(ofBitcoin)
  expect(asked([encodeLog(answers, feed, 'AnswerUpdated', args)])).toEqual(ofEther)
  expect(askedOf(prices.timedReads?.calls ?? [])).toEqual([...of(usdc), ...ofEther, ...ofBitcoin])
})

test('behavior: vaults that hold one asset are asked about together', () => {
  const twin = vault('weth', addressOf(0xe2), weth, 18)
  const own = { ...pool, collaterals: [...pool.collaterals, twin] }
  const [, both] = createLendingDecoders({ venue: 'euler', pool: own, rank: () => 0 })
  const [, , touched] = newLedger().deposit(ether, bob, bob, 5n)
  const reads = both?.decode(transactionOf(touched ? [touched] : [])).reads ?? []
  const bases = [weth, weth, ether, twin.address]
  expect(askedOf(reads).map((call) => call.split(' ').at(-1))).toEqual(bases)
})

test('behavior: what values are stated in is not asked for, and venues with an oracle in common ask apart', () => {
  const inEther = { ...pool, unitOfAccount: { asset: 'weth', token: weth, decimals: 18 } }
  const callsOf = (own: EulerV2Pool) =>
    createLendingDecoders({ venue: 'euler', pool: own, rank: () => 0 })[1]?.timedReads?.calls ?? []
  expect(askedOf(callsOf(inEther)).filter((call) => call.endsWith(weth))).toEqual([])
  const other = { ...pool, pool: ether, vault: pool.vault }
  const asked = new Set(callsOf(pool).map(({ data }) => data))
  expect(callsOf(other).filter(({ data }) => asked.has(data))).toEqual([])
})

const word = (n: bigint) => n.toString(16).padStart(64, '0')
const words = (...all: readonly bigint[]): Hex => `0x${all.map(word).join('')}`
const answered = (
  { source: { id: sourceId }, decodeRead, timedReads }: Decoder,
  place: number,
  data: Hex | undefined,
): readonly string[] => {
  const call = timedReads?.calls[place] ?? { to: '0x', data: '0x' }
  const request = { ...{ chainId, blockNumber: 7n, blockHash, sourceId }, ...call }
  return [decodeRead?.({ request, data }) ?? []].flat().map(toRow)
}

test('behavior: answers are filed under what they are about', () => {
  expect(answered(prices, 2, words(9n))).toEqual([`quote:${weth} = 9`])
  expect(answered(prices, 3, words(8n, 10n))).toEqual([`quotes:${weth} = 8 10`])
  expect(answered(decoder, 0, words(BigInt(oracle)))).toEqual([`oracle = ${BigInt(oracle)}`])
  expect(answered(decoder, 1, words(840n))).toEqual(['unitOfAccount = 840'])
  expect(answered(decoder, 3, words(1_000n))).toEqual([`fee:${ether} = 1000`])
})

test('behavior: an account has the owner that the connector names, if it is another', () => {
  const ledger = newLedger()
  const [request] = decode(ledger.setCollateral(sub, ether)).reads
  const said = (owner: bigint) =>
    [request ? (decoder.decodeRead?.({ request, data: words(owner) }) ?? []) : []].flat().map(toRow)
  expect(said(BigInt(alice))).toEqual([`${sub} of ${alice}`])
  expect([said(BigInt(sub)), said(0n)]).toEqual([[], []])
})

test('error: an answer that failed, is cut, too long or out of its type says nothing', () => {
  for (const data of [undefined, '0x', words(1n, 2n, 3n)] as const) {
    expect(answered(prices, 3, data)).toEqual([])
    expect(answered(decoder, 0, data)).toEqual([])
  }
  expect(answered(decoder, 2, words(70_000n))).toEqual([])
  const [, request] = decode(newLedger().setController(sub)).reads
  for (const data of [undefined, '0x', words(32n, 2n, 1n), words(32n, 1n, 2n ** 161n)] as const)
    expect(request && decoder.decodeRead?.({ request, data })).toEqual([])
})

test.each(['truncated', 'trailing', 'dirty', 'extra'] as const)(
  'error: a %s log is quarantined and hides no other',
  (fault) => {
    const log = createLogs('Euler v2')
    const goods = [
      log(lender, 'Borrow', { account: alice, assets: 5n }),
      log(ether, 'Transfer', { from: bob, to: alice, value: 5n }),
      log(evc, 'CollateralStatus', { account: alice, collateral: ether, enabled: true }),
      log(evc, 'ControllerStatus', { account: alice, controller: lender, enabled: true }),
    ]
    for (const good of goods) {
      const alone = decode([good]).facts.length
      const { facts, quarantined } = decode([malform(good)[fault], good])
      expect([facts.length, quarantined.length]).toEqual([alone, 1])
    }
  },
)

const users = [alice, bob, sub] as const

test("property: decoded shares, debts and collateral are the contracts' own after every transaction", () => {
  let borrowed = 0
  fc.assert(
    fc.property(
      fc.array(fc.array(eulerActions, { minLength: 1, maxLength: 3 }), { maxLength: 25 }),
      (runs) => {
        const ledger = newLedger(10n ** 19n)
        const values = new Map<string, bigint>()
        const book = (body: FactBody): void => {
          if (body.kind === 'parameter' && body.account !== undefined)
            values.set(`${body.subject} ${body.account}`, body.values[0] ?? 0n)
          if (body.kind !== 'balance') return
          const key = `${body.side} ${body.account} ${body.asset}`
          values.set(key, (values.get(key) ?? 0n) + body.change.value)
        }
        // Who lends from the start is there to borrow from, and accounts are under the vault.
        const opening = [
          ...ledger.deposit(lender, carol, carol, 10n ** 13n),
          ...users.flatMap((user) => ledger.setController(user)),
        ]
        // A transaction has one time.
        const later = runs.map((own) => () => {
          ledger.now += own[0]?.[3] ?? 0n
          return own.flatMap((each) => playEuler(ledger, each, users))
        })
        for (const next of [() => opening, ...later]) {
          const parts = next()
          const { facts, reads, quarantined } = decode(parts)
          expect(quarantined).toEqual([])
          for (const { body } of facts) book(body)
          for (const request of reads) {
            const bodies = decoder.decodeRead?.({ request, data: ledger.answer(request) }) ?? []
            for (const body of [bodies].flat()) book(body)
          }
          for (const user of users) {
            const of = (key: string) => values.get(key) ?? 0n
            expect(of(`liability ${user} ${usdc}`)).toBe(ledger.lender.booked(user))
            for (const each of [lender, ether, bitcoin]) {
              expect(of(`asset ${user} ${each}`)).toBe(ledger.of(each).shares.get(user) ?? 0n)
              const isGiven = ledger.collaterals.get(user)?.has(each) === true
              expect(of(`collateral:${each} ${user}`)).toBe(isGiven ? 1n : 0n)
            }
            expect(of(`controller ${user}`)).toBe(ledger.controllers.has(user) ? 1n : 0n)
            const debt = ledger.lender.debts.get(user)
            if (debt === undefined) continue
            borrowed += 1
            expect(of(`accumulator ${user}`)).toBe(debt.accumulator)
          }
        }
      },
    ),
    { seed: 20_261_123, numRuns: 300 },
  )
  // The property says something: debts there were, and many.
  expect(borrowed).toBeGreaterThan(1_000)
})
