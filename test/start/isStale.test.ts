import { expect, test } from 'vitest'
import type { ChainEvent } from '../../src/chain/ChainEvent.ts'
import { type ChainState, createChainState } from '../../src/start/ChainState.ts'
import { isStale } from '../../src/start/isStale.ts'
import { createHeadWorld, type HeadWorld } from '../chain/support/createHeadWorld.ts'
import { expectedLines, lines, makeLogs, mineTo } from '../chain/support/createWorld.ts'

const limitMs = 14_000

const base = {
  chain: { staleAfterSeconds: limitMs / 1_000, cadence: undefined },
  startedMs: 0,
  state: live(),
}

function live(overrides: Partial<ChainState> = {}): ChainState {
  return { ...createChainState(1, 0), phase: 'live', ...overrides }
}

const seen = (monotonic: { confirmedMs?: number; atHeadMs?: number; movedMs?: number }) => ({
  headTimestamp: undefined,
  monotonic: { confirmedMs: undefined, atHeadMs: undefined, movedMs: undefined, ...monotonic },
})

test('default: a head that is confirmed and reached is fresh until the limit is over', () => {
  const status = seen({ confirmedMs: 50_000, atHeadMs: 50_000, movedMs: 50_000 })
  expect(isStale({ ...base, status, nowMs: 50_000 + limitMs })).toBe(false)
  expect(isStale({ ...base, status, nowMs: 50_001 + limitMs })).toBe(true)
})

test('behavior: confirmed but not reached is stale too', () => {
  const status = seen({ confirmedMs: 90_000, atHeadMs: 50_000, movedMs: 90_000 })
  expect(isStale({ ...base, status, nowMs: 90_000 })).toBe(true)
  const backfilling = { ...base, state: live({ phase: 'backfill' }) }
  expect(isStale({ ...backfilling, status, nowMs: 90_000 })).toBe(false)
})

test('behavior: a quiet chain is stale only where blocks come at a steady pace', () => {
  const status = seen({ confirmedMs: 90_000, atHeadMs: 90_000, movedMs: 50_000 })
  expect(isStale({ ...base, status, nowMs: 90_000 })).toBe(false)
  const chain = { ...base.chain, cadence: 'steady' as const }
  expect(isStale({ ...base, chain, status, nowMs: 90_000 })).toBe(true)
  expect(isStale({ ...base, chain, status, nowMs: 50_000 + limitMs })).toBe(false)
})

test('behavior: before the first look a dead endpoint counts from the start', () => {
  expect(isStale({ ...base, status: seen({}), nowMs: limitMs })).toBe(false)
  expect(isStale({ ...base, status: seen({}), nowMs: limitMs + 1 })).toBe(true)
})

test('behavior: a chain that comes back a day behind is stale from its first look on', () => {
  const head = { number: 1n, hash: `0x${'11'.repeat(32)}` as const, timestamp: 1_000n }
  const status = { ...seen({ confirmedMs: 100, movedMs: 100 }), headTimestamp: 87_400n }
  expect(isStale({ ...base, status, state: live({ head }), nowMs: 200 })).toBe(true)
  const near = { ...status, headTimestamp: 1_010n }
  expect(isStale({ ...base, status: near, state: live({ head }), nowMs: 200 })).toBe(false)
})

test('behavior: a halted chain is stale', () => {
  const status = seen({ confirmedMs: 0, atHeadMs: 0, movedMs: 0 })
  const state = live({ halted: { code: 'FINALITY_VIOLATED', text: 'It stopped.' } })
  expect(isStale({ ...base, status, state, nowMs: 0 })).toBe(true)
})

/** Follows until `endMs` and notes at each millisecond of change whether the chain reads as stale. */
async function watchStaleness(
  world: HeadWorld,
  endMs: number,
  onSleep: (nowMs: number) => void,
): Promise<{ staleAtMs: number[]; freshAtMs: number[]; events: readonly ChainEvent[] }> {
  const staleAtMs: number[] = []
  const freshAtMs: number[] = []
  const run = world.start()
  const state = live()
  let wasStale = false
  world.env.onSleep = (nowMs) => {
    onSleep(nowMs)
    const chain = { ...world.config, staleAfterSeconds: limitMs / 1_000 }
    const status = run.follower.status()
    const isNow = isStale({ chain, status, state, startedMs: 0, nowMs })
    if (isNow !== wasStale) (isNow ? staleAtMs : freshAtMs).push(nowMs)
    wasStale = isNow
    if (nowMs > endMs) run.abort.abort()
  }
  const events = await run.until(() => false)
  return { staleAtMs, freshAtMs, events }
}

test.each<[string, (world: HeadWorld) => void, (world: HeadWorld) => void]>([
  [
    'refuses',
    (world) => {
      world.peer(1).rewrite = () => ({ status: 503, headers: new Map(), body: 'no' })
    },
    (world) => {
      world.peer(1).rewrite = undefined
    },
  ],
  [
    'hangs',
    (world) => {
      world.env.servers.set('https://peer1.example/', async (post) => {
        await world.env.sleep(post.timeoutMs, post.signal)
        return { status: 504, headers: new Map(), body: '' }
      })
    },
    (world) => world.env.servers.set('https://peer1.example/', world.peer(1).server),
  ],
  [
    'falls back',
    (world) => {
      world.peer(1).lag = 5
    },
    (world) => {
      world.peer(1).lag = 0
    },
  ],
])(
  'behavior: an only endpoint that %s makes its chain stale in time, and fresh again',
  async (_, fail, mend) => {
    const world = createHeadWorld(['http'])
    mineTo(world.chain, 100)
    let isFailing = false
    let isMended = false
    const { staleAtMs, freshAtMs } = await watchStaleness(world, 200_000, (nowMs) => {
      if (nowMs > 40_000 && !isFailing) {
        isFailing = true
        fail(world)
      }
      if (nowMs > 120_000 && !isMended) {
        isMended = true
        mend(world)
        // The wall clock jumps an hour: nothing of this may depend on it.
        world.env.now = () => 0
      }
    })
    expect(staleAtMs).toHaveLength(1)
    expect(staleAtMs[0]).toBeGreaterThan(40_000 + limitMs - 2_000)
    // The limit, and the time until somebody reads: here whenever anything sleeps.
    expect(staleAtMs[0]).toBeLessThan(40_000 + limitMs + 16_000)
    expect(freshAtMs).toHaveLength(1)
    expect(freshAtMs[0]).toBeLessThan(120_000 + 31_000)
  },
)

test('behavior: an outage of a day costs nothing but catching up', async () => {
  const world = createHeadWorld(['http'])
  mineTo(world.chain, 60)
  const dayMs = 86_400_000
  let isOut = false
  let hasEnded = false
  const { staleAtMs, freshAtMs } = await watchStaleness(world, dayMs + 120_000, (nowMs) => {
    if (nowMs > 20_000 && !isOut) {
      isOut = true
      world.peer(1).rewrite = () => ({ status: 502, headers: new Map(), body: '' })
    }
    if (nowMs > dayMs && !hasEnded) {
      hasEnded = true
      for (let i = 0; i < 43_200; i += 1) world.chain.mine(i % 200 === 0 ? makeLogs(i + 1) : [])
      world.peer(1).rewrite = undefined
      world.peer(1).calls.length = 0
    }
  })
  expect(staleAtMs).toHaveLength(1)
  expect(freshAtMs).toHaveLength(1)
  expect(freshAtMs[0]).toBeLessThan(dayMs + 40_000)
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
  const logCalls = world.peer(1).calls.filter(({ method }) => method === 'eth_getLogs')
  expect(logCalls.length).toBeLessThan(300)
}, 60_000)
