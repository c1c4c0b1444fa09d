import { expect, test } from 'vitest'
import { canary, createCaptured, secretDomain } from './support/createCaptured.ts'
import { createRandom } from './support/createRandom.ts'
import { createVirtualClock } from './support/createVirtualClock.ts'
import { createWorld } from './support/createWorld.ts'
import { awaitTips } from './support/expectLikeFresh.ts'
import { exchangeFault } from './support/Fault.ts'
import { readServed } from './support/readServed.ts'
import { reorganise } from './support/reorg.ts'

/** What a run with faults drawn from `seed` did and left. */
async function play(seed: number) {
  const world = await createWorld({ seed, endpoints: { harbor: ['http', 'ws'] } })
  for (const node of world.nodes.harbor)
    node.faults.push(
      exchangeFault('now and then', { chance: 0.3, toMs: 50_000 }, () => ({
        type: 'fail',
        failure: 'unreachable',
      })),
    )
  world.clock.at(31_000, () => reorganise(world, { depth: 4 }))
  const program = await world.start()
  await awaitTips(world, program)
  const served = await readServed(program)
  const calls = world.nodes.harbor.map((node) => [...node.calls])
  return { served, calls, lines: world.captured.lines, endMs: world.clock.monotonic() }
}

test('default: the same seed plays the same run twice, another seed another one to the same end', async () => {
  const [first, again, other] = [await play(3), await play(3), await play(4)]
  expect(again).toEqual(first)
  expect(other.calls).not.toEqual(first.calls)
  expect(other.served).toEqual(first.served)
})

test('behavior: the canary is found in whatever left the program', () => {
  for (const secret of [canary, secretDomain]) {
    const captured = createCaptured()
    captured.log.warn({ fine: 1n }, 'A sentence.')
    captured.expectNoSecret()
    captured.log.warn({ url: `https://x.${secret}/` }, 'A sentence.')
    expect(() => captured.expectNoSecret()).toThrow()
  }
})

test('behavior: virtual time jumps to the next waiter and stands still for real work', async () => {
  const clock = createVirtualClock(createRandom(1))
  const seen: string[] = []
  clock.at(86_400_000, () => seen.push('a day'))
  clock.at(5, () => seen.push('soon'))
  const real = clock.hold(
    new Promise<void>((resolve) => {
      setImmediate(() => {
        seen.push(`held at ${clock.monotonic()}`)
        resolve()
      })
    }),
  )
  await clock.run(86_400_000)
  await real
  expect(seen).toEqual(['held at 0', 'soon', 'a day'])
  await expect(clock.until(() => false, 1_000, 'nothing')).rejects.toThrow(
    /1000 virtual ms.*nothing/,
  )
})

test('behavior: a sleep that is stopped leaves nothing behind', async () => {
  const clock = createVirtualClock(createRandom(1))
  const stop = new AbortController()
  const sleep = clock.sleep(60_000, stop.signal)
  stop.abort()
  await sleep
  expect(clock.monotonic()).toBe(0)
  await clock.sleep(1, stop.signal)
})
