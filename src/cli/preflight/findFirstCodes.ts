import type { Address } from '../../facts/primitives.ts'
import { type AskMany, readCodes } from './readCodes.ts'

/** A contract and a block in which it is known to have code. */
export interface Deployed {
  address: Address
  withCode: bigint
}

/** The lowest and the highest block that may be the first with code. */
interface Bracket {
  address: Address
  low: bigint
  high: bigint
  isUnknown: boolean
}

/** Steps of a bisection: no chain has 2^40 blocks. */
const stepsMax = 40

/**
 * First block with code of each contract, by bisections in step: one request per step, however many contracts there are.
 * Undefined where the node does not remember the states between.
 */
export async function findFirstCodes(
  askMany: AskMany,
  contracts: readonly Deployed[],
): Promise<readonly (bigint | undefined)[]> {
  const brackets = contracts.map(
    ({ address, withCode }): Bracket => ({ address, low: 0n, high: withCode, isUnknown: false }),
  )
  for (let step = 0; step < stepsMax; step += 1) {
    const open = brackets.filter(({ low, high, isUnknown }) => low < high && !isUnknown)
    if (open.length === 0) break
    const middles = open.map(({ address, low, high }) => ({ address, block: (low + high) / 2n }))
    const codes = await readCodes(askMany, middles)
    for (const [i, bracket] of open.entries()) narrow(bracket, middles[i]?.block, codes[i])
  }
  return brackets.map(({ high, isUnknown }) => (isUnknown ? undefined : high))
}

function narrow(bracket: Bracket, middle: bigint | undefined, code: string | undefined): void {
  if (middle === undefined || code === undefined) bracket.isUnknown = true
  else if (code === '0x') bracket.low = middle + 1n
  else bracket.high = middle
}
