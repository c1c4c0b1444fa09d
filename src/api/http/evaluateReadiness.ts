import type { ChainId } from '../../facts/primitives.ts'
import type { Views } from '../views/Views.ts'

export interface Readiness {
  isReady: boolean
  chains: readonly {
    chainId: ChainId
    name: string
    isReady: boolean
    phase: string
    isStale: boolean
    lagBlocks: string | undefined
    lagSeconds: string | undefined
    problem: string | undefined
  }[]
}

/** Ready is: every followed chain is at its head right now. It turns false again when one falls behind. */
export function evaluateReadiness(status: ReturnType<Views['status']>): Readiness {
  const chains = status.map((chain) => ({
    chainId: chain.chainId,
    name: chain.name,
    isReady: chain.phase === 'live' && !chain.isStale,
    phase: chain.phase,
    isStale: chain.isStale,
    lagBlocks: chain.lagBlocks?.toString(),
    lagSeconds: chain.lagSeconds?.toString(),
    problem: chain.problem,
  }))
  return { isReady: chains.length > 0 && chains.every((chain) => chain.isReady), chains }
}
