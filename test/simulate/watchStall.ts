import type { VirtualClock } from '../faults/support/createVirtualClock.ts'
import { InvariantBroken } from './Failure.ts'

/** Real ms between two looks at the virtual time. */
const lookMs = 1_000

/**
 * Looks in a row at a virtual time that has not moved by a ms after which a run is called stalled. They are counted, not
 * timed: a process that was frozen looks once when it goes on, so that no pause of the machine is taken for a hang. The
 * slowest real work of a seed, a start with its writer thread, takes a few hundred ms.
 */
export const stalledLooksMax = 45

/**
 * Plays what virtual time belongs to, and breaks `progress` when that time stands still although the process runs: real
 * work that never ends, a loop that sleeps for nothing, or something that waits for a time that nobody lets pass. The
 * timer also keeps a process alive that has nothing else to wait for, so that such a run ends with a reason.
 */
export async function watchStall<Result>(
  clock: VirtualClock,
  play: () => Promise<Result>,
  everyMs = lookMs,
): Promise<Result> {
  let seen = { ms: Math.floor(clock.monotonic()), pulse: clock.pulse() }
  let looks = 0
  let timer: NodeJS.Timeout | undefined
  const stalled = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      const ms = Math.floor(clock.monotonic())
      if (ms !== seen.ms) {
        seen = { ms, pulse: clock.pulse() }
        looks = 0
        return
      }
      looks += 1
      if (looks >= stalledLooksMax) reject(new InvariantBroken('progress', describe(clock, seen)))
    }, everyMs)
  })
  try {
    return await Promise.race([play(), stalled])
  } finally {
    clearInterval(timer)
  }
}

function describe(
  clock: VirtualClock,
  { ms, pulse }: { ms: number; pulse: ReturnType<VirtualClock['pulse']> },
): string {
  const { wakes, turns, holds } = clock.pulse()
  const what = `STALLED: virtual time has stood at ${ms} ms for ${stalledLooksMax} looks`
  if (holds > 0) return `${what}: ${holds} pieces of real work have not ended`
  if (wakes > pulse.wakes)
    return `${what}: ${wakes - pulse.wakes} waiters were woken in that ms, so something sleeps for no time at all`
  if (turns > pulse.turns) return `${what}: whoever drives it waits for something that never comes`
  return `${what}: nobody lets it pass, and something waits for it`
}
