import { describe, expect, test } from 'vitest'
import { toBookLines, toTotals, toTransferLines } from '../../src/api/views/accounts/toLines.ts'
import { toUnitBooks } from '../../src/api/views/accounts/toUnitBooks.ts'
import { resolveCut } from '../../src/api/views/cut/resolveCut.ts'
import type { ReadContext } from '../../src/api/views/ReadContext.ts'
import type { CollateralLine } from '../../src/api/views/Views.ts'
import { createVenueSystems } from '../../src/api/views/values/createVenueSystems.ts'
import type { Project } from '../../src/config/Project.ts'
import type { SeriesKey, SeriesRow } from '../../src/facts/Series.ts'
import { toAccountBook } from '../../src/ledger/AccountBook.ts'
import { createTopology } from '../../src/ledger/createTopology.ts'
import { evaluateTransfer } from '../../src/ledger/evaluateTransfer.ts'
import type { TransferAmount, TransferView } from '../../src/ledger/TransferView.ts'
import type { Price } from '../../src/margin/MarginInput.ts'
import { toPricedMarket } from '../../src/margin/PricedMarket.ts'
import { configuredVersion } from '../../src/margin/requirements/configuredVersion.ts'
import { cutAt, leg } from '../ledger/support/legs.ts'
import {
  address,
  alice,
  bob,
  policy,
  project,
  strangeToken,
  tokenOf,
  vaultOf,
} from '../ledger/support/world.ts'
import { blockOf, createFakeSnapshot, liveChain } from './support/fakeSnapshot.ts'

const shareToken = address(0x99)
const [usd] = project.assets
const shares = usd && {
  ...usd,
  id: 'yusd',
  symbol: 'yUSD',
  tokens: new Map([[1, shareToken]]),
  sharesOf: 'usd',
}
const withShares: Project = { ...project, assets: [...project.assets, ...(shares ? [shares] : [])] }

const priced = (priceE18: bigint): Price => ({
  state: 'fresh',
  priceE18,
  lowE18: priceE18,
  highE18: priceE18,
  updatedAt: 0n,
  ageSeconds: 0n,
  source: 'feed',
})

/** One whole unit of USD is worth $1/3, so that rounding shows. */
const third = 10n ** 18n / 3n

const prices = new Map([
  ['usd', priced(third)],
  ['yusd', priced(third)],
])

function contextOf(rate: bigint | undefined = 2n): ReadContext {
  const snapshot = createFakeSnapshot({ 1: { blocks: [blockOf(1, 100n)] } })
  const chains = [liveChain(1)]
  const cut = resolveCut({
    snapshot,
    chains,
    request: { by: 'finality', finality: 'LATEST' },
    nowSeconds: 9_999n,
  })
  return {
    project: withShares,
    topology: createTopology(withShares),
    snapshot,
    chains,
    cut,
    sources: { joining: [], left: [], isServed: () => true, joiningEnd: () => undefined },
    heights: new Map([[1, 100n]]),
    chainCuts: cutAt({ 1: 100n }).cut,
    prices,
    feeds: [],
    sequencers: [],
    market: toPricedMarket({ prices }),
    controls: new Map(),
    lending: new Map(),
    systemOf: createVenueSystems(withShares),
    parametersOf: ({ risk }) => {
      const current = configuredVersion(risk)
      return { current, announced: [], versions: [current], reasons: [], next: undefined }
    },
    deliveryTimes: () => ({ unknown: 'TOO_FEW_SAMPLES' }),
    toUnderlying: (_asset, _chainId, amount) => (rate === undefined ? undefined : amount * rate),
  }
}

function row(
  kind: SeriesKey['kind'],
  amount: bigint,
  parts: Partial<SeriesKey> = {},
  values = [amount],
): SeriesRow {
  const key: SeriesKey = {
    kind,
    chainId: 1,
    contract: vaultOf(1),
    venue: 'lab',
    account: alice,
    unit: 'cross',
    subject: tokenOf(1),
    ...parts,
  }
  return { key, blockNumber: 5n, values }
}

const transfer = evaluateTransfer([leg('sent', 10n)], cutAt({ 1: 50n, 2: 50n }))
const amount = (kind: TransferAmount['kind'], value: bigint, account = alice): TransferAmount => ({
  kind,
  holder: { venue: 'lab', account, unit: 'cross' },
  chainId: 1,
  asset: tokenOf(1),
  amount: value,
  ownerUnknown: false,
})
const linesOf = (amounts: readonly TransferAmount[], context = contextOf()) =>
  transfer === undefined ? [] : toTransferLines(transfer, amounts, context)

describe('lines', () => {
  test('default: holdings and liabilities, nothing empty, nothing else', () => {
    const rows = [
      row('holding', 5n),
      row('liability', 7n),
      row('holding', 0n),
      row('position', 1n),
      row('total', 9n, { account: undefined, unit: undefined }),
    ]
    expect(
      toBookLines(rows, contextOf()).map((line) => [
        line.kind,
        line.amount,
        line.account,
        line.unit,
      ]),
    ).toEqual([
      ['holding', 5n, alice, 'cross'],
      ['liability', 7n, alice, 'cross'],
      ['holding', 9n, undefined, 'cross'],
    ])
  })

  test('behavior: what adds is rounded down, what takes is rounded up', () => {
    const whole = 10n ** 6n
    const value = (lines: readonly CollateralLine[]) => lines[0]?.valueE18
    const down = third
    expect(value(toBookLines([row('holding', whole)], contextOf()))).toBe(down)
    expect(value(linesOf([amount('inFlight', 1n)]))).toBe(third / whole)
    expect(value(linesOf([amount('lagOffset', 1n)]))).toBe(third / whole + 1n)
    expect(value(linesOf([amount('unbacked', 1n)]))).toBe(third / whole + 1n)
    expect(value(toBookLines([row('liability', 1n)], contextOf()))).toBe(third / whole + 1n)
  })

  test('behavior: shares are shown as what they are claims on', () => {
    const [line] = toBookLines([row('holding', 5n, { subject: shareToken })], contextOf())
    expect(line).toMatchObject({ assetId: 'yusd', amount: 10n, shares: 5n, decimals: 6 })
    const [unrated] = toBookLines([row('holding', 5n, { subject: shareToken })], {
      ...contextOf(),
      toUnderlying: () => undefined,
    })
    expect(unrated).toMatchObject({ amount: 0n, shares: 5n, valueE18: undefined })
  })

  test('behavior: a token that the config does not name stays, unpriced', () => {
    const [line] = toBookLines([row('holding', 5n, { subject: strangeToken })], contextOf())
    expect(line).toMatchObject({
      assetId: `unknown:${strangeToken}`,
      amount: 5n,
      valueE18: undefined,
    })
  })

  test('default: totals are the law, liabilities apart', () => {
    const lines = [
      ...toBookLines(
        [
          row('holding', 100n),
          row('holding', 30n, { chainId: 2, subject: tokenOf(2) }),
          row('liability', 9n),
        ],
        contextOf(),
      ),
      ...linesOf([amount('inFlight', 20n), amount('lagOffset', 7n), amount('unbacked', 5n)]),
    ]
    expect(toTotals(lines)).toMatchObject([
      {
        assetId: 'usd',
        amount: 138n,
        liability: 9n,
        byChain: [
          { chainId: 1, amount: 108n },
          { chainId: 2, amount: 30n },
        ],
      },
    ])
    expect(toTotals([])).toEqual([])
    const [total] = toTotals(
      toBookLines(
        [row('holding', 1n), row('holding', 1n, { subject: strangeToken })],
        contextOf(),
      ).map((line) => ({ ...line, assetId: 'usd' })),
    )
    expect(total?.valueE18).toBeUndefined()
  })
})

describe('unit books', () => {
  const booksOf = (
    lines: readonly CollateralLine[],
    rows: readonly SeriesRow[] = [],
    transfers: readonly TransferView[] = transfer ? [transfer] : [],
  ) => toUnitBooks(lines, transfers, toAccountBook(rows), contextOf())

  test('default: one book per unit, cross always', () => {
    const lines = toBookLines(
      [row('holding', 5n), row('holding', 6n, { unit: 'isolated:ETH' })],
      contextOf(),
    )
    const position = row('position', 0n, { unit: 'isolated:BTC', subject: 'BTC' }, [3n, 4n, 5n])
    expect(
      booksOf(lines, [position]).map(({ unit, balances, positions }) => [
        unit,
        balances.length,
        positions.length,
      ]),
    ).toEqual([
      ['cross', 1, 0],
      ['isolated:ETH', 1, 0],
      ['isolated:BTC', 0, 1],
    ])
    expect(booksOf([]).map(({ unit }) => unit)).toEqual(['cross'])
  })

  test('behavior: a closed position is none; a running liquidation marks its unit', () => {
    const rows = [
      row('position', 0n, { subject: 'ETH' }, [0n, 0n, 0n]),
      row('liquidation', 1n, { subject: '' }),
    ]
    expect(booksOf([], rows)).toMatchObject([{ unit: 'cross', positions: [], isLiquidating: true }])
    expect(booksOf([], [row('liquidation', 0n, { subject: '' })])[0]?.isLiquidating).toBe(false)
  })

  test('behavior: value in flight carries its age and its route’s policy', () => {
    const [book] = booksOf(linesOf([amount('inFlight', 20n)]))
    expect(book?.balances[0]).toMatchObject({
      kind: 'inFlight',
      bridge: 'hyperlane:usd',
      // The cut is at 1200 s, the transfer left at 10.
      ageSeconds: 1_190n,
      stuckAfterSeconds: policy.stuckAfterSeconds,
      p99Seconds: policy.p99Seconds,
      haircutBps: policy.haircutBps,
    })
  })

  test('behavior: a deduction says whether anybody is known to own it', () => {
    const suspense: TransferAmount = {
      ...amount('lagOffset', 3n),
      holder: { venue: 'lab', account: undefined, unit: 'cross' },
    }
    const [book] = booksOf(
      linesOf([suspense, amount('lagOffset', 4n, bob), amount('unbacked', 5n)]),
    )
    expect(
      book?.balances.map((line) =>
        line.kind === 'lagOffset' || line.kind === 'unbacked'
          ? [line.kind, line.ownerUnknown, line.isSuspense]
          : [],
      ),
    ).toEqual([
      ['lagOffset', true, true],
      ['lagOffset', true, false],
      ['unbacked', false, false],
    ])
  })
})
