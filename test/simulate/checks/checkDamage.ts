import { InvariantBroken } from '../Failure.ts'
import type { SimWorld } from '../world/SimWorld.ts'
import { flipBit } from './flipBit.ts'

/** Virtual ms in which a program that starts looks at its file. */
const startMs = 2_000

/** A bit that flipped in a recorded fact stops the chain it belongs to at the next start (I12). Throws `InvariantBroken`. */
export async function checkDamage(world: SimWorld, name: string, database: string): Promise<void> {
  if (!flipBit(database, world.random)) return
  const program = await world.start({ database: name, kind: 'rpc' })
  await world.clock.run(startMs)
  const isNoticed = program.views.status().some(({ phase }) => phase === 'halted')
  await program.stop()
  if (!isNoticed)
    throw new InvariantBroken('stored', 'a flipped bit was served as if it were right')
}
