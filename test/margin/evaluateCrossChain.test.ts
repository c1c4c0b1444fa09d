import { expect, test } from 'vitest'
import { InvariantError } from '../../src/errors/assert.ts'
import { evaluateCrossChain } from '../../src/margin/evaluateCrossChain.ts'
import type { UnitBook } from '../../src/margin/MarginInput.ts'
import type { AccountMargin } from '../../src/margin/MarginStatus.ts'
import { account, movingAccount } from './accountCases.ts'
import {
  banded,
  book,
  deduction,
  E6,
  E18,
  holding,
  inFlight,
  liability,
  position,
  prices,
  usd,
} from './marginCases.ts'

const codes = (margin: AccountMargin) => margin.reasons.map((reason) => reason.code)
const equities = ({ bounds }: Pick<AccountMargin, 'bounds'>) => [
  bounds.low.equityE18,
  bounds.best.equityE18,
  bounds.high.equityE18,
]

test('default: a final account is SETTLED, its three bounds are one', () => {
  const books = [book([holding('usdc', 300n * E6)], [position(usd(1n), usd(2_000n))])]
  const margin = evaluateCrossChain(account({ bookAt: () => books }))
  expect(margin).toMatchObject({ status: 'HEALTHY', certainty: 'SETTLED', reasons: [] })
  expect(equities(margin)).toEqual([usd(300n), usd(300n), usd(300n)])
  expect(margin.units).toHaveLength(1)
})

test('default: an account without units has no risk', () => {
  expect(evaluateCrossChain(account({}))).toMatchObject({ status: 'NO_RISK', certainty: 'SETTLED' })
})

test('behavior: bounds are taken over every prefix, not only over none and all', () => {
  // 100, then +50, −120, +40: 100, 150, 30, 70.
  const margin = evaluateCrossChain(
    movingAccount({
      finalUsdc: { 1: 100n * E6 },
      movements: { 1: [50n * E6, -120n * E6, 40n * E6] },
    }),
  )
  expect(equities(margin)).toEqual([usd(30n), usd(70n), usd(150n)])
  expect(margin).toMatchObject({ certainty: 'PROVISIONAL', reasons: [{ code: 'UNFINALIZED' }] })
})

test('behavior: prefixes of several chains are combined', () => {
  const margin = evaluateCrossChain(
    movingAccount({
      finalUsdc: { 1: 10n * E6, 2: 10n * E6 },
      movements: { 1: [-5n * E6, 5n * E6], 2: [7n * E6, -9n * E6, 2n * E6] },
    }),
  )
  expect(equities(margin)).toEqual([usd(13n), usd(20n), usd(27n)])
})

test('behavior: a transfer between chains is bounded by what a reorg of one side leaves', () => {
  // Chain 1 sends 100 (unfinalized), chain 2 credits it (unfinalized). In flight between, an offset for a lone credit.
  const bookAt = (prefix: ReadonlyMap<number, number>): readonly UnitBook[] => {
    const isSent = prefix.get(1) === 1
    const isCredited = prefix.get(2) === 1
    return [
      book([
        holding('usdc', isSent ? 0n : 100n * E6, 1),
        holding('usdc', isCredited ? 100n * E6 : 0n, 2),
        inFlight('usdc', isSent && !isCredited ? 100n * E6 : 0n),
        deduction('unbacked', 'usdc', isCredited && !isSent ? 100n * E6 : 0n),
      ]),
    ]
  }
  const unfinalized = new Map([
    [1, 1],
    [2, 1],
  ])
  const margin = evaluateCrossChain(account({ bookAt, unfinalized }))
  expect(equities(margin)).toEqual([usd(99n), usd(100n), usd(100n)])
  expect(codes(margin)).toEqual(['UNFINALIZED', 'UNFINALIZED'])
})

test('behavior: past 256 combinations worst changes are summed, exact where they add up', () => {
  const dips = [-1n * E6, ...Array.from({ length: 19 }, () => 1n)]
  const margin = evaluateCrossChain(
    movingAccount({
      finalUsdc: { 1: 10n * E6, 2: 10n * E6 },
      movements: { 1: dips, 2: dips },
    }),
  )
  expect(equities(margin)[0]).toBe(usd(18n))
  expect(equities(margin)[2]).toBe(usd(20n))
  expect(codes(margin)).not.toContain('BOUNDS_PARTIAL')
})

test('behavior: past 256 combinations a band or value in flight makes the bounds partial', () => {
  const ticks = Array.from({ length: 20 }, () => 1n)
  const moving = { finalUsdc: { 1: E6, 2: E6 }, movements: { 1: ticks, 2: ticks } }
  const late = prices({ usdc: banded(E18 - 1n, E18, E18 + 1n) })
  const unrelated = prices({ dai: banded(E18 - 1n, E18, E18 + 1n) })
  const inTransit = { balances: [inFlight('usdc', E6)], positions: [] }
  const isPartial = (changes: Partial<Parameters<typeof movingAccount>[0]>) =>
    codes(evaluateCrossChain(movingAccount({ ...moving, ...changes }))).includes('BOUNDS_PARTIAL')
  expect(isPartial({})).toBe(false)
  expect(isPartial({ changes: { prices: unrelated } })).toBe(false)
  expect(isPartial({ changes: { prices: late } })).toBe(true)
  expect(isPartial({ fixed: inTransit })).toBe(true)
})

test('behavior: one chain alone is exact with any number of prefixes up to its limit', () => {
  const run = (length: number) =>
    evaluateCrossChain(
      movingAccount({
        finalUsdc: { 1: E6 },
        movements: { 1: Array.from({ length }, () => 1n) },
        changes: { prices: prices({ usdc: banded(E18, E18, E18 + 1n) }) },
      }),
    )
  expect(codes(run(400))).not.toContain('BOUNDS_PARTIAL')
  expect(equities(run(400))[0]).toBe(usd(1n))
  expect(codes(run(1_100))).toContain('BOUNDS_PARTIAL')
  expect(equities(run(1_100))[0]).toBe(usd(1n))
})

test('behavior: unfinalized transactions that change nothing leave the account SETTLED', () => {
  const margin = evaluateCrossChain(
    movingAccount({ finalUsdc: { 1: E6 }, movements: { 1: [0n, 0n] } }),
  )
  expect(margin).toMatchObject({ certainty: 'SETTLED', reasons: [] })
})

test('behavior: what is too little to show in a figure is not SETTLED while it is not final', () => {
  const margin = evaluateCrossChain(
    account({
      bookAt: (prefix) => [book(prefix.get(1) === 1 ? [holding('usdc', 3n)] : [])],
      unfinalized: new Map([[1, 1]]),
      prices: prices({ usdc: banded(1n, 1n, 1n) }),
    }),
  )
  expect(equities(margin)).toEqual([0n, 0n, 0n])
  expect(margin).toMatchObject({ certainty: 'PROVISIONAL', reasons: [{ code: 'UNFINALIZED' }] })
})

test('behavior: a unit whose closing is not final is still bounded', () => {
  const margin = evaluateCrossChain(
    account({
      bookAt: (prefix) =>
        prefix.get(1) === 1
          ? [book([holding('usdc', E6)])]
          : [
              book([holding('usdc', E6)]),
              book([liability('usdc', E6)], [], { unit: 'isolated:eth' }),
            ],
      unfinalized: new Map([[1, 1]]),
    }),
  )
  expect(margin.units.map((unit) => [unit.unit, unit.status])).toEqual([
    ['cross', 'NO_RISK'],
    ['isolated:eth', 'NO_RISK'],
  ])
  expect(equities(margin)).toEqual([0n, usd(1n), usd(1n)])
})

test('behavior: a prefix that cannot be priced makes the bounds partial', () => {
  const margin = evaluateCrossChain(
    account({
      bookAt: (prefix) => [book(prefix.get(1) === 1 ? [] : [holding('unpriced', 5n)])],
      unfinalized: new Map([[1, 1]]),
    }),
  )
  expect(margin.status).toBe('NO_RISK')
  expect(codes(margin)).toEqual(['UNFINALIZED', 'BOUNDS_PARTIAL'])
})

test('behavior: the worst unit decides, certain trouble outranks UNKNOWN, UNKNOWN the rest', () => {
  const healthy = book([holding('usdc', E6)])
  const unknown = book([holding('unpriced', 1n)], [], { unit: 'isolated:a' })
  const insolvent = book([liability('usdc', 1n)], [], { unit: 'isolated:b' })
  const status = (books: readonly UnitBook[]) =>
    evaluateCrossChain(account({ bookAt: () => books })).status
  const reduced = book([holding('eth', 100n), liability('eth', 85n)], [], { unit: 'isolated:c' })
  expect(status([reduced])).toBe('REDUCE_ONLY')
  expect(status([unknown, reduced])).toBe('UNKNOWN')
  expect(status([healthy, unknown])).toBe('UNKNOWN')
  expect(status([insolvent, unknown, healthy])).toBe('INSOLVENT')
})

test('behavior: account bounds are the sums over its units', () => {
  const isolated = book([liability('usdc', 2n * E6)], [], { unit: 'isolated:b' })
  const margin = evaluateCrossChain(
    account({ bookAt: () => [book([holding('usdc', 5n * E6)]), isolated] }),
  )
  expect(margin.bounds.best).toEqual({
    equityE18: usd(3n),
    slackInitialE18: usd(3n),
    slackMaintenanceE18: usd(3n),
  })
})

test('behavior: in-flight value, deductions and late prices are PROVISIONAL', () => {
  const certainty = (balances: UnitBook['balances'], changes = {}) =>
    evaluateCrossChain(account({ bookAt: () => [book(balances)], ...changes })).certainty
  const late = { prices: prices({ usdc: banded(E18 - 1n, E18, E18) }) }
  expect(certainty([inFlight('usdc', 1n)])).toBe('PROVISIONAL')
  expect(certainty([deduction('lagOffset', 'usdc', 1n)])).toBe('PROVISIONAL')
  expect(certainty([deduction('unbacked', 'usdc', 1n)])).toBe('PROVISIONAL')
  expect(certainty([holding('usdc', 1n)], late)).toBe('PROVISIONAL')
  expect(certainty([holding('dai', 1n)], late)).toBe('SETTLED')
})

test('behavior: a stale chain whose holdings carry the status is UNKNOWN and named', () => {
  const lines = (amount: bigint) => [
    holding('usdc', amount, 7),
    holding('usdc', 300n * E6, 1),
    liability('usdc', 200n * E6, 1),
  ]
  const on = (amount: bigint, stale: readonly number[], more: UnitBook['balances'] = []) =>
    evaluateCrossChain(
      account({
        bookAt: () => [book([...lines(amount), ...more])],
        staleChains: new Set(stale),
      }),
    )
  expect(on(50n * E6, [7]).status).toBe('HEALTHY')
  expect(on(50n * E6, [1])).toMatchObject({ status: 'UNKNOWN', certainty: 'PROVISIONAL' })
  expect(on(50n * E6, [1]).reasons).toEqual([
    {
      code: 'CHAIN_STALE',
      text: 'Chain 1 is stale and the status of unit cross rests on its holdings there.',
    },
  ])
  // Liabilities of a stale chain stay: they are no reason for hope.
  expect(on(50n * E6, [7], [liability('usdc', 120n * E6, 7)]).status).toBe('UNKNOWN')
})

test('behavior: in-flight value from a stale chain is doubted too', () => {
  const lines = [inFlight('usdc', 100n * E6, { chainId: 7 }), liability('usdc', 90n * E6)]
  const at = (staleChains: ReadonlySet<number>) =>
    evaluateCrossChain(account({ bookAt: () => [book(lines)], staleChains })).status
  expect(at(new Set())).toBe('REDUCE_ONLY')
  expect(at(new Set([7]))).toBe('UNKNOWN')
})

test('args: reasons of the caller that forbid a status make every unit UNKNOWN', () => {
  const bookAt = () => [book([holding('usdc', E6)])]
  const missing = { code: 'NO_OPENING_BALANCE', text: 'No opening balance.' } as const
  const backfilling = { code: 'CHAIN_BACKFILLING', text: 'Chain 5 is backfilling.' } as const
  expect(evaluateCrossChain(account({ bookAt, extraReasons: [missing] }))).toMatchObject({
    status: 'UNKNOWN',
    units: [{ status: 'UNKNOWN', reasons: [missing] }],
    reasons: [missing],
  })
  expect(evaluateCrossChain(account({ bookAt, extraReasons: [backfilling] }))).toMatchObject({
    status: 'NO_RISK',
    certainty: 'PROVISIONAL',
  })
  expect(evaluateCrossChain(account({ bookAt, unknownReasons: [backfilling] }))).toMatchObject({
    status: 'UNKNOWN',
    reasons: [backfilling],
  })
})

test('error: two books of one unit are a bug', () => {
  const bookAt = () => [book([]), book([])]
  expect(() => evaluateCrossChain(account({ bookAt }))).toThrow(InvariantError)
})
