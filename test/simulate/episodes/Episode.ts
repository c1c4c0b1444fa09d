import type { Random } from '../../faults/support/createRandom.ts'
import type { Session } from '../Session.ts'
import type { SimTree } from '../world/SimTree.ts'

/** Something that happens alone and for sure, once everything else has come to rest, on one chain. */
export interface Episode {
  name: string
  /** Whether it can happen on a chain. */
  isFitting(session: Session, sim: SimTree): boolean
  /** Throws `InvariantBroken`. */
  play(session: Session, sim: SimTree, random: Random): Promise<void>
}
