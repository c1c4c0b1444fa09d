import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPrefixes } from '../../src/api/views/accounts/createPrefixes.ts'
import type { Fact } from '../../src/facts/Fact.ts'
import type { ChainId } from '../../src/facts/primitives.ts'
import type { SeriesRow } from '../../src/facts/Series.ts'
import { foldFacts } from '../../src/ledger/fold/foldFacts.ts'
import { balance, transaction } from '../ledger/support/facts.ts'
import { cutAt, leg, placed } from '../ledger/support/legs.ts'
import { alice } from '../ledger/support/world.ts'

/** Newest own rows of a history up to heights, as a store answers them. */
function rowsAt(facts: readonly Fact[], heights: ReadonlyMap<ChainId, bigint>): SeriesRow[] {
  const seen = facts.filter(({ at }) => at.blockNumber <= (heights.get(at.chainId) ?? -1n))
  const own = foldFacts(seen, [], new Map()).filter(({ key }) => key.account !== undefined)
  return [...new Map(own.map((row) => [`${row.key.chainId}|${row.key.account}`, row])).values()]
}

function prefixesOf(
  facts: readonly Fact[],
  heights: Record<ChainId, bigint>,
  finals: Record<ChainId, bigint>,
  legs = [] as ReturnType<typeof leg>[],
) {
  const cuts = cutAt(heights).cut
  const finalized = new Map(Object.entries(finals).map(([id, number]) => [Number(id), number]))
  const tops = new Map([...cuts].map(([id, { number }]) => [id, number]))
  return createPrefixes({
    cuts,
    finalized,
    rows: rowsAt(facts, tops),
    finalRows: rowsAt(facts, finalized),
    facts: facts.filter(
      ({ at }) =>
        at.blockNumber > (finalized.get(at.chainId) ?? 0n) &&
        at.blockNumber <= (tops.get(at.chainId) ?? 0n),
    ),
    legs,
  })
}

const amounts = ({ book }: { book: ReadonlyMap<string, SeriesRow> }) =>
  new Map([...book.values()].map(({ key, values }) => [key.chainId, values[0]]))

const change = (chainId: ChainId, blockNumber: bigint, txIndex: number, ...values: bigint[]) =>
  transaction(
    values.map((value) => balance(value, { chainId, account: alice })),
    { chainId, blockNumber, txIndex },
  )

describe('prefixes', () => {
  const facts = [
    ...change(1, 5n, 0, 100n),
    ...change(1, 11n, 0, 10n, -3n),
    ...change(1, 11n, 2, 1n),
    ...change(1, 12n, 0, 20n),
    ...change(2, 5n, 0, 7n),
  ]
  const prefixes = prefixesOf(facts, { 1: 20n, 2: 20n }, { 1: 10n, 2: 10n })

  test('default: whole transactions of what is not final, in order', () => {
    expect([...prefixes.counts]).toEqual([[1, 3]])
    const after = (count: number) => amounts(prefixes.at(new Map([[1, count]]))).get(1)
    expect([0, 1, 2, 3].map(after)).toEqual([100n, 107n, 108n, 128n])
  })

  test('behavior: the full prefix is the cut, a chain that is not named is taken in full', () => {
    const full = prefixes.at(prefixes.counts)
    expect(prefixes.at(new Map())).toEqual(full)
    expect(full.cuts).toEqual(cutAt({ 1: 20n, 2: 20n }).cut)
    expect(amounts(full)).toEqual(
      new Map([
        [1, 128n],
        [2, 7n],
      ]),
    )
  })

  test('behavior: the empty prefix is what is final, the other chain stays as it is', () => {
    const none = prefixes.at(new Map([[1, 0]]))
    expect(amounts(none)).toEqual(
      new Map([
        [1, 100n],
        [2, 7n],
      ]),
    )
    expect(none.cuts.get(1)).toMatchObject({ number: 10n, txIndex: undefined, timestamp: 20n })
    expect(none.cuts.get(2)).toMatchObject({ number: 20n })
  })

  test('behavior: legs end with the same transaction', () => {
    expect(prefixes.at(new Map([[1, 1]])).cuts.get(1)).toMatchObject({ number: 11n, txIndex: 0 })
    expect(prefixes.at(new Map([[1, 2]])).cuts.get(1)).toMatchObject({ number: 11n, txIndex: 2 })
  })

  test('behavior: a leg alone is a transaction; an orphaned, final or later one is not', () => {
    const at = (block: bigint, txIndex = 0) => placed(leg('sent', block), { txIndex })
    const legs = [at(13n), at(13n, 4), { ...at(14n), canonical: false }, at(9n), at(21n)]
    expect([...prefixesOf([], { 1: 20n }, { 1: 10n }, legs).counts]).toEqual([[1, 2]])
  })

  test('behavior: legs and facts are taken in one order', () => {
    const legs = [placed(leg('sent', 12n), { txIndex: 7 }), leg('sent', 11n)]
    const mixed = prefixesOf(
      [...change(1, 11n, 1, 1n), ...change(1, 13n, 0, 2n)],
      { 1: 20n },
      { 1: 10n },
      legs,
    )
    const ends = [1, 2, 3].map((count) => mixed.at(new Map([[1, count]])).cuts.get(1))
    expect(ends.map((cut) => [cut?.number, cut?.txIndex])).toEqual([
      [11n, 0],
      [11n, 1],
      [12n, 7],
    ])
  })

  test('behavior: nothing that is not final, no prefixes', () => {
    const settled = prefixesOf(facts, { 1: 20n, 2: 20n }, { 1: 20n, 2: 20n })
    expect(settled.counts.size).toBe(0)
    expect(amounts(settled.at(new Map()))).toEqual(
      new Map([
        [1, 128n],
        [2, 7n],
      ]),
    )
  })
})

const anyHistory = fc
  .array(
    fc.record({
      chainId: fc.constantFrom(1, 2),
      gap: fc.nat(2),
      value: fc.bigInt({ min: 1n, max: 9n }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((steps) => {
    let blockNumber = 1n
    return steps.flatMap(({ chainId, gap, value }, txIndex) => {
      blockNumber += BigInt(gap)
      return change(chainId, blockNumber, txIndex, value)
    })
  })

test('property: each prefix is the history without the later transactions of its chain', () => {
  fc.assert(
    fc.property(
      anyHistory,
      fc.bigInt({ min: 0n, max: 12n }),
      fc.nat(12),
      fc.nat(12),
      (facts, final, one, two) => {
        const prefixes = prefixesOf(facts, { 1: 40n, 2: 40n }, { 1: final, 2: final })
        const wanted = new Map([
          [1, one],
          [2, two],
        ])
        const kept = [1, 2].flatMap((chainId) => {
          const own = facts.filter(({ at }) => at.chainId === chainId)
          const settled = own.filter(({ at }) => at.blockNumber <= final)
          return [
            ...settled,
            ...own.slice(settled.length, settled.length + (wanted.get(chainId) ?? 0)),
          ]
        })
        const naive = new Map<ChainId, bigint>()
        for (const { at, body } of kept) {
          if (body.kind === 'balance')
            naive.set(at.chainId, (naive.get(at.chainId) ?? 0n) + body.change.value)
        }
        expect(new Map([...amounts(prefixes.at(wanted))].sort())).toEqual(
          new Map([...naive].sort()),
        )
      },
    ),
    { seed: 71, numRuns: 300 },
  )
})
