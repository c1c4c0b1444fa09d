import { expect, test } from 'vitest'
import type { ReorgEvent } from '../../src/chain/ChainEvent.ts'
import type { BlockRef } from '../../src/facts/primitives.ts'
import { createChainState } from '../../src/start/ChainState.ts'
import type { Ingest } from '../../src/start/Ingest.ts'
import { takeReorg } from '../../src/start/takeReorg.ts'
import type { Incident } from '../../src/store/Recorded.ts'
import type { Retraction } from '../../src/store/Store.ts'

const block = (number: bigint): BlockRef => ({
  number,
  hash: `0x${number.toString(16).padStart(64, '0')}`,
  timestamp: number,
})

const deep: ReorgEvent = {
  type: 'reorg',
  chainId: 1,
  ancestor: block(50n),
  orphaned: block(51n),
  belowFinalized: true,
  isConfirmed: false,
}

function createIngest(onViolation: 'halt' | 'repair') {
  const retracted: Retraction[] = []
  const incidents: Incident[] = []
  const state = {
    ...createChainState(1, 0),
    recorded: block(100n),
    head: block(100n),
    finalized: 90n,
  }
  const quiet = () => undefined
  const parts = {
    state,
    chain: { id: 1, name: 'harbor', finality: { onViolation } },
    store: {
      retract: async (retraction: Retraction) => retracted.push(retraction),
      recordIncident: async (incident: Incident) => incidents.push(incident),
      coverage: async () => [],
    },
    env: { now: () => 1_000 },
    log: { info: quiet, warn: quiet, error: quiet },
    publisher: { publish: quiet },
    join: { retract: quiet },
    rates: { retract: quiet },
    rawLogs: { retract: quiet },
  }
  // CAST: what a reorg touches of an ingest, and no more.
  return { ingest: parts as unknown as Ingest, state, retracted, incidents }
}

test('default: an ordinary reorg is retracted in one transaction', async () => {
  const { ingest, state, retracted } = createIngest('halt')
  expect(await takeReorg(ingest, { ...deep, belowFinalized: false })).toBe(true)
  expect(retracted).toEqual([{ chainId: 1, ancestor: block(50n), publishedAtMs: 1_000 }])
  expect(state).toMatchObject({ recorded: block(50n), head: block(50n), halted: undefined })
})

test('behavior: below finalized the chain halts until a second witness or the operator confirms', async () => {
  const halting = createIngest('halt')
  expect(await takeReorg(halting.ingest, deep)).toBe(false)
  expect(halting.retracted).toEqual([])
  expect(halting.incidents).toMatchObject([{ code: 'FINALITY_VIOLATED' }])
  expect(halting.state.halted?.text).toMatch(/chains.harbor.finality.onViolation/)

  for (const [onViolation, isConfirmed] of [
    ['halt', true],
    ['repair', false],
  ] as const) {
    const { ingest, state, retracted } = createIngest(onViolation)
    expect(await takeReorg(ingest, { ...deep, isConfirmed })).toBe(true)
    expect(retracted).toMatchObject([
      { ancestor: { number: 50n }, incidents: [{ code: 'FINALITY_VIOLATED' }] },
    ])
    expect(retracted[0]?.revision).toMatch(/below its finalized height, to block 50/)
    expect(state).toMatchObject({ finalized: 50n, safe: 50n, halted: undefined })
  }
})
