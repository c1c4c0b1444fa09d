import { InvariantBroken } from '../Failure.ts'
import { findDifference } from '../findDifference.ts'
import type { Answer } from '../readAnswer.ts'
import type { Session } from '../Session.ts'
import type { SimWorld } from '../world/SimWorld.ts'

/**
 * A past moment that no chain can change any more is answered as it was answered before, by this program or by one before
 * it. Throws `InvariantBroken`.
 */
export function noteSettled(
  { world, readers: { settled } }: Session,
  timestamp: bigint,
  { cut }: Answer,
  lines: readonly string[],
): void {
  const places = cut.chains.map(({ name, number, hash }) => `chain ${name} ${number} ${hash}`)
  const all = [`revision ${cut.revision}`, ...places, ...lines]
  const before = settled.get(timestamp)
  // Late knowledge may have changed the past, and a crash may have taken it back.
  if (before !== undefined && before[0] === all[0]) {
    const difference = findDifference(all, before)
    if (difference !== undefined)
      throw new InvariantBroken(
        'finality',
        `the settled moment ${timestamp} changed\n${difference}`,
      )
  }
  if (isSettled(world, cut)) settled.set(timestamp, all)
}

/** Whether every chain is in, and the first block behind the moment is final too: no other can take its place. */
function isSettled({ trees, deployment }: SimWorld, cut: Answer['cut']): boolean {
  return (
    cut.chains.length === deployment.chains.length &&
    cut.chains.every(({ chainId, number, inclusion }) => {
      const sim = trees.find(({ chain }) => chain.id === chainId)
      return inclusion === 'INCLUDED' && sim !== undefined && Number(number) < sim.finalized
    })
  )
}
