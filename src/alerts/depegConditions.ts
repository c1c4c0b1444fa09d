import { absBigInt } from '../utils/fixedPoint.ts'
import type { Condition } from './Condition.ts'

/** An asset whose price has left that of the asset for which it stands. */
export interface Depeg {
  assetId: string
  originalId: string
  /** Basis points of the original's price, negative when it is worth less. */
  bps: bigint
  /** The feeds that say so, and when they answered, seconds. */
  sources: readonly { source: string; updatedAt: bigint }[]
}

/** Bridged assets that are not worth what they stand for. */
export function depegConditions(depegs: readonly Depeg[]): readonly Condition[] {
  return depegs.map(({ assetId, originalId, bps, sources }) => {
    const way = bps < 0n ? 'below' : 'above'
    return {
      code: 'ASSET_DEPEGGED',
      severity: 'warning',
      isConfirmed: true,
      chains: [],
      subject: assetId,
      since: undefined,
      text: `The price of ${assetId} is ${absBigInt(bps)} basis points ${way} that of ${originalId}, for which it stands.`,
      evidence: sources.map(({ source, updatedAt }) => `${source}@${updatedAt}`),
    }
  })
}
