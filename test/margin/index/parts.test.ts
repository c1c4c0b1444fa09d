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

test('default: a list names whom a price is out of range for; without a price, everybody', () => {
  const list = new PostingList()
  for (const account of [7, 8, 9]) list.setRange(list.add(account), account, account + 1)
  const outside = (price: number) => {
    const found: number[] = []
    list.findOutside(price, (account) => found.push(account))
    return found
  }
  expect(outside(8)).toEqual([9])
  expect(outside(8.5)).toEqual([7, 9])
  expect(outside(Number.NaN)).toEqual([7, 8, 9])
  expect(list.remove(0)).toBe(9)
  expect(outside(9.5)).toEqual([8])
  expect(list.remove(1)).toBeUndefined()
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
