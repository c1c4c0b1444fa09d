import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DeadlineHeap } from '../../../src/margin/index/DeadlineHeap.ts'
import { PostingList } from '../../../src/margin/index/PostingList.ts'
import { TickIndex } from '../../../src/margin/index/TickIndex.ts'
import { createDraw } from './createDraw.ts'

// Deadlines are set, moved and dropped at random; what falls due is what a sorted list says.
test('property: a deadline heap takes accounts in the order of their seconds', () => {
  const draw = createDraw(5)
  const heap = new DeadlineHeap()
  heap.reserve(200)
  const wanted = new Map<number, number>()
  for (let now = 0; now < 3_000; now += 1) {
    const account = draw.below(200)
    if (draw.oneIn(5)) {
      heap.set(account, undefined)
      wanted.delete(account)
    } else {
      const seconds = now + draw.below(400)
      heap.set(account, seconds)
      wanted.set(account, seconds)
    }
    const due = new Set<number>()
    for (let next = heap.takeDue(now); next !== undefined; next = heap.takeDue(now)) due.add(next)
    const late = [...wanted].filter(([, seconds]) => seconds <= now).map(([own]) => own)
    expect([...due].sort()).toEqual(late.sort())
    for (const own of late) wanted.delete(own)
  }
})

test('behavior: who has an infinite deadline falls due only when all do', () => {
  const heap = new DeadlineHeap()
  heap.reserve(2)
  heap.set(0, Number.POSITIVE_INFINITY)
  heap.set(1, Number.NEGATIVE_INFINITY)
  expect(heap.takeDue(0)).toBe(1)
  expect(heap.takeDue(1e12)).toBeUndefined()
  expect(heap.takeDue(Number.POSITIVE_INFINITY)).toBe(0)
})

/** Whom a list of these ranges names at a price, by their places. */
function namedAt(price: number, ranges: readonly (readonly [number, number])[]): number[] {
  const list = new PostingList()
  for (const [account, [low, high]] of ranges.entries()) {
    list.setRange(list.add(account), low, high)
  }
  return namedBy(list, price)
}

function namedBy(list: PostingList, price: number): number[] {
  const found: number[] = []
  list.findOutside(price, (account) => found.push(account))
  return found
}

test('default: a list names whom a price is out of range for; without a price, everybody', () => {
  const list = new PostingList()
  for (const account of [7, 8, 9]) list.setRange(list.add(account), account, account + 1)
  expect(namedBy(list, 8.5)).toEqual([7, 9])
  expect(namedBy(list, Number.NaN)).toEqual([7, 8, 9])
  expect(list.remove(0)).toBe(9)
  expect(namedBy(list, 9.5)).toEqual([8])
  expect(list.remove(1)).toBeUndefined()
  list.clearRange(0)
  expect(namedBy(list, 9.5)).toEqual([9])
})

// Ends are kept as single floats. Prices stand right at the ends, of every size that a double has.
test('property: rounded ends never take in a price that is out of range, and give up next to nothing', () => {
  const size = fc.tuple(
    fc.integer({ min: -200, max: 200 }),
    fc.double({ min: 1, max: 2, noNaN: true }),
  )
  const low = size.map(([magnitude, mantissa]) => mantissa * 2 ** magnitude)
  const steps = fc.integer({ min: -3, max: 3 })
  fc.assert(
    fc.property(
      low,
      fc.double({ min: 0, max: 2, noNaN: true }),
      fc.boolean(),
      steps,
      (from, width, isLow, step) => {
        const to = from * (1 + width)
        const price = (isLow ? from : to) * (1 + step * 2 ** -52)
        const isNamed = namedAt(price, [[from, to]]).length > 0
        if (price < from || price > to) expect(isNamed).toBe(true)
      },
    ),
    { numRuns: 5_000, seed: 8 },
  )
  fc.assert(
    fc.property(fc.double({ min: 1, max: 1e36, noNaN: true }), (price) => {
      const near = [price * (1 - 2 ** -21), price * (1 + 2 ** -21)] as const
      expect(namedAt(price, [near])).toEqual([])
    }),
    { numRuns: 2_000, seed: 8 },
  )
})

test('fault: ends that are no numbers are a range of nothing, infinite ones a range of all that singles hold', () => {
  expect(namedAt(1, [[Number.NaN, Number.NaN]])).toEqual([0])
  const everything = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const
  expect(namedAt(1e38, [everything])).toEqual([])
  expect(namedAt(1e39, [everything])).toEqual([0])
  expect(namedAt(1e-39, [everything])).toEqual([0])
})

test('behavior: past its limit an index leaves accounts for the next time, and says so', () => {
  const guard = { variables: [], conditions: [], watches: 1, deadline: undefined, isProven: true }
  let status: 'HEALTHY' | 'WARNING' = 'HEALTHY'
  const index = new TickIndex(() => ({ status, guard }))
  for (let account = 0; account < 5; account += 1) index.dirty(account)
  expect(index.settle()).toHaveLength(5)
  status = 'WARNING'
  index.touchWatched(1)
  expect(index.settle(2)).toHaveLength(2)
  expect([index.unsettled, index.isSettled(0), index.isSettled(4)]).toEqual([3, true, false])
  expect(index.settle()).toHaveLength(3)
  expect([index.unsettled, index.statusOf(4), index.size]).toEqual([0, 'WARNING', 5])
})
