import type { SimWorld } from '../world/SimWorld.ts'
import { type WatchedStatement, watchStatements } from './watchStatements.ts'

/** Virtual ms within which an armed strike comes, even when nothing is written. */
const armedMs = 20_000

/** Lets time pass until `strike` answers something for a statement on a database; undefined when it never did. */
export async function awaitStrike<result>(
  world: SimWorld,
  path: string,
  strike: (statement: WatchedStatement) => result | undefined,
): Promise<result | undefined> {
  let struck: result | undefined
  const end = watchStatements((statement) => {
    if (struck === undefined && statement.db.name === path) struck = strike(statement)
  })
  try {
    await awaitArmed(world, () => struck !== undefined)
  } finally {
    end()
  }
  return struck
}

/** Lets time pass until something has happened, or long enough for it to happen. */
export async function awaitArmed({ clock }: SimWorld, hasHappened: () => boolean): Promise<void> {
  let isOver = false
  // Somebody has to wait: where every chain has halted, time would not pass by itself.
  clock.at(clock.monotonic() + armedMs, () => {
    isOver = true
  })
  await clock.until(() => hasHappened() || isOver, armedMs * 2)
}
