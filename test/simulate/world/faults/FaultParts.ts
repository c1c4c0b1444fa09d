import type { BlockTree } from '../../../faults/support/createBlockTree.ts'
import type { Fault } from '../../../faults/support/Fault.ts'

/** What a fault is made of: when it acts, on which share of the requests, and where. */
export interface FaultParts {
  url: string
  /** Virtual ms. */
  fromMs: number
  toMs: number
  /** Share of the requests that it takes. */
  chance: number
  random: () => number
  tree: BlockTree
}

export type MakeFault = (parts: FaultParts) => Fault

/** The same parts as the scope of a fault. */
export function scopeOf({ fromMs, toMs, chance }: FaultParts) {
  return { fromMs, toMs, chance }
}
