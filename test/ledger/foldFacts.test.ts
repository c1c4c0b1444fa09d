import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InvariantError } from '../../src/errors/assert.ts'
import type { Fact, FactBody } from '../../src/facts/Fact.ts'
import { type SeriesRow, seriesKeyId } from '../../src/facts/Series.ts'
import { foldFacts, keysToLoad, type PreviousValues } from '../../src/ledger/fold/foldFacts.ts'
import type { Residual } from '../../src/ledger/residualsOf.ts'
import { absolute, balance, transaction } from './support/facts.ts'
import { alice, bob, carol, tokenOf, vaultOf, word } from './support/world.ts'

const at = (blockNumber: bigint, ...bodies: FactBody[]): Fact[] =>
  transaction(bodies, { blockNumber })

const brief = (rows: readonly SeriesRow[]) =>
  rows.map(({ key, blockNumber, values }) => [key.kind, key.account, blockNumber, ...values])

describe('rows', () => {
  test('default: one row per block and key, with the value after the block', () => {
    const facts = [...at(10n, balance(100n), balance(-30n)), ...at(12n, balance(5n))]
    expect(brief(foldFacts(facts, [], new Map()))).toEqual([
      ['holding', alice, 10n, 70n],
      ['total', undefined, 10n, 70n],
      ['holding', alice, 12n, 75n],
      ['total', undefined, 12n, 75n],
    ])
  })

  test('behavior: running values go on from the last batch', () => {
    const first = foldFacts(at(10n, balance(100n)), [], new Map())
    const previous = new Map(first.map((row) => [seriesKeyId(row.key), row.values]))
    const rows = foldFacts(at(11n, balance(1n), balance(2n, { account: bob })), [], previous)
    expect(brief(rows)).toEqual([
      ['holding', alice, 11n, 101n],
      ['total', undefined, 11n, 103n],
      ['holding', bob, 11n, 2n],
    ])
  })

  test('behavior: an absolute balance replaces the value and moves the total by the difference', () => {
    const facts = [
      ...at(10n, balance(100n), balance(7n, { account: bob })),
      ...at(11n, absolute(40n)),
    ]
    expect(brief(foldFacts(facts, [], new Map())).slice(3)).toEqual([
      ['holding', alice, 11n, 40n],
      ['total', undefined, 11n, 47n],
    ])
  })

  test('behavior: a liability has a series of its own and is in no total', () => {
    const rows = foldFacts(at(10n, absolute(40n, { side: 'liability' })), [], new Map())
    expect(brief(rows)).toEqual([['liability', alice, 10n, 40n]])
  })

  test('behavior: units of an account are apart', () => {
    const rows = foldFacts(
      at(10n, balance(3n), balance(4n, { unit: 'isolated:ETH' })),
      [],
      new Map(),
    )
    expect(rows.map(({ key, values }) => [key.kind, key.unit, ...values])).toEqual([
      ['holding', 'cross', 3n],
      ['total', undefined, 7n],
      ['holding', 'isolated:ETH', 4n],
    ])
  })

  test('behavior: what one unit gains another gives, as far as it has it, and gets back', () => {
    const moved = (value: bigint): FactBody => ({
      ...absolute(value, { unit: 'isolated:pool' }),
      against: 'cross',
    })
    const valuesAt = (...steps: readonly bigint[]) => {
      const facts = [
        ...at(10n, balance(100n)),
        ...steps.flatMap((value, i) => at(11n + BigInt(i), moved(value))),
      ]
      const last = new Map(foldFacts(facts, [], new Map()).map((row) => [row.key, row.values]))
      return [...last].map(([key, values]) => [key.kind, key.unit, ...values])
    }
    const rows = (cross: bigint, pool: bigint) => [
      ['holding', 'cross', cross],
      ['total', undefined, cross + pool],
      ['holding', 'isolated:pool', pool],
    ]
    expect(valuesAt(30n)).toEqual(rows(70n, 30n))
    expect(valuesAt(30n, 45n)).toEqual(rows(55n, 45n))
    expect(valuesAt(30n, 45n, 0n)).toEqual(rows(100n, 0n))
    // More than it had: the book did not know of what else came in.
    expect(valuesAt(110n)).toEqual(rows(0n, 110n))
    const [fact] = at(11n, moved(30n))
    expect(keysToLoad(fact === undefined ? [] : [fact], []).map(({ unit }) => unit)).toEqual([
      undefined,
      'isolated:pool',
      'cross',
    ])
  })

  test('behavior: the other kinds state what they say', () => {
    const holder = { venue: 'lab', account: alice, unit: 'cross' } as const
    const contract = vaultOf(1)
    const bodies: FactBody[] = [
      {
        kind: 'position',
        ...holder,
        contract,
        market: 'ETH',
        sizeE18: -2n,
        entryValueE18: 5n,
        fundingIndexE18: 1n,
      },
      { kind: 'price', feed: word(1), answer: 9n, roundId: 2n, updatedAt: 3n },
      { kind: 'index', asset: word(2), assetsPerShareUnit: 11n },
      { kind: 'liquidation', ...holder, contract, phase: 'started' },
      { kind: 'liquidation', ...holder, contract, phase: 'finished' },
      { kind: 'owner', venue: 'lab', account: bob, owner: alice },
      { kind: 'custody', token: tokenOf(1), from: alice, to: contract, amount: 4n },
      { kind: 'resolution', key: word(3), outcome: 'covered' },
    ]
    const rows = foldFacts(at(10n, ...bodies), [], new Map())
    expect(rows.map(({ key, values }) => [key.kind, key.contract, key.subject, ...values])).toEqual(
      [
        ['position', contract, 'ETH', -2n, 5n, 1n],
        ['price', word(1), '', 9n, 2n, 3n],
        ['index', word(2), '', 11n],
        ['liquidation', contract, '', 0n],
        ['owner', '0x0000000000000000000000000000000000000000', '', BigInt(alice)],
      ],
    )
  })

  test('behavior: residuals add up', () => {
    const residual = (blockNumber: bigint, amount: bigint): Residual => ({
      chainId: 1,
      contract: vaultOf(1),
      token: tokenOf(1),
      amount,
      blockNumber,
    })
    const rows = foldFacts([], [residual(4n, 3n), residual(4n, 2n), residual(6n, -9n)], new Map())
    expect(
      rows.map(({ key, blockNumber, values }) => [key.kind, key.subject, blockNumber, ...values]),
    ).toEqual([
      ['residual', tokenOf(1), 4n, 5n],
      ['residual', tokenOf(1), 6n, -4n],
    ])
  })

  test('error: a holding below 0 is a broken invariant', () => {
    expect(() => foldFacts(at(10n, balance(-1n)), [], new Map())).toThrow(InvariantError)
    const [row] = foldFacts(at(10n, balance(5n)), [], new Map())
    const previous: PreviousValues = new Map(row && [[seriesKeyId(row.key), row.values]])
    expect(() => foldFacts(at(11n, balance(-6n)), [], previous)).toThrow(
      /I2: the holding .* -1 at block 11/,
    )
    expect(foldFacts(at(11n, balance(-5n)), [], previous)).toHaveLength(2)
  })

  test('behavior: a debt may be anything, a holding may be negative inside a block', () => {
    expect(foldFacts(at(10n, balance(-5n, { side: 'liability' })), [], new Map())).toHaveLength(1)
    expect(foldFacts(at(10n, balance(-5n), balance(6n)), [], new Map())).toHaveLength(2)
  })
})

const anyChange = fc.record({
  account: fc.constantFrom(alice, bob, carol),
  unit: fc.constantFrom('cross' as const, 'isolated:ETH' as const),
  vault: fc.constantFrom(vaultOf(1), vaultOf(2)),
  value: fc.bigInt({ min: 0n, max: 20n }),
  isAbsolute: fc.boolean(),
  gap: fc.bigInt({ min: 0n, max: 2n }),
})
const anyFacts = fc.array(anyChange, { minLength: 1, maxLength: 15 }).map((changes) => {
  let blockNumber = 1n
  return changes.flatMap(({ account, unit, vault, value, isAbsolute, gap }, txIndex) => {
    blockNumber += gap
    const parts = { account, unit, vault }
    const body = isAbsolute ? absolute(value, parts) : balance(value, parts)
    return transaction([body], { blockNumber, txIndex })
  })
})

/** The newest row per key and block, as a store keeps them. */
function stored(rows: readonly SeriesRow[]) {
  return new Map(
    rows.map(({ key, blockNumber, values }) => [`${seriesKeyId(key)}@${blockNumber}`, values]),
  )
}

test('property: a batch that is split anywhere gives the same rows, from the keys it asked for', () => {
  fc.assert(
    fc.property(anyFacts, fc.nat(15), (facts, cut) => {
      const head = facts.slice(0, cut)
      const tail = facts.slice(cut)
      const first = foldFacts(head, [], new Map())
      const known = new Map(first.map((row) => [seriesKeyId(row.key), row.values]))
      const asked = keysToLoad(tail, []).map(seriesKeyId)
      const loaded = new Map([...known].filter(([id]) => asked.includes(id)))
      const rows = [...first, ...foldFacts(tail, [], loaded)]
      expect(stored(rows)).toEqual(stored(foldFacts(facts, [], new Map())))
    }),
    { seed: 41, numRuns: 400 },
  )
})

test('property: a total is the sum of the holdings of its book, at every block', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const rows = foldFacts(facts, [], new Map())
      for (const total of rows.filter(({ key }) => key.kind === 'total')) {
        const newest = new Map<string, bigint>()
        for (const { key, blockNumber, values } of rows) {
          const isPart = key.kind === 'holding' && key.contract === total.key.contract
          if (isPart && blockNumber <= total.blockNumber)
            newest.set(seriesKeyId(key), values[0] ?? 0n)
        }
        expect(total.values).toEqual([[...newest.values()].reduce((sum, value) => sum + value, 0n)])
      }
    }),
    { seed: 42, numRuns: 300 },
  )
})
