import type { Leg } from '../../src/facts/Leg.ts'
import type { BlockRef, ChainId } from '../../src/facts/primitives.ts'
import type { Commit } from '../../src/store/Store.ts'
import { batch, block, bob, chainA, chainB, leg, transferKey } from '../store/support/rows.ts'

/** Transfers per block and commit. */
export const perCommit = 1_000

/** One of so many never arrives. */
export const lostEvery = 997

/** Key of a transfer by its block and its rank in it: as random as those of real bridges. */
export function keyOf(number: number, rank: number) {
  return transferKey(`${number} ${rank}`)
}

export function isLost(number: number, rank: number): boolean {
  return (number * perCommit + rank) % lostEvery === 0
}

/** Of `commitsOf`. The chains differ in the hashes of their blocks and transactions. */
export function blockOf(chainId: ChainId, number: number): BlockRef {
  return block(number + 1, { fork: chainId })
}

/** One block on each chain: what is sent, and what arrives of it. */
export function commitsOf(number: number): readonly Commit[] {
  const ranks = Array.from({ length: perCommit }, (_, rank) => rank)
  const toCommit = (chainId: ChainId, step: Leg['step']) => {
    const at = blockOf(chainId, number)
    const legs = ranks
      .filter((rank) => step === 'sent' || !isLost(number, rank))
      .map((rank) => leg(chainId, at, { step, key: keyOf(number, rank), rank, of: bob }))
    return batch(chainId, at, { blocks: [at], legs })
  }
  return [toCommit(chainA, 'sent'), toCommit(chainB, 'credited')]
}
