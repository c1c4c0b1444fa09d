import type { CutRequest } from '../../../src/api/views/cut/Cut.ts'
import type { CutError } from '../../../src/api/views/cut/CutError.ts'
import { InvariantBroken } from '../Failure.ts'
import type { SimTree } from '../world/SimTree.ts'
import type { SimWorld } from '../world/SimWorld.ts'

/** A refusal must name a reason that the world really gave. `hasAnswered` says that this program has answered before. */
export function checkRefusal(
  { trees }: SimWorld,
  request: CutRequest,
  { code, message }: CutError,
  hasAnswered: boolean,
): void {
  const isJustified = (): boolean => {
    switch (code) {
      case 'NO_DATA_YET':
        return !hasAnswered
      case 'BEFORE_COVERAGE':
        return (
          request.by === 'timestamp' &&
          trees.some(({ tree }) => tree.get(0).timestamp > request.timestamp)
        )
      case 'CUT_REORGED':
      case 'CHECKPOINT_UNKNOWN':
        // What only memory knew leaves no orphan behind: then it is simply not known.
        return (
          request.by === 'checkpoint' &&
          trees.some((sim) => hasBranches(sim) && isNamed(request.checkpoint, sim.chain.id))
        )
      default:
        return false
    }
  }
  if (!isJustified()) throw new InvariantBroken('cut', `refused for no reason: ${code} ${message}`)
}

/** Whether there were blocks beside the chain that a program may have followed. */
function hasBranches({ reorgs, rivals }: SimTree): boolean {
  return reorgs > 0 || rivals > 0
}

/** Whether a checkpoint has a block of a chain: what it does not name cannot be gone. */
function isNamed(checkpoint: string, chainId: number): boolean {
  return checkpoint.split('.').some((place) => place.startsWith(`${chainId}-`))
}
