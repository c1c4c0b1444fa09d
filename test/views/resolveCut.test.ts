import { describe, expect, test } from 'vitest'
import type { CutRequest } from '../../src/api/views/cut/Cut.ts'
import type { LiveChain } from '../../src/api/views/cut/LiveChain.ts'
import { heightsOf, resolveCut } from '../../src/api/views/cut/resolveCut.ts'
import type { Snapshot } from '../../src/store/Snapshot.ts'
import { blockOf, createFakeSnapshot, liveChain } from './support/fakeSnapshot.ts'

const upTo = (chainId: number, ...numbers: readonly bigint[]) =>
  numbers.map((number) => blockOf(chainId, number))
const latest: CutRequest = { by: 'finality', finality: 'LATEST' }
const at = (timestamp: bigint): CutRequest => ({ by: 'timestamp', timestamp })

function resolve(
  snapshot: Snapshot,
  request: CutRequest,
  chains: readonly LiveChain[] = [liveChain(1), liveChain(2)],
  nowSeconds = 10_000n,
) {
  return resolveCut({ snapshot, chains, request, nowSeconds })
}
const brief = (cut: ReturnType<typeof resolveCut>) =>
  cut.chains.map(({ chainId, inclusion, number }) => [chainId, inclusion, number])

const two = () =>
  createFakeSnapshot({
    1: { blocks: upTo(1, 10n, 11n, 12n, 20n), safe: 15n, finalized: 11n },
    2: { blocks: upTo(2, 10n, 30n), safe: 10n, finalized: 10n },
  })

describe('frontier', () => {
  test('default: each chain at its own latest, safe or finalized height', () => {
    const cut = resolve(two(), latest)
    expect(brief(cut)).toEqual([
      [1, 'INCLUDED', 20n],
      [2, 'INCLUDED', 30n],
    ])
    expect(cut).toMatchObject({
      kind: 'FRONTIER',
      revision: 3,
      sequence: 17,
      asOf: 360n,
      isPartial: false,
      isRevised: false,
    })
    expect(cut.chains.map(({ finalized }) => finalized)).toEqual([11n, 10n])
    // The highest recorded block at or below the height holds all that happened up to it.
    expect(brief(resolve(two(), { by: 'finality', finality: 'SAFE' }))).toEqual([
      [1, 'INCLUDED', 12n],
      [2, 'INCLUDED', 10n],
    ])
    expect(brief(resolve(two(), { by: 'finality', finality: 'FINALIZED' }))).toEqual([
      [1, 'INCLUDED', 11n],
      [2, 'INCLUDED', 10n],
    ])
  })

  test('behavior: the cut’s time is never after the wall clock', () => {
    expect(resolve(two(), latest, undefined, 300n).asOf).toBe(300n)
  })

  test('behavior: empty blocks in memory extend what the store records', () => {
    const live = liveChain(1, {
      recorded: blockOf(1, 20n),
      head: blockOf(1, 25n),
      safe: 22n,
      finalized: 19n,
    })
    const cut = resolve(two(), latest, [live, liveChain(2)])
    expect(brief(cut)[0]).toEqual([1, 'INCLUDED', 25n])
    expect(cut.chains[0]?.finalized).toBe(19n)
  })

  test('behavior: a safe height and a time inside what memory holds are answered from it', () => {
    const pending = [blockOf(1, 22n), blockOf(1, 24n), blockOf(1, 25n)]
    const chains = [
      liveChain(1, {
        recorded: blockOf(1, 20n),
        head: blockOf(1, 25n),
        pending,
        safe: 24n,
        finalized: 23n,
      }),
      liveChain(2),
    ]
    const heightAt = (request: CutRequest) => brief(resolve(two(), request, chains))[0]?.[2]
    expect(heightAt({ by: 'finality', finality: 'SAFE' })).toBe(24n)
    expect(heightAt({ by: 'finality', finality: 'FINALIZED' })).toBe(22n)
    expect(heightAt(at(22n * 12n))).toBe(22n)
    expect(heightAt(at(21n * 12n))).toBe(20n)
  })

  test('behavior: memory that grew from another record is left out', () => {
    const live = liveChain(1, {
      recorded: blockOf(1, 19n),
      head: blockOf(1, 25n),
      safe: 22n,
      finalized: 19n,
    })
    const cut = resolve(two(), latest, [live, liveChain(2)])
    expect([brief(cut)[0], cut.chains[0]?.finalized]).toEqual([[1, 'INCLUDED', 20n], 11n])
  })

  test('behavior: memory that grew from a block of the same height on another branch is left out', () => {
    const live = liveChain(1, { recorded: blockOf(1, 20n, 1), head: blockOf(1, 25n, 1) })
    expect(brief(resolve(two(), latest, [live, liveChain(2)]))[0]).toEqual([1, 'INCLUDED', 20n])
  })

  test('behavior: a chain that is back-filled is named and out of the sums', () => {
    const snapshot = createFakeSnapshot({
      1: { blocks: upTo(1, 20n) },
      2: { blocks: upTo(2, 30n), phase: 'backfill' },
    })
    const cut = resolve(snapshot, latest)
    expect(brief(cut)[1]).toEqual([2, 'BACKFILLING', 30n])
    expect([cut.isPartial, cut.asOf, [...heightsOf(cut)]]).toEqual([true, 240n, [[1, 20n]]])
  })

  test('behavior: a height below what was recorded is not covered', () => {
    const snapshot = createFakeSnapshot({ 1: { blocks: upTo(1, 20n), finalized: 5n } })
    const cut = resolve(snapshot, { by: 'finality', finality: 'FINALIZED' }, [liveChain(1)])
    expect(brief(cut)).toEqual([[1, 'NOT_COVERED', 20n]])
    expect([cut.isPartial, heightsOf(cut).size]).toEqual([true, 0])
  })

  test('behavior: a stale or halted chain is marked', () => {
    const halted = { code: 'WRONG_CHAIN', text: 'It is another chain.' }
    const cut = resolve(two(), latest, [liveChain(1, { isStale: true }), liveChain(2, { halted })])
    expect(cut.chains.map(({ isStale }) => isStale)).toEqual([true, true])
  })

  test('behavior: a chain without a record makes the answer partial', () => {
    const cut = resolve(createFakeSnapshot({ 1: { blocks: upTo(1, 20n) } }), latest)
    expect([brief(cut), cut.isPartial]).toEqual([[[1, 'INCLUDED', 20n]], true])
  })

  test('error: nothing indexed yet', () => {
    expect(() => resolve(createFakeSnapshot({}), latest)).toThrow(
      expect.objectContaining({ code: 'NO_DATA_YET', retryable: true }),
    )
  })
})

describe('aligned', () => {
  test('default: per chain the highest block that is not after the time', () => {
    const cut = resolve(two(), at(143n))
    expect(brief(cut)).toEqual([
      [1, 'INCLUDED', 11n],
      [2, 'INCLUDED', 10n],
    ])
    expect(cut).toMatchObject({ kind: 'ALIGNED', asOf: 143n, isPartial: false })
  })

  test('behavior: a chain that is not covered to the time is in, named BEHIND, and the answer partial', () => {
    const cut = resolve(two(), at(300n))
    expect(brief(cut)).toEqual([
      [1, 'BEHIND', 20n],
      [2, 'INCLUDED', 10n],
    ])
    expect([cut.isPartial, [...heightsOf(cut)]]).toEqual([
      true,
      [
        [1, 20n],
        [2, 10n],
      ],
    ])
  })

  test('behavior: a back-filled chain is in to its progress', () => {
    const snapshot = createFakeSnapshot({ 1: { blocks: upTo(1, 10n, 20n), phase: 'backfill' } })
    expect(brief(resolve(snapshot, at(130n), [liveChain(1)]))).toEqual([[1, 'INCLUDED', 10n]])
  })

  test('behavior: a time that went back does not bring a later block in', () => {
    const back = { ...blockOf(1, 21n), timestamp: 230n }
    const snapshot = {
      ...two(),
      blockAtTime: (chainId: number, time: bigint) =>
        chainId === 1 && time < 240n ? blockOf(1, 12n) : two().blockAtTime(chainId, time),
    }
    const chains = [liveChain(1, { recorded: blockOf(1, 20n), head: back }), liveChain(2)]
    expect(brief(resolve(snapshot, at(235n), chains))[0]).toEqual([1, 'INCLUDED', 12n])
    expect(brief(resolve(snapshot, at(240n), chains))[0]).toEqual([1, 'BEHIND', 21n])
  })

  test('error: a moment before the first block of every chain', () => {
    const snapshot = createFakeSnapshot({
      1: { blocks: upTo(1, 10n) },
      2: { blocks: upTo(2, 12n) },
    })
    expect(() => resolve(snapshot, at(119n))).toThrow(
      expect.objectContaining({ code: 'BEFORE_COVERAGE' }),
    )
    expect(brief(resolve(snapshot, at(120n)))).toEqual([
      [1, 'INCLUDED', 10n],
      [2, 'NOT_COVERED', 12n],
    ])
  })

  test('error: a moment before the coverage of every chain', () => {
    const snapshot = createFakeSnapshot({
      1: { blocks: upTo(1, 10n), coveredFrom: 100n },
      2: { blocks: upTo(2, 10n), coveredFrom: 110n },
    })
    expect(() => resolve(snapshot, at(99n))).toThrow(
      expect.objectContaining({ code: 'BEFORE_COVERAGE' }),
    )
    expect(() => resolve(snapshot, at(125n))).not.toThrow()
  })

  // Broken: `reaches` looks at memory that the cut left out. See the report to the lead.
  test('behavior: memory that is newer than the snapshot covers nothing', () => {
    const live = liveChain(1, { recorded: blockOf(1, 40n), head: blockOf(1, 40n) })
    expect(brief(resolve(two(), at(300n), [live, liveChain(2)]))[0]).toEqual([1, 'BEHIND', 20n])
  })

  // Broken: the chain is dropped, where DESIGN §4 wants it named.
  test('behavior: a chain whose history starts after the time is named', () => {
    const snapshot = createFakeSnapshot({
      1: { blocks: upTo(1, 10n, 20n) },
      2: { blocks: upTo(2, 50n, 60n), coveredFrom: 600n },
    })
    expect(brief(resolve(snapshot, at(240n)))).toContainEqual([2, 'NOT_COVERED', expect.anything()])
  })
})

describe('checkpoint', () => {
  const by = (checkpoint: string): CutRequest => ({ by: 'checkpoint', checkpoint })

  test('default: a cut’s checkpoint is the cut again', () => {
    const cut = resolve(two(), latest)
    const again = resolve(two(), by(cut.checkpoint), undefined, 99_999n)
    expect(again).toEqual(cut)
    const aligned = resolve(two(), at(143n))
    expect(resolve(two(), by(aligned.checkpoint))).toEqual(aligned)
  })

  test('behavior: a head that only memory knows is answered', () => {
    const chains = [
      liveChain(1, { recorded: blockOf(1, 20n), head: blockOf(1, 25n) }),
      liveChain(2),
    ]
    const cut = resolve(two(), latest, chains)
    expect(brief(resolve(two(), by(cut.checkpoint), chains))).toEqual(brief(cut))
  })

  test('behavior: an older revision answers from the newest, flagged', () => {
    const old = resolve({ ...two(), revision: 2 }, latest)
    expect(resolve(two(), by(old.checkpoint))).toMatchObject({
      revision: 3,
      isRevised: true,
      checkpoint: old.checkpoint,
    })
  })

  test('error: a block that left the chain', () => {
    const cut = resolve(two(), latest)
    const reorged = createFakeSnapshot({
      1: { blocks: [...upTo(1, 10n), blockOf(1, 20n, 1)], orphaned: [blockOf(1, 20n)] },
      2: { blocks: upTo(2, 10n, 30n) },
    })
    expect(() => resolve(reorged, by(cut.checkpoint))).toThrow(
      expect.objectContaining({ code: 'CUT_REORGED' }),
    )
  })

  test('error: a block, a chain or a revision that is not held', () => {
    const { checkpoint } = resolve(two(), latest)
    const unknown = expect.objectContaining({ code: 'CHECKPOINT_UNKNOWN' })
    const short = createFakeSnapshot({
      1: { blocks: upTo(1, 10n) },
      2: { blocks: upTo(2, 10n, 30n) },
    })
    expect(() => resolve(short, by(checkpoint))).toThrow(unknown)
    expect(() =>
      resolve(createFakeSnapshot({ 1: { blocks: upTo(1, 20n) } }), by(checkpoint)),
    ).toThrow(unknown)
    expect(() => resolve({ ...two(), revision: 2 }, by(checkpoint))).toThrow(unknown)
  })

  test('behavior: a head that memory knew a block ago is still answered', () => {
    const pending = [blockOf(1, 25n), blockOf(1, 26n)]
    const before = [
      liveChain(1, { recorded: blockOf(1, 20n), head: blockOf(1, 25n) }),
      liveChain(2),
    ]
    const after = [
      liveChain(1, { recorded: blockOf(1, 20n), head: blockOf(1, 26n), pending }),
      liveChain(2),
    ]
    const { checkpoint } = resolve(two(), latest, before)
    expect(brief(resolve(two(), by(checkpoint), after))[0]).toEqual([1, 'INCLUDED', 25n])
    const forked = [
      liveChain(1, {
        recorded: blockOf(1, 20n),
        head: blockOf(1, 25n, 1),
        pending: [blockOf(1, 25n, 1)],
      }),
      liveChain(2),
    ]
    expect(() => resolve(two(), by(checkpoint), forked)).toThrow(
      expect.objectContaining({ code: 'CHECKPOINT_UNKNOWN' }),
    )
  })

  test('behavior: the checkpoint of a partial aligned cut names every chain in its sums', () => {
    const cut = resolve(two(), at(300n))
    expect([...heightsOf(resolve(two(), by(cut.checkpoint)))]).toEqual([...heightsOf(cut)])
  })

  test('behavior: a cut of which every chain is back-filled has a name that is answered', () => {
    const snapshot = createFakeSnapshot({
      1: { blocks: upTo(1, 20n), phase: 'backfill' },
      2: { blocks: upTo(2, 30n), phase: 'backfill' },
    })
    const cut = resolve(snapshot, latest)
    expect(heightsOf(cut).size).toBe(0)
    expect(resolve(snapshot, by(cut.checkpoint))).toEqual(cut)
  })

  test('behavior: a chain that a cut left out is named again, and stays out of the sums', () => {
    const snapshot = createFakeSnapshot({
      1: { blocks: upTo(1, 20n) },
      2: { blocks: upTo(2, 30n), phase: 'backfill' },
    })
    const { checkpoint } = resolve(snapshot, latest)
    const later = resolve(two(), by(checkpoint))
    expect(brief(later)).toEqual([
      [1, 'INCLUDED', 20n],
      [2, 'BACKFILLING', 30n],
    ])
    expect(later.isPartial).toBe(true)
  })

  // Broken: a name that holds a chain twice was not made by us and answers.
  test('error: a chain named twice', () => {
    const { checkpoint } = resolve(createFakeSnapshot({ 1: { blocks: upTo(1, 20n) } }), latest, [
      liveChain(1),
    ])
    const twice = `${checkpoint}.${checkpoint.split('.')[2]}`
    expect(() => resolve(two(), by(twice))).toThrow()
  })
})

describe('pruned history', () => {
  const retention = [{ chainId: 1, number: 11n, timestamp: 132n }]
  const pruned = () => ({ ...two(), retention })
  const code = (request: CutRequest, chains?: readonly LiveChain[]) => {
    try {
      resolve(pruned(), request, chains)
    } catch (error) {
      return Reflect.get(Object(error), 'code')
    }
  }
  const checkpointAt = (timestamp: bigint) => {
    const { checkpoint } = resolve(two(), at(timestamp))
    return { by: 'checkpoint', checkpoint } as const
  }

  test('error: a moment or a checkpoint below the horizon of any chain', () => {
    expect(code(at(131n))).toBe('BEFORE_RETENTION')
    expect(code(checkpointAt(131n))).toBe('BEFORE_RETENTION')
  })

  test('behavior: at the horizon and above it nothing has changed', () => {
    expect(resolve(pruned(), at(132n))).toEqual(resolve(two(), at(132n)))
    expect(resolve(pruned(), checkpointAt(132n))).toEqual(resolve(two(), checkpointAt(132n)))
    expect(resolve(pruned(), latest)).toEqual(resolve(two(), latest))
  })

  test('behavior: the history of a chain that is not followed any more stops nobody', () => {
    expect(code(at(131n), [liveChain(2)])).toBeUndefined()
  })
})
