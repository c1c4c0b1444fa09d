import type { Margin } from '../engine/Margin.ts'
import { mulDiv } from '../engine/mulDiv.ts'

/** Health from 0 to 100: the share of the collateral that maintenance does not need, rounded half up. */
export function driftHealth(margin: Margin): bigint {
  const { available, required } = margin.maintenance
  if (required === 0n) return 100n
  if (available <= 0n || required >= available) return 0n
  return mulDiv(100n, available - required, available, 'halfUp')
}
