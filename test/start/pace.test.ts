import { describe, expect, test } from 'vitest'
import { createPublisher } from '../../src/start/createPublisher.ts'
import { createRate } from '../../src/start/createRate.ts'
import { createFakeEnv } from '../chain/support/createFakeEnv.ts'

describe('publisher', () => {
  test('default: at once when idle, once per 50 ms under load, and the last word is said', async () => {
    const env = createFakeEnv()
    const publisher = createPublisher(env, new AbortController().signal)
    const calls: number[] = []
    publisher.subscribe(() => calls.push(env.monotonic()))
    publisher.publish()
    expect(calls).toEqual([0])
    for (let index = 0; index < 5; index += 1) publisher.publish()
    expect(calls).toEqual([0])
    await new Promise<void>((resolve) => setImmediate(resolve))
    expect(calls).toEqual([0, 50])
    publisher.publish()
    expect(calls).toEqual([0, 50])
    await new Promise<void>((resolve) => setImmediate(resolve))
    expect(calls).toEqual([0, 50, 100])
  })

  test('behavior: who left or stopped is told nothing', async () => {
    const env = createFakeEnv()
    const stop = new AbortController()
    const publisher = createPublisher(env, stop.signal)
    const calls: string[] = []
    const leave = publisher.subscribe(() => calls.push('first'))
    publisher.subscribe(() => calls.push('second'))
    leave()
    publisher.publish()
    publisher.publish()
    stop.abort()
    await new Promise<void>((resolve) => setImmediate(resolve))
    expect(calls).toEqual(['second'])
  })
})

describe('rate', () => {
  test('default: events per second and seconds to the head, over the window', () => {
    const rate = createRate()
    rate.sample(0, 0, 100n)
    expect([rate.eventsPerSecond(), rate.etaSeconds(500n)]).toEqual([0, undefined])
    rate.sample(2_000, 500, 200n)
    expect([rate.eventsPerSecond(), rate.etaSeconds(500n)]).toEqual([250, 6])
    expect([rate.etaSeconds(200n), rate.etaSeconds(undefined)]).toEqual([0, undefined])
  })

  test('behavior: a stall shows within the window', () => {
    const rate = createRate()
    for (let nowMs = 0; nowMs <= 20_000; nowMs += 1_000) {
      rate.sample(nowMs, Math.min(nowMs, 10_000), BigInt(Math.min(nowMs, 10_000)))
    }
    expect([rate.eventsPerSecond(), rate.etaSeconds(50_000n)]).toEqual([0, undefined])
  })

  test('behavior: looks that are closer than 200 ms are one sample', () => {
    const rate = createRate()
    rate.sample(0, 0, 0n)
    rate.sample(199, 1_000, 10n)
    expect(rate.eventsPerSecond()).toBe(0)
  })
})
