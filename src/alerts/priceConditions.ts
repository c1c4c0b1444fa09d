import type { Price } from '../margin/MarginInput.ts'
import type { Condition } from './Condition.ts'

/** Late and dead prices of assets that have a feed. */
export function priceConditions(prices: ReadonlyMap<string, Price>): readonly Condition[] {
  return [...prices].flatMap(([assetId, price]) => judge(assetId, price) ?? [])
}

function judge(assetId: string, price: Price): Condition | undefined {
  const base = {
    isConfirmed: true,
    chains: [],
    subject: assetId,
    since: price.updatedAt,
    evidence: [],
  }
  switch (price.state) {
    case 'fresh':
    case 'missing':
      return undefined
    case 'late': {
      const text =
        price.isShaken === true
          ? `The price of ${assetId} is of a chain whose sequencer stopped, and counts as late.`
          : `The price of ${assetId} is ${price.ageSeconds} s old, past its heartbeat.`
      return { ...base, code: 'PRICE_LATE', severity: 'info', text }
    }
    case 'dead': {
      const text = `The price of ${assetId} is dead: accounts that need it are UNKNOWN.`
      return { ...base, code: 'PRICE_DEAD', severity: 'warning', text }
    }
  }
}
