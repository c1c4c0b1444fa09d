import { expect, test } from 'vitest'
import { isNearHead } from '../../src/start/isNearHead.ts'

const hash = `0x${'11'.repeat(32)}` as const
const at = (number: bigint) => ({ number, hash, parentHash: hash, timestamp: number * 2n })

const near = (
  toBlock: bigint,
  parameters: { phase?: 'live' | 'backfill'; was?: 'live' | 'backfill' } = {},
) =>
  isNearHead({
    chain: { staleAfterSeconds: 14 },
    state: { phase: parameters.was ?? 'backfill' },
    status: { head: 1_000n, headTimestamp: 2_000n },
    event: { phase: parameters.phase ?? 'live', toBlock: at(toBlock) },
  })

test('default: a chain is there at its head, or live within its staleness limit', () => {
  expect([near(992n), near(993n), near(1_000n), near(1_001n)]).toEqual([false, true, true, true])
})

test('behavior: a backfill is there at the head alone', () => {
  expect([near(999n, { phase: 'backfill' }), near(1_000n, { phase: 'backfill' })]).toEqual([
    false,
    true,
  ])
})

test('behavior: a chain that was there stays, however far the head ran ahead', () => {
  expect(near(10n, { was: 'live' })).toBe(true)
})
