import { E18 } from '../../utils/fixedPoint.ts'
import { mulDiv } from '../engine/mulDiv.ts'

/**
 * `to / from − 1`, 1e18, rounded away from zero so that no move is understated. Prices are positive and of one scale. It is
 * the simple return: a logarithm would have to be approximated, and rounds differently wherever it is computed.
 */
export function simpleReturn(from: bigint, to: bigint): bigint {
  return to < from ? -mulDiv(from - to, E18, from, 'ceil') : mulDiv(to - from, E18, from, 'ceil')
}
