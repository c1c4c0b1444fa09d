/** Questions that one multicall carries: each answers a word, and nodes give a call the gas of some thousands. */
export const questionsPerCallMax = 500

/** Questions about one limit of an xERC20: to mint and to burn, at most and now. */
const questionsPerLimit = 4

/** Calls that so much of one chain takes: one per question where it has no multicall contract. */
export function backingCallCount(
  { escrows, supplies, limits }: { escrows: number; supplies: number; limits: number },
  hasMulticall: boolean,
): number {
  const questions = escrows + supplies + limits * questionsPerLimit
  return hasMulticall ? Math.ceil(questions / questionsPerCallMax) : questions
}
