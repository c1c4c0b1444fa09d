import { dirname, join } from 'node:path'
import { StoreFencedError } from '../../../src/store/StoreFencedError.ts'
import { StoreFullError } from '../../../src/store/StoreFullError.ts'
import { reconfigure } from '../operate.ts'
import { passDowntime } from '../passDowntime.ts'
import { closeReaders } from '../readers/openReaders.ts'
import type { Session } from '../Session.ts'
import type { SimProgram } from '../world/SimWorld.ts'
import { type DiskImage, writeImage } from './DiskImage.ts'

/** The process is dead and its disk holds `image`: after a while the program starts over from it. */
export async function restartFrom(
  session: Session,
  image: DiskImage,
  downMs: number,
): Promise<void> {
  const { database } = session.program
  session.generation += 1
  await closeReaders(session, true)
  const name = `world-${session.generation}.db`
  // What still runs is nobody's: it goes on with files that are not looked at any more.
  await stopQuietly(session.program)
  forgetAnswers(session)
  writeImage(join(dirname(database), name), image)
  reconfigure(session)
  await passDowntime(session, downMs)
  session.program = await startOver(session, name)
}

/** Starts a program on a file; where the disk is full it is refused in so many words, and somebody makes room. */
export async function startOver({ world, configured }: Session, name: string): Promise<SimProgram> {
  const options = { database: name, kind: 'rpc', configured }
  try {
    return await world.start(options)
  } catch (error) {
    if (!(error instanceof StoreFullError) || world.disk.full() === undefined) throw error
    world.disk.free()
    return world.start(options)
  }
}

/** Its last writes may find the disk full, or another writer. */
export async function stopQuietly(program: SimProgram): Promise<void> {
  try {
    await program.stop()
  } catch (error) {
    if (!(error instanceof StoreFullError) && !(error instanceof StoreFencedError)) throw error
  }
}

/** What a process never wrote may have been answered: only what is final is promised to stay. */
export function forgetAnswers(session: Session): void {
  session.checkpoints = []
  // Nor was every raised finality recorded.
  session.finalHeights.clear()
  session.hasAnswered = false
}
