import type { Condition } from '../../../src/alerts/Condition.ts'
import type { PriceView } from '../../../src/api/views/Views.ts'
import { InvariantBroken } from '../Failure.ts'
import { findDifference } from '../findDifference.ts'
import { findFeedConditions } from '../oracle/findFeedConditions.ts'
import { type FoundPrice, findPrice } from '../oracle/findPrice.ts'
import type { OraclePrice } from '../oracle/Oracle.ts'
import type { OracleMoney } from '../oracle/OracleRisk.ts'

/**
 * Every asset has the one price that its feeds give at the cut, fresh, late with its band, or dead by its age; nothing is
 * valued at an answer that is zero or less; and conditions name exactly the late, the dead, the refused, the feeds that
 * contradict each other and the sequencers that stopped. Throws `InvariantBroken`.
 */
export function checkPrices(
  served: { prices: readonly PriceView[]; conditions: readonly Condition[] },
  observed: readonly OraclePrice[],
  asOf: bigint,
  money: OracleMoney,
): void {
  const given = served.prices.map(({ assetId, price }) => {
    const isLive = price.state === 'fresh' || price.state === 'late'
    const figures = isLive ? `${price.lowE18} ${price.priceE18} ${price.highE18}` : 'none'
    return `${assetId} ${price.state} ${figures}`
  })
  const said = served.conditions.filter(({ code }) => code.startsWith('PRICE_'))
  const ofFeeds = served.conditions.filter(({ code }) => /^(?:FEED|SEQUENCER)_/.test(code))
  const found = Object.keys(money.assets).map((id) => ({
    id,
    price: findPrice(id, observed, asOf, money),
  }))
  const difference = findDifference(
    [
      ...given,
      ...said.map(({ code, subject }) => `${subject} ${code}`),
      ...ofFeeds.map(spellCondition),
    ],
    [
      ...found.flatMap(({ id, price }) => [`${id} ${spell(price)}`, ...toConditions(id, price)]),
      ...findFeedConditions(observed, asOf, money),
    ],
  )
  if (difference !== undefined) throw new InvariantBroken('price', difference)
}

/** A divergence names its other feed first in the second piece of its evidence; a sequencer is known by its chain. */
function spellCondition({ code, subject, chains, evidence }: Condition): string {
  if (code === 'FEED_DIVERGED') return `${code} ${subject} ${evidence[1]?.split('=')[0]}`
  return `${code} ${code.startsWith('SEQUENCER') ? chains.join() : subject}`
}

function spell(price: FoundPrice): string {
  const figures = 'price' in price ? `${price.low} ${price.price} ${price.high}` : 'none'
  return `${price.state} ${figures}`
}

function toConditions(id: string, { state }: FoundPrice): readonly string[] {
  switch (state) {
    case 'late':
      return [`${id} PRICE_LATE`]
    case 'dead':
      return [`${id} PRICE_DEAD`]
    case 'fresh':
    case 'missing':
      return []
  }
}
