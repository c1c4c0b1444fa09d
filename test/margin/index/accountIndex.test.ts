import { expect, test } from 'vitest'
import { evaluateCrossChain } from '../../../src/margin/evaluateCrossChain.ts'
import { AccountIndex } from '../../../src/margin/index/AccountIndex.ts'
import type { Status } from '../../../src/margin/MarginStatus.ts'
import { IndexWorld } from './IndexWorld.ts'

const ACCOUNTS = 2_000
const STEPS = 10_000
/** So often every account is evaluated in full, whatever has changed. */
const FULL_EVERY = 500

/** The exact status of every account, evaluated anew where anything that decides it has become another. */
function createExactPass(world: IndexWorld) {
  const known = new Map<string, Status | undefined>()
  return (step: number): Map<string, Status | undefined> => {
    const now = new Map<string, Status | undefined>()
    for (const name of world.names) {
      const isSame = known.has(name) && world.changedAt(name) < step
      now.set(name, isSame ? known.get(name) : world.statusOf(name))
    }
    known.clear()
    for (const [name, status] of now) known.set(name, status)
    return now
  }
}

// The index must say of every step exactly whose status changed, whatever it was that moved.
test('property: 10,000 random steps over 2,000 accounts differ in nothing from the exact pass', () => {
  const world = new IndexWorld(20_261_123, ACCOUNTS)
  const index = new AccountIndex((name) => world.open(name))
  const exactAt = createExactPass(world)
  let before = new Map<string, Status | undefined>()
  let changed = 0
  const seen = new Set<string>()
  for (let step = 0; step < STEPS; step += 1) {
    const what = step === 0 ? 'the first cut' : world.step()
    const given = index.take(world.cut, world.takeDirty())
    const now = exactAt(step)
    const wanted = new Map<string, { from: Status | undefined; to: Status | undefined }>()
    for (const [name, to] of now)
      if (before.get(name) !== to) wanted.set(name, { from: before.get(name), to })
    for (const [name, from] of before) if (!now.has(name)) wanted.set(name, { from, to: undefined })
    const got = new Map(given.map(({ account, from, to }) => [account, { from, to }]))
    const isRight =
      got.size === wanted.size &&
      got.size === given.length &&
      [...wanted].every(
        ([name, { from, to }]) => got.get(name)?.from === from && got.get(name)?.to === to,
      )
    if (!isRight) expect({ step, what, got }).toEqual({ step, what, got: wanted })
    if (step % FULL_EVERY === 0) {
      for (const [name, status] of now) {
        const opened = world.open(name)
        if (opened !== undefined) expect(evaluateCrossChain(opened).status).toBe(status)
        expect(index.statusOf(name)).toBe(status)
      }
    }
    changed += given.length
    for (const status of now.values()) seen.add(status ?? '')
    before = now
  }
  expect(index.size).toBe(before.size)
  // The steps are worth something only where statuses do change, and all of them occur.
  expect(changed).toBeGreaterThan(10_000)
  expect([...seen].sort()).toEqual([
    'HEALTHY',
    'INSOLVENT',
    'LIQUIDATABLE',
    'LIQUIDATING',
    'NO_RISK',
    'REDUCE_ONLY',
    'UNKNOWN',
    'WARNING',
  ])
}, 240_000)
