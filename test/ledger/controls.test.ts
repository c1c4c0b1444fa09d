import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ControlFact, ControlWay } from '../../src/facts/BridgeFacts.ts'
import type { Fact } from '../../src/facts/Fact.ts'
import { type SeriesRow, seriesKeyId } from '../../src/facts/Series.ts'
import { isBefore, isOnRoute, readControls } from '../../src/ledger/controls.ts'
import { foldFacts } from '../../src/ledger/fold/foldFacts.ts'
import { transaction } from './support/facts.ts'
import { tokenOf, vaultOf } from './support/world.ts'

const contracts = [vaultOf(1), vaultOf(2)] as const
const ways: readonly ControlWay[] = ['out', 'in', 'both']
const chains = [1, 2, 3] as const
const token = tokenOf(1)

const control = fc.record({
  kind: fc.constant('control' as const),
  bridge: fc.constant('usd'),
  contract: fc.constantFrom(...contracts),
  way: fc.constantFrom(...ways),
  lanes: fc.option(fc.uniqueArray(fc.constantFrom(2, 3), { minLength: 1 }), { nil: undefined }),
  change: fc.oneof(
    fc.record({ type: fc.constantFrom('paused' as const, 'resumed' as const) }),
    fc.record({
      type: fc.constant('limited' as const),
      per: fc.constantFrom('transfer' as const, 'day' as const),
      token: fc.constant(token),
      most: fc.bigInt({ min: 0n, max: 3n }),
    }),
    fc.record({
      type: fc.constant('unlimited' as const),
      per: fc.constantFrom('transfer' as const, 'day' as const),
      token: fc.constant(token),
    }),
  ),
})

/** What holds after some facts, as anybody would read them: the last word of each switch. */
function lastWords(facts: readonly Fact<ControlFact>[]) {
  const words = new Map<string, { isPause: boolean; most: bigint | undefined; fact: Fact }>()
  for (const fact of facts) {
    const { contract, way, lanes = ['every'], change } = fact.body
    for (const lane of lanes) {
      const isPause = change.type === 'paused' || change.type === 'resumed'
      const of = isPause ? 'pause' : change.per
      const id = [contract, way, lane, of].join()
      const most = change.type === 'limited' ? change.most : undefined
      if (change.type === 'resumed' || change.type === 'unlimited') words.delete(id)
      else words.set(id, { isPause, most, fact })
    }
  }
  const of = (isPause: boolean) =>
    [...words].flatMap(([id, word]) =>
      word.isPause === isPause ? [`${id} ${word.most ?? ''} ${word.fact.at.blockNumber}`] : [],
    )
  return { pauses: of(true).sort(), limits: of(false).sort() }
}

/** Newest row of each key at or below a block. */
function newest(rows: readonly SeriesRow[], upTo: bigint): readonly SeriesRow[] {
  const held = new Map<string, SeriesRow>()
  for (const row of rows) {
    const before = held.get(seriesKeyId(row.key))
    const isNewer = before === undefined || row.blockNumber > before.blockNumber
    if (row.blockNumber <= upTo && isNewer) held.set(seriesKeyId(row.key), row)
  }
  return [...held.values()]
}

function spell({ pauses, limits }: ReturnType<typeof readControls>) {
  const laneOf = (lane: number | undefined) => lane ?? 'every'
  return {
    pauses: pauses
      .map((each) =>
        [
          [each.contract, each.way, laneOf(each.lane), 'pause'].join(),
          '',
          each.saidBy.blockNumber,
        ].join(' '),
      )
      .sort(),
    limits: limits
      .map((each) =>
        [
          [each.contract, each.way, laneOf(each.lane), each.per].join(),
          each.most,
          each.saidBy.blockNumber,
        ].join(' '),
      )
      .sort(),
  }
}

test('property: at any height the last word of each switch holds, however the blocks were folded', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(control, { maxLength: 4 }), { minLength: 1, maxLength: 8 }),
      fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      fc.nat({ max: 8 }),
      (blocks, cuts, height) => {
        const facts = blocks.map((bodies, i) => transaction(bodies, { blockNumber: BigInt(i + 1) }))
        // Each run of blocks is a batch of its own, as a backfill and a live chain would make them.
        const batches: Fact[][] = []
        for (const [i, own] of facts.entries()) {
          const last = batches.at(-1)
          if (last === undefined || cuts[i] === true) batches.push([...own])
          else last.push(...own)
        }
        const rows = batches.flatMap((batch) => foldFacts(batch, [], new Map()))
        const inside = facts.flat().filter(({ at }) => at.blockNumber <= BigInt(height))
        // CAST: every body above is a control.
        const expected = lastWords(inside as Fact<ControlFact>[])
        expect(spell(readControls(newest(rows, BigInt(height))))).toEqual(expected)
        // The store's order of keys is that in which it first met them.
        expect(readControls(newest(rows, BigInt(height)).toReversed())).toEqual(
          readControls(newest(rows, BigInt(height))),
        )
      },
    ),
    { seed: 7, numRuns: 300 },
  )
})

describe('where a contract stands', () => {
  const at = (chainId: number, way: ControlWay, lane?: number) => ({ chainId, way, lane })
  const routes = chains.flatMap((origin) =>
    chains.filter((other) => other !== origin).map((destination) => ({ origin, destination })),
  )
  const stops = (control: Parameters<typeof isOnRoute>[0]) =>
    routes
      .filter((route) => isOnRoute(control, route))
      .map(({ origin, destination }) => `${origin}${destination}`)

  test('default: what leaves, what arrives, or both, on one lane or on all', () => {
    expect(stops(at(1, 'out'))).toEqual(['12', '13'])
    expect(stops(at(1, 'in'))).toEqual(['21', '31'])
    expect(stops(at(1, 'both'))).toEqual(['12', '13', '21', '31'])
    expect(stops(at(1, 'out', 3))).toEqual(['13'])
    expect(stops(at(1, 'in', 3))).toEqual(['31'])
    expect(stops(at(1, 'both', 3))).toEqual(['13', '31'])
    expect(stops(at(1, 'both', 9))).toEqual([])
  })

  test('behavior: a transfer has behind it what it has passed', () => {
    const route = { origin: 1, destination: 2 }
    const holds = (control: Parameters<typeof isBefore>[0], stage: string | undefined) =>
      isBefore(control, { ...route, stage })
    for (const stage of ['SENT', 'ATTESTED', 'COMMITTED', undefined]) {
      expect(holds(at(1, 'both'), stage)).toBe(false)
      expect(holds(at(2, 'in'), stage)).toBe(true)
      expect(holds(at(2, 'out'), stage)).toBe(false)
    }
    expect(holds(at(1, 'out'), 'QUEUED')).toBe(true)
    expect(holds(at(2, 'in'), 'QUEUED')).toBe(true)
    expect(holds(at(2, 'both'), 'LANDED')).toBe(false)
  })
})
