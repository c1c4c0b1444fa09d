import { expect, test } from 'vitest'
import { evaluateCrossChain } from '../../../src/margin/evaluateCrossChain.ts'
import { AccountIndex } from '../../../src/margin/index/AccountIndex.ts'
import type { Status } from '../../../src/margin/MarginStatus.ts'
import { IndexWorld } from './IndexWorld.ts'

const ACCOUNTS = 2_000
const STEPS = 10_000
/** So often every account is evaluated in full, whatever has changed. */
const FULL_EVERY = 500

/** What an account was and is at a step; undefined of one that is not held. */
type Change = { from: Status | undefined; to: Status | undefined }

/** Evaluates anew every account that anything concerned which decides it, and says which became another. */
function changesOf(world: IndexWorld, known: Map<string, Status>): Map<string, Change> {
  const changes = new Map<string, Change>()
  for (const name of world.changed) {
    const change = { from: known.get(name), to: world.statusOf(name) }
    if (change.from === change.to) continue
    changes.set(name, change)
    if (change.to === undefined) known.delete(name)
    else known.set(name, change.to)
  }
  return changes
}

/** Every account in full, whatever concerned it. */
function expectAll(world: IndexWorld, index: AccountIndex, known: Map<string, Status>): void {
  const names = [...world.names]
  expect(known.size).toBe(names.length)
  for (const name of names) {
    const opened = world.open(name)
    if (opened === undefined) throw new Error(`${name} is gone`)
    const { status } = evaluateCrossChain(opened)
    expect(known.get(name)).toBe(status)
    expect(index.statusOf(name)).toBe(status)
  }
}

// The index must say of every step exactly whose status changed, whatever it was that moved.
test('property: 10,000 random steps over 2,000 accounts differ in nothing from the exact pass', () => {
  const world = new IndexWorld(20_261_123, ACCOUNTS)
  const index = new AccountIndex((name) => world.open(name))
  const known = new Map<string, Status>()
  let changed = 0
  const seen = new Set<Status>()
  for (let step = 0; step < STEPS; step += 1) {
    const what = step === 0 ? 'the first cut' : world.step()
    const given = index.take(world.cut, world.takeDirty())
    const wanted = changesOf(world, known)
    const got = new Map(given.map(({ account, from, to }) => [account, { from, to }]))
    const isRight =
      got.size === wanted.size &&
      got.size === given.length &&
      [...wanted].every(
        ([name, { from, to }]) => got.get(name)?.from === from && got.get(name)?.to === to,
      )
    if (!isRight) expect({ step, what, got }).toEqual({ step, what, got: wanted })
    if (step % FULL_EVERY === 0) expectAll(world, index, known)
    changed += given.length
    for (const { to } of wanted.values()) if (to !== undefined) seen.add(to)
  }
  expectAll(world, index, known)
  expect(index.size).toBe(known.size)
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
