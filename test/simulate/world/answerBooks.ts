import { type Hex, numberToHex, slice, toFunctionSelector } from 'viem'
import type { TreeBlock } from '../../faults/support/createBlockTree.ts'
import { balanceOf } from './ChainState.ts'
import type { SimTree } from './SimTree.ts'

/** Lets a chain's vaults say what an account has, at any block of any branch. */
export function answerBooks(sim: SimTree): void {
  const { markets, yieldVault } = sim.chain
  const answer = (contract: Hex, signature: string): void => {
    sim.tree.answers.set(
      `${contract}:${toFunctionSelector(signature)}`,
      (block: TreeBlock, data) => {
        const held = balanceOf(sim.stateAt(block), contract, slice(data, 16))
        return numberToHex(held, { size: 32 })
      },
    )
  }
  for (const { book } of Object.values(markets)) answer(book, 'heldBy(address)')
  if (yieldVault !== undefined) answer(yieldVault, 'balanceOf(address)')
}
