import fc from 'fast-check'
import type { CrashAction, DiskAction } from './DiskAction.ts'

/** Virtual ms that nothing runs: a restart at once, a moment, a minute, a day. */
const downMs = fc.constantFrom(0, 1_000, 60_000, 86_400_000)

/** A small commit runs some forty statements. */
const counts = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 120 }))

const commits = fc.integer({ min: 1, max: 4 })

/** An action of each kind that concerns the disk or a second process, and how often it comes. */
export const diskKinds = {
  crash: {
    weight: 3,
    body: fc.record({
      type: fc.constant('crash'),
      at: fc.constantFrom(
        ...['write', 'write', 'write', 'statement', 'statement', 'statement'],
        ...['commit', 'commit', 'start', 'firstStart', 'firstStart'],
      ) as fc.Arbitrary<NonNullable<CrashAction['at']>>,
      writes: fc.oneof(fc.nat(4), counts),
      moment: fc.constantFrom('before', 'after'),
      downMs,
    }),
  },
  tear: {
    weight: 2,
    body: fc.record({
      type: fc.constant('tear'),
      commits,
      keptPermille: fc.integer({ min: 0, max: 1_000 }),
      tail: fc.constantFrom('cut', 'zeros', 'noise'),
      downMs,
    }),
  },
  powerCut: {
    weight: 2,
    body: fc.record({ type: fc.constant('powerCut'), commits, downMs }),
  },
  diskFull: {
    weight: 2,
    body: fc.record({
      type: fc.constant('diskFull'),
      way: fc.constantFrom('reserve', 'statement', 'statement', 'commit', 'growth'),
      statements: fc.nat(120),
      ms: fc.integer({ min: 3_000, max: 60_000 }),
    }),
  },
  rot: {
    weight: 1,
    body: fc.record({ type: fc.constant('rot'), flips: fc.integer({ min: 1, max: 6 }), downMs }),
  },
  intrude: {
    weight: 2,
    body: fc.record({
      type: fc.constant('intrude'),
      way: fc.constantFrom('beside', 'instead'),
      ms: fc.integer({ min: 1_000, max: 40_000 }),
    }),
  },
} satisfies { [type in DiskAction['type']]: { weight: number; body: fc.Arbitrary<DiskAction> } }
