import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { encodeFunctionData, parseAbi, toFunctionSelector } from 'viem'
import { expect, test } from 'vitest'
import type { CompoundV3Pool } from '../../../src/config/CompoundV3Pool.ts'
import type { Decoder, ReadRequest } from '../../../src/facts/Decoder.ts'
import type { FactBody } from '../../../src/facts/Fact.ts'
import type { Address, Hex } from '../../../src/facts/primitives.ts'
import { createCompoundV3Decoder } from '../../../src/protocols/lending/compoundV3/compoundV3.ts'
import { createCompoundV3PriceDecoder } from '../../../src/protocols/lending/compoundV3/compoundV3Prices.ts'
import { addressOf, blockHash, chainId, encodeLog, malform, transactionOf } from '../logs.ts'
import { CometLedger } from './CometLedger.ts'
import { createLogs, eventOf, marginEvents } from './marginEvents.ts'

const [weth, wbtc, usdc] = [addressOf(0xe), addressOf(0xb), addressOf(0xd)]
const [alice, bob, carol] = [addressOf(0xa11ce), addressOf(0xb0b), addressOf(0xca401)]
const asset = (id: string, token: Address, decimals: number) => ({
  asset: id,
  token,
  decimals,
  priceFeed: addressOf(Number(BigInt(token)) + 0xf00),
  priceSources: [addressOf(Number(BigInt(token)) + 0xa00)],
})
const pool: CompoundV3Pool = {
  type: 'compoundV3',
  chainId,
  pool: addressOf(0xc0),
  startBlock: 1n,
  base: asset('usdc', usdc, 6),
  collaterals: [asset('weth', weth, 18), asset('wbtc', wbtc, 8)],
  heartbeatSeconds: 3_600n,
  deadAfterSeconds: 10_800n,
}
const decoder = createCompoundV3Decoder({ venue: 'comet', pool })
const prices = createCompoundV3PriceDecoder({ venue: 'comet', pool })
const log = createLogs('Compound III')
const decode = (parts: Parameters<typeof transactionOf>[0]) => decoder.decode(transactionOf(parts))

/** What changed: `side account asset change`, or `subject [account] = values`. */
const toRow = (body: FactBody): string => {
  if (body.kind === 'parameter')
    return `${body.subject} ${body.account ?? ''}= ${body.values.join(' ')}`
  if (body.kind !== 'balance') return body.kind
  return `${body.side} ${body.account} ${body.asset} ${body.change.type} ${body.change.value}`
}
const rowsOf = (parts: Parameters<typeof decode>[0]) =>
  decode(parts).facts.map(({ body }) => toRow(body))

const block = { chainId, blockNumber: 7n, blockHash, sourceId: decoder.source.id }
/** What an answer says; `call` is the request, or the text of the function that takes `args`. */
function answered(
  call: string,
  args: readonly Address[],
  data: Hex | undefined,
): readonly string[] {
  const abi = parseAbi([call] as readonly string[] as readonly [string])
  const request = { ...block, to: pool.pool, data: encodeFunctionData({ abi, args } as never) }
  const bodies = decoder.decodeRead?.({ request, data }) ?? []
  return ('kind' in bodies ? [bodies] : bodies).map(toRow)
}
const word = (n: bigint) => BigInt.asUintN(256, n).toString(16).padStart(64, '0')
const words = (...all: readonly bigint[]): Hex => `0x${all.map(word).join('')}`

test('default: every event of Compound III is read, or the header says why not', () => {
  const file = new URL('../../../src/protocols/lending/compoundV3/compoundV3.ts', import.meta.url)
  const [, notRead = ''] = readFileSync(fileURLToPath(file), 'utf8').split('Not read: ')
  const read = new Set(decoder.source.filters.flatMap(({ topics: [events] }) => [...events]))
  const own = marginEvents.filter(({ protocol }) => protocol === 'Compound III')
  const unread = own.filter(({ topic0 }) => !read.has(topic0)).map((row) => eventOf(row).name)
  expect(unread.filter((name) => !notRead.includes(`\`${name}\``))).toEqual([])
  expect([own.length, own.length - unread.length]).toEqual([41, 8])
})

test('default: collateral is booked from logs, base is asked for', () => {
  expect([decoder.exactness, prices.exactness]).toEqual(['exactAtTouch', 'exactAtTouch'])
  const parts = [
    log(pool.pool, 'SupplyCollateral', { from: bob, dst: alice, asset: weth, amount: 5n }),
    log(pool.pool, 'Withdraw', { src: alice, to: bob, amount: 9n }),
    log(pool.pool, 'TransferCollateral', { from: alice, to: carol, asset: weth, amount: 2n }),
    log(pool.pool, 'WithdrawCollateral', { src: alice, to: bob, asset: weth, amount: 1n }),
  ]
  const { facts, reads } = decode(parts)
  expect(facts.map(({ body }) => toRow(body))).toEqual([
    `asset ${alice} ${weth} delta 5`,
    `touched ${alice}= 7`,
    `asset ${alice} ${weth} delta -2`,
    `asset ${carol} ${weth} delta 2`,
    `asset ${alice} ${weth} delta -1`,
  ])
  expect(facts.map(({ body }) => body.kind === 'balance' && body.moved?.counterparty)).toEqual([
    bob,
    false,
    undefined,
    undefined,
    bob,
  ])
  expect(new Set(facts.map(({ at }) => `${at.logIndex}:${at.k}`)).size).toBe(facts.length)
  const [userBasic, totalsBasic] = ['userBasic(address)', 'totalsBasic()'].map(toFunctionSelector)
  expect(reads.map(({ to, data, everyTouch }) => [to, data, everyTouch])).toEqual([
    [pool.pool, `${userBasic}${word(BigInt(alice))}`, true],
    [pool.pool, totalsBasic, undefined],
  ])
})

test('behavior: an absorption seizes collateral, is a liquidation, and asks for what is left', () => {
  const parts = new CometLedger(pool, 0n)
  parts.give(alice, alice, weth, 5n)
  const absorbed = parts.absorb(bob, alice, 0n)
  expect(rowsOf(absorbed)).toEqual([
    `asset ${alice} ${weth} delta -5`,
    `touched ${alice}= 7`,
    'liquidation',
  ])
  expect(decode(absorbed).reads).toHaveLength(2)
})

test('behavior: new code asks for all that it may have changed', () => {
  const abi = parseAbi(['event Upgraded(address indexed implementation)'])
  const upgraded = encodeLog(abi, pool.pool, 'Upgraded', { implementation: bob })
  const { facts, reads } = decode([upgraded])
  expect(facts).toEqual([])
  // A feed, eight rates, two collaterals, and the totals.
  expect(reads.map(({ everyTouch }) => everyTouch === true)).toEqual([
    ...Array.from({ length: 11 }, () => true),
    false,
  ])
})

test('behavior: an answered principal is what is held or owed, and closes the mark', () => {
  const userBasic = 'function userBasic(address account) view returns (int104)'
  const said = (principal: bigint) => answered(userBasic, [alice], words(principal, 1n, 1n, 1n, 0n))
  expect(said(12n)).toEqual([
    `asset ${alice} ${pool.pool} absolute 12`,
    `liability ${alice} ${pool.pool} absolute 0`,
    `readAt ${alice}= 7`,
  ])
  expect(said(-12n).slice(0, 2)).toEqual([
    `asset ${alice} ${pool.pool} absolute 0`,
    `liability ${alice} ${pool.pool} absolute 12`,
  ])
  expect(said(-(2n ** 103n))[1]).toBe(`liability ${alice} ${pool.pool} absolute ${2n ** 103n}`)
})

test('behavior: answered parameters are filed under what was asked', () => {
  const getter = (name: string) => answered(`function ${name}() view`, [], words(3n))
  expect(getter('baseTokenPriceFeed')).toEqual(['baseFeed = 3'])
  expect(getter('borrowKink')).toEqual(['rate:borrowKink = 3'])
  const feed = pool.base.priceFeed
  expect(answered('function getPrice(address feed) view', [feed], words(200n))).toEqual([
    `price:${feed} = 200`,
  ])
  const info = 'function getAssetInfoByAddress(address asset) view'
  const said = words(1n, BigInt(weth), 0xfeedn, 10n ** 18n, 8n, 9n, 10n, 11n)
  expect(answered(info, [weth], said)).toEqual([`asset:${weth} = 65261 ${10n ** 18n} 8 9`])
  expect(answered(info, [wbtc], said)).toEqual([])
  const totals = words(1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n)
  expect(answered('function totalsBasic() view', [], totals)).toEqual(['totals = 1 2 5 6 7'])
})

test('error: an answer that failed, is cut, too long or out of its type says nothing', () => {
  const totals = 'function totalsBasic() view'
  const whole = words(1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n)
  const bad: readonly (Hex | undefined)[] = [
    undefined,
    '0x',
    `0x${whole.slice(2, -64)}`,
    `${whole}${word(0n)}`,
    words(2n ** 64n, 2n, 3n, 4n, 5n, 6n, 7n, 8n),
  ]
  for (const data of bad) expect(answered(totals, [], data)).toEqual([])
})

test.each(['truncated', 'trailing', 'dirty', 'extra'] as const)(
  'error: a %s log is quarantined and hides no other',
  (fault) => {
    const good = log(pool.pool, 'Supply', { from: bob, dst: alice, amount: 100n })
    const { facts, quarantined } = decode([malform(good)[fault], good])
    expect([facts.length, quarantined.length]).toEqual([1, 1])
  },
)

test('behavior: what bears on a price asks for it at its block, once', () => {
  const answers = parseAbi([
    'event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)',
  ])
  const [ether] = pool.collaterals
  const source = ether?.priceSources[0] ?? '0x'
  const answer = encodeLog(answers, source, 'AnswerUpdated', {
    ...{ current: 1n, roundId: 2n, updatedAt: 3n },
  })
  const given = log(pool.pool, 'SupplyCollateral', {
    ...{ from: bob, dst: alice, asset: weth, amount: 1n },
  })
  const unlisted = log(pool.pool, 'SupplyCollateral', {
    ...{ from: bob, dst: alice, asset: carol, amount: 1n },
  })
  const supplied = log(pool.pool, 'Supply', { from: bob, dst: alice, amount: 1n })
  const asked = (parts: Parameters<typeof transactionOf>[0]) =>
    prices.decode(transactionOf(parts)).reads.map(({ data }) => `0x${data.slice(-40)}`)
  expect(asked([answer, given])).toEqual([ether?.priceFeed])
  expect(asked([supplied, answer])).toEqual([pool.base.priceFeed, ether?.priceFeed])
  expect(asked([unlisted])).toEqual([])
  expect(prices.timedReads?.calls.map(({ data }) => `0x${data.slice(-40)}`)).toEqual(
    [pool.base, ...pool.collaterals].map(({ priceFeed }) => priceFeed),
  )
})

type Action = readonly [kind: number, user: number, size: bigint, seconds: bigint]

const users = [alice, bob, carol]
const action: fc.Arbitrary<Action> = fc.tuple(
  fc.nat(9),
  fc.nat(2),
  fc.oneof(fc.bigInt(1n, 40n), fc.bigInt(1n, 10n ** 14n)),
  fc.oneof(fc.constant(0n), fc.bigInt(1n, 10n ** 6n)),
)

function play(ledger: CometLedger, [kind, who, size, seconds]: Action) {
  const [user = alice, other = bob] = [users[who], users[(who + 1) % users.length]]
  const token = size % 2n === 0n ? weth : wbtc
  ledger.now += seconds
  switch (kind) {
    case 0:
      return ledger.supply(other, user, size)
    case 1:
    case 2: {
      // More than is there cannot be paid out.
      const paid = size < ledger.cash() ? size : ledger.cash()
      return paid > 0n ? ledger.withdraw(user, other, paid) : []
    }
    case 3:
      return ledger.transfer(user, other, size)
    case 4:
    case 5:
      return ledger.give(user, user, token, size)
    case 6:
      return ledger.take(user, other, token, size)
    case 7:
      return ledger.pass(user, other, token, size)
    case 8:
      ledger.accrue()
      return []
    default:
      return ledger.of(user) < 0n ? ledger.absorb(other, user, size) : []
  }
}

/** The Comet's answer to one of its decoder's reads. */
function answer(ledger: CometLedger, request: ReadRequest): readonly FactBody[] {
  const account: Address = `0x${request.data.slice(-40)}`
  const isAccount = request.data.length > 10
  const data = isAccount ? ledger.userBasic(account) : ledger.totalsBasic()
  const bodies = decoder.decodeRead?.({ request, data }) ?? []
  return 'kind' in bodies ? [bodies] : bodies
}

const watched = (account: Address): readonly ReadRequest[] =>
  (decoder.accountReads?.calls(account, []) ?? []).map((call) => ({ ...block, ...call }))

test("property: decoded and answered balances are the Comet's own after every transaction", () => {
  let silent = 0
  fc.assert(
    fc.property(
      fc.array(fc.array(action, { minLength: 1, maxLength: 3 }), { maxLength: 25 }),
      (runs) => {
        const ledger = new CometLedger(pool, 1_000n)
        const balances = new Map<string, bigint>()
        const book = (body: FactBody): void => {
          if (body.kind !== 'balance') return
          const key = `${body.side} ${body.account} ${body.asset}`
          const before = body.change.type === 'delta' ? (balances.get(key) ?? 0n) : 0n
          balances.set(key, before + body.change.value)
        }
        const principalOf = (user: Address) =>
          (balances.get(`asset ${user} ${pool.pool}`) ?? 0n) -
          (balances.get(`liability ${user} ${pool.pool}`) ?? 0n)
        for (const actions of runs) {
          const parts = actions.flatMap((each) => play(ledger, each))
          const { facts, reads, quarantined } = decoder.decode(transactionOf(parts))
          expect(quarantined).toEqual([])
          for (const { body } of facts) book(body)
          for (const read of reads) for (const body of answer(ledger, read)) book(body)
          // What moved without a log that names it is found by asking again, as is done of whoever has anything.
          for (const user of users) {
            if (principalOf(user) === ledger.of(user)) continue
            silent += 1
            expect(actions.some(([kind]) => kind === 3)).toBe(true)
            for (const read of watched(user)) for (const body of answer(ledger, read)) book(body)
          }
          for (const user of users) {
            expect(principalOf(user)).toBe(ledger.of(user))
            for (const token of [weth, wbtc])
              expect(balances.get(`asset ${user} ${token}`) ?? 0n).toBe(ledger.held(user, token))
          }
        }
      },
    ),
    { seed: 20_261_123, numRuns: 300 },
  )
  expect(silent).toBeGreaterThan(0)
})

test('default: whoever has anything in the Comet is asked about', () => {
  const { venue, contract, assets } = (decoder satisfies Decoder).accountReads ?? {}
  expect([venue, contract, assets]).toEqual(['comet', pool.pool, [pool.pool, weth, wbtc]])
})
