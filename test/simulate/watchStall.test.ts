import { expect, test } from 'vitest'
import { createRandom } from '../faults/support/createRandom.ts'
import { createVirtualClock } from '../faults/support/createVirtualClock.ts'
import { stalledLooksMax, watchStall } from './watchStall.ts'

const lookMs = 2

const never = new Promise<never>(() => {})

test('default: what goes on is left alone, however often it looks', async () => {
  const clock = createVirtualClock(createRandom(1))
  const play = async () => {
    for (let i = 0; i < stalledLooksMax * 4; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1))
      await clock.run(1)
    }
    return 'played'
  }
  await expect(watchStall(clock, play, lookMs)).resolves.toBe('played')
})

test('error: real work that never ends is named', async () => {
  const clock = createVirtualClock(createRandom(1))
  void clock.hold(never)
  await expect(watchStall(clock, () => clock.run(5), lookMs)).rejects.toThrow(
    /STALLED: virtual time has stood at 0 ms .* 1 pieces of real work/,
  )
})

test('error: a loop that sleeps for no time is named', async () => {
  const clock = createVirtualClock(createRandom(1))
  let isOver = false
  const spin = async (): Promise<void> => {
    while (!isOver) await clock.sleep(0)
  }
  void spin()
  await expect(watchStall(clock, () => clock.run(5), lookMs)).rejects.toThrow(
    /sleeps for no time at all/,
  )
  isOver = true
})

test('error: a wait for a time that nobody lets pass is named', async () => {
  const clock = createVirtualClock(createRandom(1))
  await expect(watchStall(clock, () => clock.sleep(5), lookMs)).rejects.toThrow(
    /nobody lets it pass/,
  )
})
