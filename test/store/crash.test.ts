import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { Store } from '../../src/store/Store.ts'
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore.ts'
import { alice, block, chainA, coverage, holdingKey } from './support/rows.ts'
import { nowMs, tempPath } from './support/tempStore.ts'
import { FACTS_PER_BLOCK } from './support/writer.ts'

const jiti = fileURLToPath(
  import.meta.resolve('jiti/package.json').replace('package.json', 'lib/jiti-cli.mjs'),
)
const writer = fileURLToPath(new URL('support/writer.ts', import.meta.url))

/** Starts the writer and waits until it has committed `commits` times. */
async function startWriter(path: string, commits: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [jiti, writer, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let seen = 0
  for await (const chunk of child.stdout ?? []) {
    seen += `${chunk}`.split('ready').length - 1
    if (seen >= commits) break
  }
  return child
}

async function killWriter(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

/** Progress, coverage, facts and running values name the same height. */
async function expectWhole(store: Store): Promise<bigint> {
  const progress = await store.progress(chainA)
  const height = progress?.indexed.number ?? 0n
  expect(progress?.indexed).toEqual(block(Number(height)))
  expect(await store.coverage(chainA)).toEqual([coverage(chainA, 1, Number(height))])
  let count = 0
  for await (const page of store.facts(chainA, 0n)) count += page.length
  expect(BigInt(count)).toBe(height * BigInt(FACTS_PER_BLOCK))
  const values = await store.latest([holdingKey(chainA, alice)])
  expect([...values.values()]).toEqual([[height * BigInt(FACTS_PER_BLOCK)]])
  expect(await store.checkDigests(chainA)).toMatchObject({ blocks: Number(height), damage: [] })
  return height
}

test('behavior: kill -9 leaves whole commits, and the next writer goes on', async () => {
  const path = tempPath()
  let height = 0n
  for (const commits of fc.sample(fc.integer({ min: 1, max: 40 }), { seed: 7, numRuns: 5 })) {
    await killWriter(await startWriter(path, commits))
    const store = await openSqliteStore({ path, pid: process.pid, nowMs })
    const reached = await expectWhole(store)
    expect(reached).toBeGreaterThanOrEqual(height + BigInt(commits))
    height = reached
    await store.close()
  }
}, 120_000)

test('error: a second writer is refused with pid and time, until the first one is gone', async () => {
  const path = tempPath()
  const child = await startWriter(path, 1)
  const refused = openSqliteStore({ path, pid: process.pid, nowMs })
  await expect(refused).rejects.toMatchObject({
    code: 'STORE_LOCKED',
    message: expect.stringMatching(`process ${child.pid} since 20..-..-..T`),
  })
  await killWriter(child)
  const store = await openSqliteStore({ path, pid: process.pid, nowMs })
  const again = openSqliteStore({ path, pid: 2, nowMs })
  await expect(again).rejects.toThrow(`process ${process.pid} since 2026-11-22T00:00:00.000Z`)
  await store.close()
  const next = await openSqliteStore({ path, pid: process.pid, nowMs })
  await next.close()
}, 120_000)
