import type { PriceView } from '../../../src/api/views/Views.ts'
import { InvariantBroken } from '../Failure.ts'
import { findDifference } from '../findDifference.ts'
import type { OraclePrice } from '../oracle/Oracle.ts'

/** The feed's heartbeat in the config of every world, seconds; three missed ones make its price dead. */
export const heartbeatSeconds = 3_600n

/** From the feed's 8 decimals to 18. */
const scale = 10n ** 10n

/** A price is fresh, late or dead by its age at the cut, and never positive by accident. Throws `InvariantBroken`. */
export function checkPrices(
  served: readonly PriceView[],
  [observed]: readonly OraclePrice[],
  asOf: bigint,
): void {
  const given = served
    .filter(({ assetId }) => assetId === 'usd' || assetId === 'share')
    .map(({ assetId, price }) => {
      const value = 'priceE18' in price ? price.priceE18 : undefined
      return `${assetId} ${price.state} ${value}`
    })
  const wanted = served.flatMap(({ assetId }) =>
    assetId === 'usd' || assetId === 'share' ? [`${assetId} ${judge(observed, asOf)}`] : [],
  )
  const difference = findDifference(given, wanted)
  if (difference !== undefined) throw new InvariantBroken('price', difference)
}

function judge(observed: OraclePrice | undefined, asOf: bigint): string {
  if (observed === undefined) return 'missing undefined'
  const { answer, updatedAt } = observed
  const age = asOf > updatedAt ? asOf - updatedAt : 0n
  if (answer <= 0n || age > heartbeatSeconds * 3n) return 'dead undefined'
  return `${age > heartbeatSeconds ? 'late' : 'fresh'} ${answer * scale}`
}
