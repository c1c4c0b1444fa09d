import { rootCeil } from './rootCeil.ts'

/** A move of one bar grown to several, by the square root of their number, rounded up; same scale as the move. */
export function overHorizon(move: bigint, horizonBars: bigint): bigint {
  return rootCeil(move * move * horizonBars)
}
