import { expect, test } from 'vitest'
import { type ForkCase, judgeFork, looksToBelieve } from '../../src/chain/follow/judgeFork.ts'

const ordinary: ForkCase = {
  depth: 1n,
  belowFinalized: false,
  isBehind: false,
  others: 0,
  agreeing: 0,
  contradicting: 0,
  looks: 1,
  mayRepair: false,
}

const judge = (fork: Partial<ForkCase>) => judgeFork({ ...ordinary, ...fork })

test('default: an ordinary fork is taken at the first look', () => {
  expect(judge({})).toBe('take')
  expect(judge({ depth: 3n, others: 2 })).toBe('take')
  expect(judge({ depth: 50n })).toBe('take')
})

test('behavior: a deep fork that no other witness was heard on waits', () => {
  expect(judge({ depth: 4n, others: 1 })).toBe('wait')
  expect(judge({ depth: 4n, others: 1, agreeing: 1 })).toBe('take')
  expect(judge({ depth: 4n, others: 1, looks: looksToBelieve })).toBe('take')
})

test('behavior: an endpoint that is behind is believed only after several looks', () => {
  expect(judge({ isBehind: true })).toBe('wait')
  expect(judge({ isBehind: true, others: 1, agreeing: 1, looks: 2 })).toBe('wait')
  expect(judge({ isBehind: true, looks: looksToBelieve })).toBe('take')
})

test('behavior: a witness that disagrees is never overruled by one, whatever the depth and the patience', () => {
  for (const looks of [looksToBelieve, 100])
    for (const depth of [1n, 3n, 4n, 10_000n])
      for (const belowFinalized of [false, true])
        for (const mayRepair of [false, true])
          expect(
            judge({ depth, looks, belowFinalized, mayRepair, others: 1, contradicting: 1 }),
          ).toBe('refuse')
  expect(judge({ depth: 3n, others: 1, contradicting: 1 })).toBe('wait')
  expect(judge({ depth: 4n, others: 1, contradicting: 1 })).toBe('refuse')
  expect(judge({ depth: 9n, others: 2, contradicting: 1, agreeing: 1 })).toBe('take')
})

test('behavior: below the finalized height a second witness is needed, or the only one for long enough', () => {
  const deep = { depth: 90n, belowFinalized: true }
  expect(judge(deep)).toBe('confirm')
  expect(judge({ ...deep, looks: looksToBelieve })).toBe('take')
  expect(judge({ ...deep, others: 1, looks: 100 })).toBe('confirm')
  expect(judge({ ...deep, others: 1, agreeing: 1 })).toBe('take')
  expect(judge({ ...deep, others: 1, looks: looksToBelieve, mayRepair: true })).toBe('take')
})
