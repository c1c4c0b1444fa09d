import type { Hash } from '../../facts/primitives.ts'

/**
 * A block by which a chain is known beyond its id: two chains may share an id (a fork, a node that was reset), but not this
 * block. Until somebody names a better one it is block 0, as the witnesses first gave it.
 */
export interface Pin {
  number(): bigint
  /**
   * Whether `witness` may name `hash` for the pinned block: not when it said otherwise before, and not when more witnesses
   * do. One word against one decides nothing, so both are heard; what they say later is compared by who follows the chain.
   */
  isRight(witness: number, hash: Hash): boolean
  /** Pins a block that is known from agreed data, such as a recorded finalized one; it replaces the one before. */
  set(block: { number: bigint; hash: Hash }): void
}

export function createPin(): Pin {
  let number = 0n
  let given: Hash | undefined
  const words = new Map<number, Hash>()
  return {
    number: () => number,
    isRight(witness, hash) {
      if (given !== undefined) return hash === given
      const earlier = words.get(witness)
      // Who takes its own word back was swapped for another node.
      if (earlier !== undefined && earlier !== hash) return false
      words.set(witness, hash)
      return isUncontested(words, hash)
    },
    set(block) {
      number = block.number
      given = block.hash
    },
  }
}

/** Whether no other hash has more witnesses. */
function isUncontested(words: ReadonlyMap<number, Hash>, hash: Hash): boolean {
  const votes = new Map<Hash, number>()
  for (const word of words.values()) votes.set(word, (votes.get(word) ?? 0) + 1)
  return Math.max(...votes.values()) === votes.get(hash)
}
