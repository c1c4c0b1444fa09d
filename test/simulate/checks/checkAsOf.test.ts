import { expect, test } from 'vitest'
import type { Cut, CutRequest } from '../../../src/api/views/cut/Cut.ts'
import { checkAsOf } from './checkAsOf.ts'

const latest: CutRequest = { by: 'finality', finality: 'LATEST' }
const again: CutRequest = { by: 'checkpoint', checkpoint: 'f0.1000.1-7-00112233445566ff' }

/** A cut of one chain whose newest block has the time 1,015 seconds. */
function cutAsOf(asOf: bigint): Cut {
  const place = { chainId: 1, name: 'one', number: 7n, hash: '0x00', timestamp: 1_015n } as const
  const chain = { ...place, inclusion: 'INCLUDED', finalized: 0n, isStale: false } as const
  const parts = { kind: 'FRONTIER', revision: 0, sequence: 1, checkpoint: '' } as const
  return { ...parts, asOf, chains: [chain], isPartial: false, isRevised: false }
}

test('default: a chain ahead of the clock is as of the clock', () => {
  expect(() => checkAsOf(cutAsOf(1_000n), latest, 1_000n)).not.toThrow()
  expect(() => checkAsOf(cutAsOf(1_015n), latest, 2_000n)).not.toThrow()
})

test('behavior: such a cut that is named again later is still as of then (seed 31607)', () => {
  expect(() => checkAsOf(cutAsOf(1_000n), again, 2_000n)).not.toThrow()
})

test('error: another moment than the named one, one before all chains, one that has not come', () => {
  expect(() => checkAsOf(cutAsOf(1_015n), again, 2_000n)).toThrow('named as of 1000')
  expect(() => checkAsOf(cutAsOf(1_000n), latest, 2_000n)).toThrow('has chains up to 1015')
  expect(() => checkAsOf(cutAsOf(1_016n), latest, 2_000n)).toThrow('has chains up to 1015')
  expect(() => checkAsOf(cutAsOf(1_000n), latest, 999n)).toThrow('has not come')
})
