import type { TreeBlock } from '../../faults/support/createBlockTree.ts'
import { InvariantBroken } from '../Failure.ts'
import type { Answer } from '../readAnswer.ts'
import type { Intent } from '../world/Intent.ts'
import type { SimTree } from '../world/SimTree.ts'

/**
 * An aligned cut takes of each chain the highest block whose running-max time is at most the asked one (DESIGN 4). `trees`
 * are the world's chains; a block that the chain has left meanwhile is held against its own branch alone.
 */
export function checkAligned(trees: readonly SimTree[], { cut }: Answer, timestamp: bigint): void {
  for (const { chainId, name, number, hash, inclusion } of cut.chains) {
    const sim = trees.find(({ chain }) => chain.id === chainId)
    const block = sim?.tree.byHash(hash)
    if (sim === undefined || block === undefined) continue
    const { tree } = sim
    if (inclusion === 'NOT_COVERED' && tree.get(0).timestamp <= timestamp)
      throw new InvariantBroken('cut', `${name} is not covered at ${timestamp}, after its start`)
    if (inclusion !== 'INCLUDED' && inclusion !== 'BEHIND') continue
    const reached = runningMax(block)
    if (reached > timestamp)
      throw new InvariantBroken('cut', `${name} is in at ${number}, which is after ${timestamp}`)
    // Equal times may end at a head that was all there was; and a branch that was left has no next block.
    if (inclusion !== 'INCLUDED' || sim.reorgs > 0 || reached === timestamp) continue
    const missed = firstFollowed(sim, block.number + 1)
    if (missed !== undefined && runningMax(missed) <= timestamp)
      throw new InvariantBroken(
        'cut',
        `${name} is in at ${number}, and ${missed.number} is in time`,
      )
  }
}

/** Empty blocks need not be recorded, nor those of contracts that nobody follows: the state before them is theirs. */
function firstFollowed({ tree, intentsOf }: SimTree, from: number): TreeBlock | undefined {
  for (let number = from; ; number += 1) {
    const block = tree.at(number)
    if (block === undefined || intentsOf(block).some(isFollowed)) return block
  }
}

function isFollowed({ bodies }: Intent): boolean {
  return bodies.some((body) => {
    // Tokens may be taken where nobody watches, and limits change without a log.
    if (body.kind === 'heist' || body.kind === 'mintLimit') return false
    return body.kind !== 'quote' || !body.isElsewhere
  })
}

function runningMax(tip: TreeBlock): bigint {
  let most = tip.timestamp
  for (let block = tip.parent; block !== undefined; block = block.parent)
    if (block.timestamp > most) most = block.timestamp
  return most
}
