import type { FeedConfig } from '../../config/FeedConfig.ts'
import type { Address, Hex } from '../../facts/primitives.ts'

/** Where the answers of a feed are recorded: series of kind `price`, by contract and subject. */
export interface FeedSeries {
  contract: Address
  subject: string
}

/** Every series that a feed's decoder writes. */
export function feedSeries({ id, address, source }: FeedConfig): readonly FeedSeries[] {
  const own = { contract: address, subject: '' }
  switch (source?.type) {
    case undefined:
      return [own]
    case 'proxy':
      return [own, ...[...source.aggregators.values()].map(toSeries)]
    case 'pyth':
      return [source.priceId, pythReadSubject(source.priceId)].map((subject) => ({
        contract: address,
        subject,
      }))
    case 'custom':
      return [{ contract: address, subject: id }]
  }
}

/** What was read of a price stands apart from what was logged, so that its exponent is not lost at the next log. */
export function pythReadSubject(priceId: Hex): string {
  return `${priceId}:read`
}

function toSeries(contract: Address): FeedSeries {
  return { contract, subject: '' }
}
