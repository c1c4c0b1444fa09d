/** Looks in a row that must show the same before the word of too few is taken for the truth. */
export const looksToBelieve = 3

/** Forks up to this depth are what chains do; two honest endpoints may differ over them for a moment. */
const tipBlocks = 3n

/** What is known of a fork that one endpoint, the claimant, shows. */
export interface ForkCase {
  /** Followed blocks that it would take back. */
  depth: bigint
  belowFinalized: boolean
  /** The claimant's own head is below the followed block. */
  isBehind: boolean
  /** Different witnesses among the chain's endpoints beside the claimant. */
  others: number
  /** Other witnesses that have another block there than we have. */
  agreeing: number
  /** Other witnesses that have our block there and are not behind. */
  contradicting: number
  /** Consecutive looks that saw a fork, with this one. */
  looks: number
  /** The operator wants a violated finality repaired instead of confirmed. */
  mayRepair: boolean
}

/**
 * `take`: go back. `wait`: look again. `confirm`: look again and say that a second witness is needed. `refuse`: the claimant
 * is wrong, go on without it.
 */
export type ForkJudgement = 'take' | 'wait' | 'confirm' | 'refuse'

/**
 * Decides whether a fork is believed (DESIGN §4, rpc-faults F025, F032): never against as many witnesses as claim it; below
 * the finalized height by a second witness, or by the only one that there is after `looksToBelieve` looks; from an
 * endpoint that is behind, or unheard by others, after as many.
 */
export function judgeFork(fork: ForkCase): ForkJudgement {
  const isPatient = fork.looks < looksToBelieve
  if (fork.contradicting > fork.agreeing)
    return isPatient && fork.depth <= tipBlocks && !fork.belowFinalized ? 'wait' : 'refuse'
  if (fork.belowFinalized) {
    if (fork.agreeing > 0) return 'take'
    return isPatient || (fork.others > 0 && !fork.mayRepair) ? 'confirm' : 'take'
  }
  const isUnheard = fork.depth > tipBlocks && fork.others > 0 && fork.agreeing === 0
  return isPatient && (fork.isBehind || isUnheard) ? 'wait' : 'take'
}
