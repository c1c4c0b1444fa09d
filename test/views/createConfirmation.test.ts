import { expect, test } from 'vitest'
import { createConfirmation } from '../../src/api/views/conditions/createConfirmation.ts'
import type { LiveChain } from '../../src/api/views/cut/LiveChain.ts'
import type { CoverageLevel, CoverageSpan } from '../../src/facts/Coverage.ts'
import { evaluateTransfer } from '../../src/ledger/evaluateTransfer.ts'
import type { TransferState, TransferView } from '../../src/ledger/TransferView.ts'
import { bridgeSourceId } from '../../src/protocols/bridgeSourceId.ts'
import type { RecordedCoverage } from '../../src/store/Recorded.ts'
import { cutAt, leg } from '../ledger/support/legs.ts'
import { customRoute, project, topology } from '../ledger/support/world.ts'
import { blockOf, createFakeSnapshot } from './support/fakeSnapshot.ts'

// Blocks are 12 seconds apart in the snapshot: the credit stands in block 50, at 600 s.
const credited = leg('credited', 50n, { timestamp: 600n })
const sent = leg('sent', 20n, { timestamp: 240n })

function view(state: TransferState, parts: Partial<TransferView> = {}): TransferView {
  const evaluated = evaluateTransfer([sent, credited], cutAt({ 1: 900n, 2: 900n }))
  if (evaluated === undefined) throw new Error('the transfer is inside the cut')
  return { ...evaluated, state, ...parts }
}

function confirm(
  transfer: TransferView,
  levels: Record<number, readonly CoverageSpan[]>,
  chains: readonly LiveChain[] = [],
): boolean {
  const blocks = Array.from({ length: 101 }, (_, i) => BigInt(i))
  const bridge = project.bridges.find(({ id }) => id === transfer.bridge)
  if (bridge === undefined) throw new Error('the bridge is configured')
  const coverage = Object.entries(levels).map(([id, spans]): RecordedCoverage => {
    const chainId = Number(id)
    return {
      chainId,
      sourceId: bridgeSourceId(bridge, chainId) ?? '',
      filterDigest: '',
      fromBlock: 0n,
      fromTimestamp: 0n,
      toBlock: spans.at(-1)?.toBlock ?? 0n,
      decoder: 'test@1',
      spans,
    }
  })
  const snapshot = createFakeSnapshot(
    {
      1: { blocks: blocks.map((number) => blockOf(1, number)) },
      2: { blocks: blocks.map((number) => blockOf(2, number)) },
    },
    { coverage },
  )
  const heights = new Map([
    [1, 100n],
    [2, 100n],
  ])
  return createConfirmation({ project, topology, snapshot, heights, chains })(transfer)
}

const all = (level: CoverageLevel): readonly CoverageSpan[] => [{ toBlock: 100n, level }]

test.each<TransferState>(['UNBACKED', 'DUPLICATE_CREDIT', 'AMOUNT_MISMATCH'])(
  'default: %s is confirmed where both sides were verified',
  (state) => {
    expect(confirm(view(state), { 1: all('verified'), 2: all('verified') })).toBe(true)
    expect(confirm(view(state), { 1: all('proven'), 2: all('verified') })).toBe(true)
    expect(confirm(view(state), { 1: all('unverified'), 2: all('verified') })).toBe(false)
    expect(confirm(view(state), { 1: all('verified'), 2: all('unverified') })).toBe(false)
    expect(confirm(view(state), { 1: all('verified') })).toBe(false)
    expect(confirm(view(state), { 2: all('verified') })).toBe(false)
  },
)

test('behavior: only what the claim rests on must be verified', () => {
  // The origin until its clock passed the credit by the skew (605 s: block 51), the destination at the credit.
  const origin = (to: bigint): CoverageSpan[] => [
    { toBlock: to, level: 'verified' },
    { toBlock: 100n, level: 'unverified' },
  ]
  const destination: CoverageSpan[] = [
    { toBlock: 49n, level: 'unverified' },
    { toBlock: 50n, level: 'verified' },
    { toBlock: 100n, level: 'unverified' },
  ]
  const unbacked = view('UNBACKED', { legs: [credited] })
  expect(confirm(unbacked, { 1: origin(51n), 2: destination })).toBe(true)
  expect(confirm(unbacked, { 1: origin(50n), 2: destination })).toBe(false)
  const hole: CoverageSpan[] = [
    { toBlock: 3n, level: 'verified' },
    { toBlock: 4n, level: 'unverified' },
    { toBlock: 100n, level: 'verified' },
  ]
  expect(confirm(unbacked, { 1: hole, 2: destination })).toBe(false)
})

test('behavior: a message of an exact route is sent once, so that only its legs must be verified', () => {
  const origin: CoverageSpan[] = [
    { toBlock: 19n, level: 'unverified' },
    { toBlock: 20n, level: 'verified' },
    { toBlock: 100n, level: 'unverified' },
  ]
  expect(confirm(view('DUPLICATE_CREDIT'), { 1: origin, 2: all('verified') })).toBe(true)
  const custom = view('DUPLICATE_CREDIT', { bridge: customRoute })
  expect(confirm(custom, { 1: origin, 2: all('verified') })).toBe(false)
  expect(confirm(custom, { 1: all('verified'), 2: all('verified') })).toBe(true)
})

test('behavior: live blocks that are not recorded yet count as they were read', () => {
  const transfer = view('UNBACKED', { legs: [credited] })
  const recorded: CoverageSpan[] = [{ toBlock: 48n, level: 'verified' }]
  const live = (level: CoverageLevel, at = 48n): LiveChain => ({
    chainId: 1,
    name: 'one',
    recorded: blockOf(1, at),
    head: blockOf(1, 60n),
    pending: Array.from({ length: 12 }, (_, i) => blockOf(1, BigInt(49 + i))),
    spans: [{ toBlock: 60n, level }],
    safe: 0n,
    finalized: 0n,
    halted: undefined,
    isStale: false,
  })
  const levels = { 1: recorded, 2: all('verified') }
  expect(confirm(transfer, levels)).toBe(false)
  expect(confirm(transfer, levels, [live('verified')])).toBe(true)
  expect(confirm(transfer, levels, [live('unverified')])).toBe(false)
  expect(confirm(transfer, levels, [live('verified', 40n)])).toBe(false)
})

test.each(['STUCK', 'EXPIRED'] as const)(
  'behavior: that no credit came is confirmed by the destination from the sending on: %s',
  (state) => {
    const stuck = view(state, { creditedAt: undefined })
    const from = (first: bigint): CoverageSpan[] => [
      { toBlock: first - 1n, level: 'unverified' },
      { toBlock: 100n, level: 'verified' },
    ]
    expect(confirm(stuck, { 1: all('unverified'), 2: from(20n) })).toBe(true)
    expect(confirm(stuck, { 1: all('verified'), 2: from(21n) })).toBe(false)
  },
)

test('default: what was seen needs no confirmation', () => {
  for (const state of ['CONFLICT', 'PAYLOAD_CONFLICT', 'NOT_COVERED'] as const)
    expect(confirm(view(state), {})).toBe(true)
})
