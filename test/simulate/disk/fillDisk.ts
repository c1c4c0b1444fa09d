import { InvariantBroken } from '../Failure.ts'
import type { Session } from '../Session.ts'
import type { SimWorld } from '../world/SimWorld.ts'
import type { DiskAction } from './DiskAction.ts'

/** What the log says when writing stops, and when it goes on. */
const stopped = /"code":"(DISK_RESERVE|STORE_FULL)"/
const goesOn = 'There is room on the disk again'

/** The disk is full for a while; everything else goes on meanwhile. */
export function fillDisk(
  session: Session,
  { way, statements, ms }: Extract<DiskAction, { type: 'diskFull' }>,
): void {
  const { world, figures } = session
  const { disk, clock } = world
  disk.fill(way, statements)
  const sinceMs = clock.monotonic()
  clock.at(sinceMs + ms, () => {
    if (disk.full()?.sinceMs !== sinceMs) return
    if (hasStopped(world)) {
      figures.refusedWrites += 1
      assertSaid(session)
    }
    disk.free()
  })
}

/** Whether the program that runs has said that it writes no more, and not yet that it goes on. */
function hasStopped({ said, saidAtStart }: SimWorld): boolean {
  const last = said.findLastIndex((line) => stopped.test(line) || line.includes(goesOn))
  return last >= saidAtStart() && stopped.test(said[last] ?? '')
}

/** Figures that only get older are stale on every chain, and the reason is there to read. */
function assertSaid({ program }: Session): void {
  for (const { name, phase, isStale, problem } of program.views.status())
    if (phase !== 'halted' && !(isStale && /in reserve|is full/.test(problem ?? '')))
      throw new InvariantBroken(
        'disk',
        `nothing is written, and ${name} is called ${isStale ? 'stale' : 'fresh'}: ${problem}`,
      )
}
