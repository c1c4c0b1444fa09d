import { expect, test } from 'vitest'
import { watchStaleness } from '../../src/start/watchStaleness.ts'

test('behavior: publishes once when a chain goes stale and once when it is fresh again, and else never', async () => {
  const stop = new AbortController()
  /** Whether each of two chains is stale, look by look. */
  const looks = ['..', '..', '.x', '.x', 'xx', 'x.', '..', '..']
  const published: number[] = []
  let look = 0
  const sleep = async (): Promise<void> => {
    look += 1
    if (look === looks.length) stop.abort()
  }
  await watchStaleness({
    env: { sleep },
    signal: stop.signal,
    report: () =>
      [...(looks[look] ?? '')].map((mark, i) => ({ chainId: i + 1, isStale: mark === 'x' })),
    publish: () => published.push(look),
  })
  expect(published).toEqual([2, 4, 5, 6])
})
