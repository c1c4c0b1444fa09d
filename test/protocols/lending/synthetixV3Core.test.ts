import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { encodeFunctionData, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import type { SynthetixV3CorePool } from '../../../src/config/SynthetixV3CorePool.ts'
import type { Decoded, TimedCall } from '../../../src/facts/Decoder.ts'
import type { Fact, FactBody } from '../../../src/facts/Fact.ts'
import { READ_TX_INDEX } from '../../../src/facts/FactPosition.ts'
import type { Address, Hex, UnitId } from '../../../src/facts/primitives.ts'
import { type SeriesRow, seriesKeyId } from '../../../src/facts/Series.ts'
import { foldFacts } from '../../../src/ledger/fold/foldFacts.ts'
import { createSynthetixV3CoreDecoder } from '../../../src/protocols/lending/synthetixV3Core/synthetixV3Core.ts'
import {
  addressOf,
  blockHash,
  chainId,
  encodeLog,
  type LogParts,
  malform,
  transactionOf,
} from '../logs.ts'
import { CoreLedger } from './CoreLedger.ts'
import { createLogs, eventOf, marginEvents } from './marginEvents.ts'

const one = 10n ** 18n
const [proxy, token, alice, bob] = [
  ...[addressOf(0xc0), addressOf(0xc1), addressOf(0xa11ce), addressOf(0xb0b)],
] as const
const [usd, weth, usdc] = [addressOf(0xd), addressOf(0xe), addressOf(0xf)]
const core: SynthetixV3CorePool = {
  type: 'synthetixV3Core',
  chainId,
  pool: proxy,
  accountToken: token,
  startBlock: 1n,
  usd: { asset: 'susd', token: usd, decimals: 18 },
  collaterals: [
    { asset: 'weth', token: weth, decimals: 18 },
    { asset: 'usdc', token: usdc, decimals: 6 },
  ],
  pools: [1n, 2n],
  heartbeatSeconds: 600n,
  deadAfterSeconds: 1_800n,
}
const decoder = createSynthetixV3CoreDecoder({ venue: 'core', pool: core })
const log = createLogs('Synthetix v3 Core')
const decode = (parts: readonly LogParts[]): Decoded => decoder.decode(transactionOf(parts))

/** `side unit asset type value`, or `subject [account] = values`. */
function toRow(body: FactBody): string {
  switch (body.kind) {
    case 'balance':
      return `${body.side} ${body.unit} ${body.asset} ${body.change.type} ${body.change.value}`
    case 'net':
      return `net ${body.unit} ${body.asset} ${body.amount}`
    case 'parameter':
      return `${body.subject} ${body.account ?? ''}= ${body.values.join(' ')}`
    default:
      return body.kind
  }
}
const rowsOf = (parts: readonly LogParts[]) => decode(parts).facts.map(({ body }) => toRow(body))

/** Of a call as it is read: the function and its arguments in words. */
const spell = ({ data }: TimedCall) => data

const block = { chainId, blockNumber: 7n, blockHash, sourceId: decoder.source.id }
function answered(call: TimedCall, data: Hex | undefined): readonly FactBody[] {
  return [decoder.decodeRead?.({ request: { ...block, ...call }, data }) ?? []].flat()
}
const calls = parseAbi([
  'function getPositionDebt(uint128, uint128, address) returns (int256)',
  'function getPositionCollateral(uint128, uint128, address) view returns (uint256)',
  'function getAccountAvailableCollateral(uint128, address) view returns (uint256)',
  'function getPoolCollateralIssuanceRatio(uint128, address) view returns (uint256)',
])
type Getter = (typeof calls)[number]['name']
const ask = (functionName: Getter, args: readonly unknown[]): TimedCall => ({
  to: proxy,
  // CAST: viem checks the arguments when it encodes them.
  data: encodeFunctionData({ abi: calls, functionName, args } as never),
})
const word = (value: bigint): Hex =>
  `0x${BigInt.asUintN(256, value).toString(16).padStart(64, '0')}`

const five = 5n
const account = addressOf(5)
const position: UnitId = `isolated:5:1:${weth}`

test('default: every event of core is read, or the header says why not', () => {
  const path = '../../../src/protocols/lending/synthetixV3Core/synthetixV3Core.ts'
  const file = fileURLToPath(new URL(path, import.meta.url))
  const [header = ''] = readFileSync(file, 'utf8').split('*/')
  const [, notRead = ''] = header.split('Not read: ')
  const read = new Set(decoder.source.filters.flatMap(({ topics: [events] }) => [...events]))
  const own = marginEvents.filter(({ protocol }) => protocol === 'Synthetix v3 Core')
  const unread = own.filter(({ topic0 }) => !read.has(topic0)).map((row) => eventOf(row).name)
  expect([own.length, own.length - unread.length]).toEqual([24, 12])
  expect(unread.filter((name) => !notRead.includes(`\`${name}\``))).toEqual([])
  expect(decoder.exactness).toBe('dirty')
})

test('default: collateral is booked with 18 decimals, and moves between an account and its positions', () => {
  const ledger = new CoreLedger(core)
  const parts = [
    ...ledger.deposit(five, usdc, 7_000_000n, alice),
    ...ledger.deposit(five, weth, 3n * one, alice),
    ...ledger.delegate(five, 1n, weth, 2n * one),
    ...ledger.withdraw(five, weth, one, bob),
  ]
  const { facts, quarantined } = decode(parts)
  expect(quarantined).toEqual([])
  expect(facts.map(({ body }) => toRow(body))).toEqual([
    `asset isolated:5 ${usdc} delta ${7n * one}`,
    `asset isolated:5 ${weth} delta ${3n * one}`,
    `asset ${position} ${weth} absolute ${2n * one}`,
    `touched:1:${weth} ${account}= 7`,
    `asset isolated:5 ${weth} capped ${-one}`,
  ])
  expect(facts.map(({ body }) => body.kind === 'balance' && body.moved)).toEqual([
    { asset: usdc, amount: 7_000_000n, counterparty: alice },
    { asset: weth, amount: 3n * one, counterparty: alice },
    undefined,
    false,
    { asset: weth, amount: one, counterparty: bob },
  ])
  expect(facts[2]?.body).toMatchObject({ venue: 'core', account, against: 'isolated:5' })
  expect(new Set(facts.map(({ at }) => `${at.logIndex}:${at.k}`)).size).toBe(facts.length)
})

test('default: a touched position is asked about at its block, each question once', () => {
  const ledger = new CoreLedger(core)
  const parts = [
    ...ledger.deposit(five, weth, 3n * one, alice),
    ...ledger.delegate(five, 1n, weth, 2n * one),
    ...ledger.mint(five, 1n, weth, 9n),
  ]
  const { reads } = decode(parts)
  expect(reads.map(({ to, everyTouch }) => [to, everyTouch])).toEqual([
    [proxy, undefined],
    [proxy, undefined],
    [proxy, true],
    [proxy, true],
  ])
  expect(reads.map(spell)).toEqual(
    [
      ask('getPositionDebt', [five, 1n, weth]),
      ask('getPositionCollateral', [five, 1n, weth]),
      ask('getAccountAvailableCollateral', [five, weth]),
      ask('getAccountAvailableCollateral', [five, usd]),
    ].map(spell),
  )
  expect(decode(ledger.deposit(five, weth, one, alice)).reads).toEqual([])
})

test('default: minted dollars are the account, the debt grows by them, below 0 it is a credit', () => {
  const ledger = new CoreLedger(core)
  expect(rowsOf(ledger.mint(five, 1n, weth, 9n))).toEqual([
    `asset isolated:5 ${usd} delta 9`,
    `net ${position} ${proxy} -9`,
    `touched:1:${weth} ${account}= 7`,
  ])
  expect(rowsOf(ledger.burn(five, 1n, weth, 4n))).toEqual([
    `asset isolated:5 ${usd} capped -4`,
    `net ${position} ${proxy} 4`,
    `touched:1:${weth} ${account}= 7`,
  ])
  const debt = ask('getPositionDebt', [five, 1n, weth])
  expect(answered(debt, word(12n)).map(toRow)).toEqual([
    `liability ${position} ${proxy} absolute 12`,
    `asset ${position} ${proxy} absolute 0`,
    `debtAt:1:${weth} ${account}= 7`,
  ])
  expect(answered(debt, word(-12n)).map(toRow)).toEqual([
    `liability ${position} ${proxy} absolute 0`,
    `asset ${position} ${proxy} absolute 12`,
    `debtAt:1:${weth} ${account}= 7`,
  ])
})

test('default: answers are filed under what was asked, ratios under pool and type', () => {
  const size = ask('getPositionCollateral', [five, 1n, weth])
  expect(answered(size, word(3n)).map(toRow)).toEqual([
    `asset ${position} ${weth} absolute 3`,
    `sizeAt:1:${weth} ${account}= 7`,
  ])
  const available = ask('getAccountAvailableCollateral', [five, weth])
  expect(answered(available, word(3n)).map(toRow)).toEqual([`asset isolated:5 ${weth} absolute 3`])
  const { everySeconds, calls: timed = [] } = decoder.timedReads ?? {}
  expect([everySeconds, timed.length]).toEqual([3_600n, 6])
  expect(timed.flatMap((call) => answered(call, word(2n * one)).map(toRow))).toEqual(
    [1, 2].flatMap((pool) =>
      [usd, weth, usdc].map((type) => `poolRatio:${pool}:${type} = ${2n * one}`),
    ),
  )
})

test('error: an answer that failed, or has another shape, says nothing', () => {
  const debt = ask('getPositionDebt', [five, 1n, weth])
  const bad: readonly (Hex | undefined)[] = [undefined, '0x', '0x00', `${word(1n)}00`]
  for (const data of bad) expect(answered(debt, data)).toEqual([])
})

test('behavior: a liquidated position is gone, and what others of its vault have is to be read', () => {
  const ledger = new CoreLedger(core, { reward: 2n })
  for (const id of [five, 6n]) {
    ledger.deposit(id, weth, 100n, alice)
    ledger.delegate(id, 1n, weth, 100n)
  }
  ledger.moveMarket(1n, weth, 50n)
  const liquidation = decode(ledger.liquidate(five, 1n, weth, 7n))
  expect(liquidation.facts.map(({ body }) => toRow(body))).toEqual([
    `asset ${position} ${weth} absolute 0`,
    `liability ${position} ${proxy} absolute 0`,
    `asset ${position} ${proxy} absolute 0`,
    'liquidation',
    `touched:1:${weth} ${account}= 7`,
    `asset isolated:7 ${weth} delta 2`,
    `shared:1:${weth} = 7`,
  ])
  // What it lost others have: its account gets nothing back.
  expect(liquidation.facts[0]?.body).not.toHaveProperty('against')
  expect(ledger.vault(1n, weth).of(6n)).toBe(198n)
  expect(rowsOf(ledger.liquidateVault(1n, weth, 10n, 7n))).toEqual([
    `asset isolated:7 ${weth} delta 39`,
    `shared:1:${weth} = 7`,
  ])
})

test('behavior: what a market assigns is said, locks have their time, types their ratios', () => {
  const ledger = new CoreLedger(core, { reward: 5n })
  expect(rowsOf(ledger.associate(five, 1n, weth, 30n))).toEqual([
    `liability ${position} ${proxy} absolute 30`,
    `asset ${position} ${proxy} absolute 0`,
    `touched:1:${weth} ${account}= 7`,
  ])
  expect(rowsOf(ledger.lock(five, weth, 4n, 9_000n))).toEqual([
    `lock:${weth}:7:0 ${account}= 4 9000`,
  ])
  const ratios = { issuance: 2n * one, liquidation: (3n * one) / 2n }
  expect(rowsOf(ledger.configure(weth, ratios))).toEqual([
    `collateral:${weth} = 1 ${2n * one} ${(3n * one) / 2n} 5 5`,
  ])
  const deprecated = log(proxy, 'CollateralDeprecated', {
    ...{ collateralType: weth, deprecationReceiver: bob, deprecatedBalance: 77n },
  })
  expect(rowsOf([deprecated])).toEqual([`deprecated:${weth} = 77`])
})

test('default: the token of accounts says whose they are', () => {
  const erc721 = parseAbi([
    'event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)',
  ])
  const sold = (tokenId: bigint) =>
    encodeLog(erc721, token, 'Transfer', { from: alice, to: bob, tokenId })
  const created = log(proxy, 'AccountCreated', { accountId: five, owner: alice })
  const { facts, quarantined } = decode([created, sold(five), sold(2n ** 128n)])
  expect(facts.map(({ body }) => body)).toEqual([
    { kind: 'owner', venue: 'core', account, owner: alice },
    { kind: 'owner', venue: 'core', account, owner: bob },
  ])
  expect(quarantined.map(({ reason }) => reason)).toEqual([expect.stringContaining('16 bytes')])
})

test.each(['truncated', 'trailing', 'dirty', 'extra'] as const)(
  'error: a %s log is quarantined and hides no other',
  (fault) => {
    const [good] = new CoreLedger(core).deposit(five, weth, 9n, alice)
    if (good === undefined) throw new Error('a deposit logs')
    const { facts, quarantined } = decode([malform(good)[fault], good])
    expect([facts.length, quarantined.length]).toEqual([1, 1])
  },
)

test('default: whoever has a position is asked about it, and nobody about what is not delegated', () => {
  const { accountReads } = decoder
  expect([accountReads?.venue, accountReads?.contract, accountReads?.assets]).toEqual([
    ...['core', proxy, [proxy, usd, weth, usdc]],
  ])
  expect(accountReads?.calls(account, ['isolated:5', position]).map(spell)).toEqual(
    [ask('getPositionDebt', [five, 1n, weth]), ask('getPositionCollateral', [five, 1n, weth])].map(
      spell,
    ),
  )
})

test('default: the book of record is asked for what is not delegated, and for nothing that moves by itself', () => {
  const key = { kind: 'holding', chainId, contract: proxy, venue: 'core', account } as const
  const asked = [
    { ...key, unit: 'isolated:5', subject: usdc } as const,
    { ...key, unit: position, subject: weth },
    { ...key, unit: position, subject: proxy },
    { ...key, unit: position, subject: proxy, kind: 'liability' } as const,
    { ...key, unit: 'isolated:5', subject: bob } as const,
  ].map((each) => decoder.book?.ask(each))
  expect(asked.map((question) => question && spell(question))).toEqual([
    spell(ask('getAccountAvailableCollateral', [five, usdc])),
    ...[undefined, undefined, undefined, undefined],
  ])
  expect(asked[0]?.read(word(9n))).toBe(9n)
})

type Action = readonly [kind: number, who: number, where: number, size: bigint]

const accounts = [5n, 6n, 7n]
const action: fc.Arbitrary<Action> = fc.tuple(
  fc.nat(11),
  fc.nat(2),
  fc.nat(3),
  fc.oneof(fc.bigInt(1n, 50n), fc.bigInt(1n, 10n ** 20n)),
)

function play(ledger: CoreLedger, [kind, who, where, size]: Action): readonly LogParts[] {
  const [id = 5n, other = 6n] = [accounts[who], accounts[(who + 1) % 3]]
  const [pool, type] = [BigInt(where % 2) + 1n, where < 2 ? weth : usdc]
  switch (kind) {
    case 0:
    case 1:
      return ledger.deposit(id, type, size, alice)
    case 2:
      return ledger.withdraw(id, type, size, bob)
    case 3:
    case 4:
      return ledger.delegate(id, pool, type, size)
    case 5:
      return ledger.mint(id, pool, type, size)
    case 6:
      return ledger.burn(id, pool, type, size)
    case 7:
      return ledger.migrate(id, pool, 3n - pool, type)
    case 8:
      ledger.moveMarket(pool, type, size % 2n === 0n ? size : -size)
      return []
    case 9:
      return ledger.associate(id, pool, type, size)
    case 10:
      return ledger.liquidate(id, pool, type, other)
    default:
      return ledger.liquidateVault(pool, type, size, other)
  }
}

/** Everybody has something in every vault of the first pool, and owes for it. */
const opening: readonly Action[] = [0, 1, 2].flatMap((who): readonly Action[] => [
  [0, who, 0, 90n],
  [3, who, 0, 70n],
  [5, who, 0, 20n],
  [0, who, 2, 50n],
  [3, who, 2, 40n],
])

/** Running values of a decoder's facts, a block a transaction. */
class Book {
  readonly values = new Map<string, readonly bigint[]>()
  readonly rows = new Map<string, SeriesRow>()
  #block = 0n

  take(bodies: readonly FactBody[]): void {
    this.#block += 1n
    const at = { ...block, blockNumber: this.#block, txIndex: READ_TX_INDEX, txHash: blockHash }
    const facts = bodies.map((body, k): Fact => {
      return { at: { ...at, logIndex: 0, k }, decoder: '', body, siblings: [] }
    })
    for (const row of foldFacts(facts, [], this.values)) {
      this.values.set(seriesKeyId(row.key), row.values)
      const { kind, unit, subject } = row.key
      this.rows.set(`${kind} ${unit} ${subject}`, row)
    }
  }

  of(kind: 'holding' | 'liability' | 'total', subject: Address, unit?: UnitId): bigint {
    return this.rows.get(`${kind} ${unit} ${subject}`)?.values[0] ?? 0n
  }

  /** Units with something in them, as those who ask about accounts know them. */
  units(): readonly UnitId[] {
    return [...this.rows.values()].flatMap(({ key: { kind, unit }, values }) => {
      const isBalance = kind === 'holding' || kind === 'liability'
      return isBalance && unit !== undefined && values[0] !== 0n ? [unit] : []
    })
  }
}

function expectCollateral(book: Book, ledger: CoreLedger): void {
  for (const type of [usd, weth, usdc]) {
    let total = 0n
    for (const id of accounts) {
      const available = ledger.available(id, type)
      expect(book.of('holding', type, `isolated:${id}`)).toBe(available)
      total += available
      for (const pool of [1n, 2n]) {
        const delegated = ledger.vault(pool, type).of(id)
        expect(book.of('holding', type, `isolated:${id}:${pool}:${type}`)).toBe(delegated)
        total += delegated
      }
    }
    expect(book.of('total', type)).toBe(total)
  }
}

test('property: until something is liquidated, logs alone say all collateral, counted once', () => {
  const calm = action.filter(([kind]) => kind < 10)
  fc.assert(
    fc.property(fc.array(calm, { maxLength: 60 }), (actions) => {
      const [ledger, book] = [new CoreLedger(core), new Book()]
      for (const each of actions) {
        const { facts, quarantined } = decode(play(ledger, each))
        expect(quarantined).toEqual([])
        book.take(facts.map(({ body }) => body))
        expectCollateral(book, ledger)
      }
    }),
    { seed: 20_261_123, numRuns: 200 },
  )
})

test('property: with what is read, collateral and debt are those of core after every transaction', () => {
  const met = new Set<string>()
  fc.assert(
    fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
      const ledger = new CoreLedger(core, { feeRatio: one / 100n, reward: 3n })
      const book = new Book()
      const answer = (call: TimedCall) => answered(call, ledger.answer(call.data))
      for (const each of [...opening, ...actions]) {
        const parts = play(ledger, each)
        if (parts.length > 0) met.add(`${each[0]}`)
        const { facts, reads, quarantined } = decode(parts)
        expect(quarantined).toEqual([])
        book.take(facts.map(({ body }) => body))
        book.take(reads.flatMap(answer))
        book.take((decoder.accountReads?.calls(account, book.units()) ?? []).flatMap(answer))
        expectCollateral(book, ledger)
        for (const id of accounts)
          for (const pool of [1n, 2n])
            for (const type of [weth, usdc]) {
              const unit: UnitId = `isolated:${id}:${pool}:${type}`
              const owed = book.of('liability', proxy, unit) - book.of('holding', proxy, unit)
              expect(owed).toBe(ledger.vault(pool, type).debt(id))
            }
      }
    }),
    { seed: 20_261_124, numRuns: 100 },
  )
  expect([...met].sort()).toHaveLength(11)
})
