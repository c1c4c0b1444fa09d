import { expect, test } from 'vitest'
import type { ChainReport } from '../../src/api/views/createViews.ts'
import { createDiskGate } from '../../src/start/createDiskGate.ts'
import type { Store } from '../../src/store/Store.ts'
import { StoreFullError } from '../../src/store/StoreFullError.ts'
import { createTestLog } from '../api/support/testEnv.ts'
import { createFakeEnv } from '../chain/support/createFakeEnv.ts'
import { batch, block, chainA } from '../store/support/rows.ts'
import { tempStore } from '../store/support/tempStore.ts'

const mb = 1_048_576
const commit = batch(chainA, block(1))

function createGate(parameters: {
  free: () => number | undefined
  onSleep?: (ms: number) => void
}) {
  const env = createFakeEnv()
  let asked = 0
  env.freeBytes = async () => {
    asked += 1
    return parameters.free()
  }
  env.onSleep = parameters.onSleep
  const log = createTestLog()
  const stop = new AbortController()
  let changes = 0
  const gate = createDiskGate({
    env,
    log,
    path: '/data/plimsoll.db',
    reserveBytes: 512 * mb,
    signal: stop.signal,
    onChange: () => {
      changes += 1
    },
  })
  return { gate, env, log, stop, asked: () => asked, changes: () => changes }
}

test('default: with room on the disk writes go through, and the disk is asked once a second', async () => {
  const { gate, env, asked, changes } = createGate({ free: () => 600 * mb })
  const store = gate.guard(await tempStore())
  expect(await store.commit(commit)).toBe(1)
  expect(await store.commit(batch(chainA, block(2)))).toBe(2)
  expect(asked()).toBe(1)
  await env.sleep(1_000)
  await store.commit(batch(chainA, block(3)))
  expect({ asked: asked(), changes: changes(), problem: gate.problem() }).toEqual({
    asked: 2,
    changes: 0,
    problem: undefined,
  })
})

test('behavior: below the reserve writing waits, readers are served, and it goes on alone', async () => {
  let free = 100 * mb
  const seen: unknown[] = []
  const opened = await tempStore()
  const { gate, log, changes } = createGate({
    free: () => free,
    onSleep(nowMs) {
      seen.push(gate.problem())
      if (nowMs >= 10_000) free = 512 * mb
    },
  })
  const store = gate.guard(opened)
  const written = store.commit(commit)
  const snapshot = await store.snapshot()
  expect(snapshot.sequence).toBe(0)
  snapshot.release()
  expect(await written).toBe(1)
  const text =
    'Only 100 MB are free on the disk of /data/plimsoll.db, and 512 MB are held in reserve: nothing is written until there is more, and what is recorded is served. Free some space, or lower reserveMb.'
  expect(seen).toEqual([
    { code: 'DISK_RESERVE', text },
    { code: 'DISK_RESERVE', text },
  ])
  expect(log.lines.map((line) => [line.level, line.text])).toEqual([
    ['error', text],
    ['info', 'There is room on the disk again; writing goes on.'],
  ])
  expect({ changes: changes(), problem: gate.problem() }).toEqual({
    changes: 2,
    problem: undefined,
  })
})

test('behavior: a disk that is full all the same is tried again, with its reason', async () => {
  const opened = await tempStore()
  let refusals = 3
  const full: Store = {
    ...opened,
    commit: async (batch) => {
      refusals -= 1
      if (refusals < 0) return opened.commit(batch)
      throw new StoreFullError({ path: '/data/plimsoll.db', cause: undefined })
    },
  }
  const { gate, env, log } = createGate({ free: () => undefined })
  expect(await gate.guard(full).commit(commit)).toBe(1)
  expect(env.slept()).toBe(15_000)
  expect(log.lines.map(({ level }) => level)).toEqual(['error', 'info'])
})

test('behavior: retractions, late knowledge and incidents wait too', async () => {
  let free = 0
  const opened = await tempStore()
  await opened.commit(batch(chainA, block(3)))
  const { gate } = createGate({
    free: () => free,
    onSleep() {
      free = 513 * mb
    },
  })
  const store = gate.guard(opened)
  await store.retract({ chainId: chainA, ancestor: block(2), publishedAtMs: 1 })
  expect(gate.problem()).toBeUndefined()
  expect((await store.progress(chainA))?.indexed).toEqual(block(2))
})

test('behavior: a stopping process waits for nothing, and hears that the disk is full', async () => {
  const opened = await tempStore()
  const { gate, stop } = createGate({ free: () => 0 })
  stop.abort()
  expect(await gate.guard(opened).commit(commit)).toBe(1)
  const failing: Store = {
    ...opened,
    commit: () => Promise.reject(new StoreFullError({ path: 'x', cause: undefined })),
  }
  await expect(gate.guard(failing).commit(commit)).rejects.toMatchObject({ code: 'STORE_FULL' })
})

test('error: any other failure of a write is passed on at once', async () => {
  const opened = await tempStore()
  const { gate, env } = createGate({ free: () => 600 * mb })
  const store = gate.guard(opened)
  await store.commit(batch(chainA, block(2)))
  await expect(store.commit(commit)).rejects.toThrow('never lowers')
  expect(env.slept()).toBe(0)
})

test('behavior: meanwhile every chain is stale, with the reason for readers and for /ready', async () => {
  const report = { name: 'harbor', isStale: false } as const
  // CAST: the gate looks at none of a report's other fields.
  const chain = report as Partial<ChainReport> as ChainReport
  const marks: unknown[] = []
  let free = 0
  const { gate } = createGate({
    free: () => free,
    onSleep() {
      marks.push(gate.mark(chain))
      free = 600 * mb
    },
  })
  expect(gate.mark(chain)).toBe(chain)
  await gate.guard(await tempStore()).commit(commit)
  expect(marks).toEqual([
    { ...report, isStale: true, waiting: { code: 'DISK_RESERVE', text: expect.any(String) } },
  ])
  expect(gate.mark(chain)).toBe(chain)
})
