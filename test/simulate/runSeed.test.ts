import { expect, test } from 'vitest'
import type { Action } from './Action.ts'
import { runSeed, sampleActions } from './runSeed.ts'

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length

test('behavior: a run that fails leaves no subscription behind, whose pings would keep the process', async () => {
  const listens: Action = { type: 'subscribe', to: 'transfer', pick: 0, isSlow: false, salt: 1 }
  // CAST: breaks when it is looked at, as any bug of the world would.
  const broken = Object.defineProperty({}, 'type', {
    get: () => {
      throw new Error('broken on purpose')
    },
  }) as Action
  // What is there once and for all, of this process or of the first seed, is no part of it.
  await runSeed({ seed: 1_001, actions: [] })
  const before = timers()
  const { failure, figures } = await runSeed({
    seed: 1_001,
    actions: [...sampleActions(1_001).slice(0, 20), listens, broken],
  })
  expect(failure?.text).toMatch(/broken on purpose/)
  expect(figures.heard).toBeGreaterThan(0)
  expect(timers()).toBe(before)
})
