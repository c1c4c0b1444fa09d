import { expect, test } from 'vitest'
import type { RpcAnswer, RpcCall } from '../../src/chain/rpc/RpcCall.ts'
import {
  RpcAbortedError,
  RpcProtocolError,
  RpcRateLimitError,
  RpcUnreachableError,
} from '../../src/chain/rpc/rpcErrors.ts'
import { createAsker } from '../../src/cli/doctor/createAsker.ts'
import { createFakeWorld } from './support/createFakeWorld.ts'

type Send = (calls: readonly RpcCall[]) => Promise<readonly RpcAnswer[]>

const echo: Send = async (calls) => calls.map(({ params }) => ({ result: params[0] }))

function askerOf(send: Send, limits: { requestsMax?: number; ms?: number } = {}) {
  const { env } = createFakeWorld({ argv: [] })
  const abort = new AbortController()
  const { requestsMax = 100, ms = 60_000 } = limits
  const deadlineMs = env.monotonic() + ms
  const asker = createAsker({ env, send, signal: abort.signal, deadlineMs, requestsMax })
  return { asker, env, abort }
}

test('default: answers come in the order of the questions, in batches of twenty', async () => {
  const sizes: number[] = []
  const { asker } = askerOf((calls) => {
    sizes.push(calls.length)
    return echo(calls)
  })
  const calls = Array.from({ length: 45 }, (_, i) => ({ method: 'x', params: [i] }))
  const answers = await asker.askMany(calls)
  expect(answers.map(({ result }) => result)).toEqual(Array.from({ length: 45 }, (_, i) => i))
  expect(sizes).toEqual([20, 20, 5])
  expect(asker.requests()).toBe(3)
})

test('behavior: a batch that is refused as a whole is asked one by one', async () => {
  const refusal = new RpcProtocolError({ label: 'a#1', kind: 'shape', detail: 'no batches' })
  const { asker } = askerOf(async (calls) => {
    if (calls.length > 1) throw refusal
    return echo(calls)
  })
  const calls = [1, 2, 3].map((i) => ({ method: 'x', params: [i] }))
  expect((await asker.askMany(calls)).map(({ result }) => result)).toEqual([1, 2, 3])
  expect(await asker.takesBatch(5)).toBe(false)
})

test('behavior: a rate limit is waited out, but not for ever', async () => {
  let refusals = 2
  const limit = new RpcRateLimitError({ label: 'a#1', retryAfterMs: 3_600_000 })
  const { asker, env } = askerOf(async (calls) => {
    refusals -= 1
    if (refusals >= 0) throw limit
    return echo(calls)
  })
  const startedAtMs = env.monotonic()
  expect(await asker.ask('x', [7])).toEqual({ result: 7 })
  expect(env.monotonic() - startedAtMs).toBeLessThan(10_000)
  refusals = 100
  expect(await asker.ask('x', [7])).toEqual({ failure: limit })
})

test('behavior: a lost connection is an answer to a question, and an error of many', async () => {
  const lost = new RpcUnreachableError({ label: 'a#1' })
  const { asker } = askerOf(() => Promise.reject(lost))
  expect(await asker.ask('x', [])).toEqual({ failure: lost })
  await expect(asker.askMany([{ method: 'x', params: [] }])).rejects.toBe(lost)
})

test('error: the requests are used up', async () => {
  const { asker } = askerOf(echo, { requestsMax: 2 })
  await asker.ask('x', [1])
  await asker.ask('x', [2])
  await expect(asker.ask('x', [3])).rejects.toThrow(
    'The doctor asks no more: 2 requests are used up.',
  )
})

test('error: the time is up', async () => {
  const { asker, env } = askerOf(echo, { ms: 1_000 })
  await asker.ask('x', [1])
  await env.sleep(1_001)
  await expect(asker.ask('x', [2])).rejects.toThrow('its time is up')
})

test('error: a bug is not an answer', async () => {
  const { asker } = askerOf(() => Promise.reject(new TypeError('bug')))
  await expect(asker.ask('x', [])).rejects.toThrow(TypeError)
})

test('error: a stopped command asks nothing more', async () => {
  const { asker, abort } = askerOf(echo)
  abort.abort()
  await expect(asker.ask('x', [])).rejects.toThrow(RpcAbortedError)
  expect(asker.requests()).toBe(0)
})
