import type { SimChain } from './Deployment.ts'

/** Blocks of an epoch after which a jumping tag moves, and of a stretch in which a stalling one mostly stands. */
const epochBlocks = 8
const stretchBlocks = 16
const movingBlocks = 6

/**
 * The head that a chain's nodes reckon their tags from, at or below the real one. It depends on the head alone and never
 * falls while that rises, so that whoever comes later sees what others have seen.
 */
export function tagHead({ tagProcess }: SimChain, head: number): number {
  switch (tagProcess ?? 'steady') {
    case 'steady':
    case 'constant':
      return head
    case 'jumping':
      return head - (head % epochBlocks)
    case 'stalling':
      return head - Math.max((head % stretchBlocks) - movingBlocks, 0)
  }
}

/** Whether the tags of its nodes are where depths would have them: what was final by depths is then so by tags too. */
export function isInStep(chain: SimChain, head: number): boolean {
  return tagHead(chain, head) === head
}

/** Depth of the constant that some nodes call finality; less than any chain here needs. */
const constantDepth = 1

/** How far below that head the nodes' tags are. */
export function tagDepths(chain: SimChain): { safeDepth: number; finalizedDepth: number } {
  const { tagProcess, safeDepth, finalizedDepth } = chain
  return tagProcess === 'constant'
    ? { safeDepth: constantDepth, finalizedDepth: constantDepth }
    : { safeDepth, finalizedDepth }
}
