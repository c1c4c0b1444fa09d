import { InvariantBroken } from './Failure.ts'
import type { Answer } from './readAnswer.ts'
import type { Session } from './Session.ts'

/**
 * What was called final once stays where it was, in every later answer of the same history, unless the chain itself broke
 * its word: then only what stands above the broken height may be another block, and that of the chain as it is.
 */
export function checkFinality({ finals, finalHeights, world }: Session, { cut }: Answer): void {
  for (const { chainId, number, hash, finalized } of cut.chains) {
    const sim = world.trees.find(({ chain }) => chain.id === chainId)
    if (sim === undefined) continue
    if (finalized > BigInt(Math.max(sim.finalized, 0)))
      throw new InvariantBroken(
        'finality',
        `chain ${chainId} is called final up to ${finalized}, and was never final above ${sim.finalized}`,
      )
    const { violatedFrom } = sim
    // Until it is noticed that final blocks are gone, they are what was final.
    if (violatedFrom !== undefined && sim.tree.at(Number(number))?.hash !== hash) continue
    const mayChange = violatedFrom !== undefined && number > BigInt(violatedFrom)
    const before = finals.get(`${chainId}:${number}`)
    if (before !== undefined && before !== hash && !mayChange)
      throw new InvariantBroken('finality', `final block ${number} of ${chainId} became ${hash}`)
    if (number <= finalized) finals.set(`${chainId}:${number}`, hash)
    if (cut.kind !== 'FRONTIER' || violatedFrom !== undefined) continue
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
