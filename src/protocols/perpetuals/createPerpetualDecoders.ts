import type { PerpetualExchange } from '../../config/PerpetualExchange.ts'
import type { Decoder } from '../../facts/Decoder.ts'
import { createGmxV2Decoder } from './gmxV2/gmxV2.ts'
import { createSynthetixV3Decoder } from './synthetixV3/synthetixV3.ts'
import { createSynthetixV3PriceDecoder } from './synthetixV3/synthetixV3Prices.ts'

/** What reads an exchange of perpetuals as a venue: its accounts and parameters, and its prices. */
export function createPerpetualDecoders(parameters: {
  venue: string
  exchange: PerpetualExchange
  /** First `k` of its facts, see `factRank`. */
  rank: number
}): readonly Decoder[] {
  const { venue, exchange, rank } = parameters
  switch (exchange.type) {
    case 'synthetixV3':
      return [
        createSynthetixV3Decoder({ venue, perps: exchange, rank }),
        createSynthetixV3PriceDecoder(exchange),
      ]
    case 'gmxV2':
      return [createGmxV2Decoder({ venue, exchange, rank })]
  }
}
