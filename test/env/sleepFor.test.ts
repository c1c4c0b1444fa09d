import { getEventListeners } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { sleepFor } from '../../src/env/sleepFor.ts'

const dayMs = 86_400_000

test('default: resolves after the time, and leaves no listener', async () => {
  const { signal } = new AbortController()
  await sleepFor(1, signal)
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('behavior: an abort ends it early, and leaves no listener', async () => {
  const controller = new AbortController()
  const slept = sleepFor(dayMs, controller.signal)
  controller.abort()
  await slept
  expect(getEventListeners(controller.signal, 'abort')).toEqual([])
})

test('behavior: an aborted signal ends it at once', async () => {
  await sleepFor(dayMs, AbortSignal.abort())
})

test('behavior: a time past the timer limit does not fire at once', async () => {
  const controller = new AbortController()
  let isOver = false
  const slept = sleepFor(400 * dayMs, controller.signal).then(() => {
    isOver = true
  })
  // Node would run such a timer after 1 ms; two shorter ones prove that it did not.
  await sleepFor(5)
  await sleepFor(5)
  expect(isOver).toBe(false)
  controller.abort()
  await slept
})

test('behavior: 0 lets what is due go first and waits for no timer', async () => {
  const order: string[] = []
  const due = new Promise<void>((resolve) => setImmediate(() => resolve(void order.push('due'))))
  await sleepFor(0)
  order.push('slept')
  await due
  expect(order).toEqual(['due', 'slept'])
})

test('behavior: of several that give way, one goes on per turn of the event loop', async () => {
  let turn = 0
  const count = () => {
    turn += 1
    next = setImmediate(count)
  }
  let next = setImmediate(count)
  onTestFinished(() => clearImmediate(next))
  const turnAfter = async (): Promise<number> => {
    await sleepFor(0)
    return turn
  }
  expect(await Promise.all([turnAfter(), turnAfter(), turnAfter()])).toEqual([1, 2, 3])
})
