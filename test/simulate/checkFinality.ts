import { InvariantBroken } from './Failure.ts'
import type { Answer } from './readAnswer.ts'
import type { Session } from './Session.ts'

/** What was called final once stays where it was, in every later answer of the same history. */
export function checkFinality({ finals, finalHeights, world }: Session, { cut }: Answer): void {
  for (const { chainId, number, hash, finalized } of cut.chains) {
    const sim = world.trees.find(({ chain }) => chain.id === chainId)
    if (sim === undefined) continue
    if (finalized > BigInt(Math.max(sim.finalized, 0)))
      throw new InvariantBroken(
        'finality',
        `chain ${chainId} is called final up to ${finalized}, and was never final above ${sim.finalized}`,
      )
    const before = finals.get(`${chainId}:${number}`)
    if (before !== undefined && before !== hash)
      throw new InvariantBroken('finality', `final block ${number} of ${chainId} became ${hash}`)
    if (number <= finalized) finals.set(`${chainId}:${number}`, hash)
    if (cut.kind !== 'FRONTIER') continue
    const most = finalHeights.get(chainId) ?? 0n
    // An answer at the finalized height itself may stand on the last block below it.
    if (number > finalized && finalized < most)
      throw new InvariantBroken(
        'finality',
        `chain ${chainId} was called final up to ${most}, and now up to ${finalized}`,
      )
    finalHeights.set(chainId, finalized > most ? finalized : most)
  }
}
